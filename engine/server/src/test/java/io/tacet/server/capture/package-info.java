/** Tests of the capture reader. */
@NullMarked
package io.tacet.server.capture;

import org.jspecify.annotations.NullMarked;
