/** Tests of {@code server.http}. */
@NullMarked
package io.tacet.server.http;

import org.jspecify.annotations.NullMarked;
