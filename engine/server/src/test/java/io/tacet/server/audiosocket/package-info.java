/** Tests of AudioSocket. */
@NullMarked
package io.tacet.server.audiosocket;

import org.jspecify.annotations.NullMarked;
