/**
 * Reads network captures: datagrams of pcap and pcapng files, and which of their streams is the one to record.
 * Thread: the caller's, one at a time. Depends on the engine's {@code RtpHeader} alone.
 */
@NullMarked
package io.tacet.server.capture;

import org.jspecify.annotations.NullMarked;
