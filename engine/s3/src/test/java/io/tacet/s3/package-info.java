/** Tests against an S3 server in the process and a network that misbehaves. */
@NullMarked
package io.tacet.s3;

import org.jspecify.annotations.NullMarked;
