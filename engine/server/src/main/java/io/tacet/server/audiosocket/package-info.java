/**
 * Asterisk's AudioSocket: calls that come over TCP as 16-bit samples, keys and a hang-up, each of them a recording. Thread: one selector
 * thread for all connections, as said at each type. Depends on the engine's API only.
 */
@NullMarked
package io.tacet.server.audiosocket;

import org.jspecify.annotations.NullMarked;
