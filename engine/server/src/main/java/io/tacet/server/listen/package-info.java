/**
 * Live RTP: the socket, the level meter, and what an SDP description says. Thread: the one that receives, as said at each type. Depends
 * on the engine's API only.
 */
@NullMarked
package io.tacet.server.listen;

import org.jspecify.annotations.NullMarked;
