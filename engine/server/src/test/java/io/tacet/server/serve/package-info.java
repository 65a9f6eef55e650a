/** Tests of {@code server.serve}. */
@NullMarked
package io.tacet.server.serve;

import org.jspecify.annotations.NullMarked;
