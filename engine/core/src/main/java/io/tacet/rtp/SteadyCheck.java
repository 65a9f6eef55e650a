package io.tacet.rtp;

import io.tacet.AudioEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Knows the packet that nearly every packet is: the next one of the stream, of the payload type before, in the bare header of 12 bytes, one
 * byte a sample, exactly where the last one ended. Thread: recorder; no state but what the last packet was.
 */
final class SteadyCheck {
    private static final int VERSION_2 = 0x8000;
    private static final int NONE = -1;

    private int start = NONE;
    private @Nullable AudioEncoding encoding;

    /** An audio packet of the source was accepted: those after it are expected to be like it. */
    void accepted(Packet packet) {
        encoding = packet.format == null ? null : packet.format.encoding();
        boolean plain = encoding != null && encoding.bytesPerSample() == 1 && !packet.redundant;
        start = plain ? VERSION_2 | packet.payloadType : NONE;
    }

    /** The encoding of the packets, or null when none is known. */
    @Nullable
    AudioEncoding encoding() {
        return encoding;
    }

    /** Whether a packet's header says that it is the next one. */
    boolean isNext(byte[] bytes, int offset, int length, int sequence, int timestamp, int ssrc) {
        return length > RtpHeader.LENGTH
                && RtpHeader.uint16(bytes, offset) == start
                && RtpHeader.uint16(bytes, offset + 2) == sequence
                && RtpHeader.int32(bytes, offset + 4) == timestamp
                && RtpHeader.int32(bytes, offset + 8) == ssrc;
    }
}
