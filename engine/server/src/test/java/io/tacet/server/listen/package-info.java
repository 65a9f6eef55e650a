/** Tests of the socket, the meter and session descriptions. */
@NullMarked
package io.tacet.server.listen;

import org.jspecify.annotations.NullMarked;
