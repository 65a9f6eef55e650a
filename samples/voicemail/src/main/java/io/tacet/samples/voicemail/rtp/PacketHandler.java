package io.tacet.samples.voicemail.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Takes what arrives on one call's socket. Thread: the receiver's; must not block. */
public interface PacketHandler {
    /**
     * A datagram, whatever it holds.
     *
     * @param packet from its position to its limit; used again after the call
     * @param arrivalNanos when it was taken, on the clock of {@link System#nanoTime}
     * @param from its sender; the same object for as long as one peer sends
     */
    void onPacket(ByteBuffer packet, long arrivalNanos, InetSocketAddress from);
}
