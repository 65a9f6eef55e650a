package io.tacet.server.capture;

import org.jspecify.annotations.Nullable;

/**
 * Which stream of a capture is wanted. Immutable.
 *
 * @param udpPort the destination port it must have, 1 to 65535; null = any. Trade-off: certain, but must be known
 * @param ssrc the only synchronisation source to record, 32 bits; null = all of the stream's. Trade-off: a sender that changes its
 *     source in the call is recorded up to the change only
 * @param eventPayloadType what carries telephone events, 0 to 127; null = recognised by what its packets look like. Trade-off:
 *     recognition is strict, and misses senders that move the timestamp within a press on another type than 101
 */
public record StreamSelection(
        @Nullable Integer udpPort,
        @Nullable Long ssrc,
        @Nullable Integer eventPayloadType) {
    /** The preferred stream of the capture. */
    public static final StreamSelection ANY = new StreamSelection(null, null, null);

    /** Checks the ranges. */
    public StreamSelection {
        if (udpPort != null && (udpPort < 1 || udpPort > 65535)) {
            throw new IllegalArgumentException("UDP port is " + udpPort + "; allowed are 1 to 65535");
        }
        if (ssrc != null && (ssrc < 0 || ssrc > 0xFFFFFFFFL)) {
            throw new IllegalArgumentException("SSRC is " + ssrc + "; allowed are 0 to 4294967295 (0xFFFFFFFF)");
        }
        if (eventPayloadType != null && (eventPayloadType < 0 || eventPayloadType > 127)) {
            throw new IllegalArgumentException("event payload type is " + eventPayloadType + "; allowed are 0 to 127");
        }
    }

    /** Whether nothing in particular is asked for. Design note: a record's own {@code equals} is spun when first called, which takes 8 ms. */
    public boolean isAny() {
        return udpPort == null && ssrc == null && eventPayloadType == null;
    }
}
