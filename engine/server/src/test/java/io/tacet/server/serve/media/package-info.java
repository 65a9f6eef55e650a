/** Tests of {@code server.serve.media}. */
@NullMarked
package io.tacet.server.serve.media;

import org.jspecify.annotations.NullMarked;
