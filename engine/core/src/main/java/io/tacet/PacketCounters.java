package io.tacet;

/**
 * What became of every packet of a recording (RULES E3). Immutable snapshot; all counts are packets or raw frames, 0 or more.
 *
 * @param received offered to {@link MediaInput} (after the end of the recording too)
 * @param written audio whose samples went into the file, wholly or in part
 * @param events telephone-event packets, used or not
 * @param comfortNoise RFC 3389 packets
 * @param paused audio left out because the recording was paused
 * @param duplicate repeated sequence number, or media whose place was already taken
 * @param late came after its place in time was decided
 * @param malformed shorter than its headers say, wrong version, or an event payload under 4 bytes
 * @param payloadType of no known meaning, or of another clock rate
 * @param rtcp RTCP on the same port (RFC 5761)
 * @param source from an address that is not the recording's
 * @param ssrc from a synchronisation source that is not the recording's
 * @param overflow dropped because the ring was full
 * @param afterEnd came after the end was decided; still growing in live counters, final in a manifest
 */
public record PacketCounters(
        long received,
        long written,
        long events,
        long comfortNoise,
        long paused,
        long duplicate,
        long late,
        long malformed,
        long payloadType,
        long rtcp,
        long source,
        long ssrc,
        long overflow,
        long afterEnd) {
    /** All zero. */
    public static final PacketCounters NONE = new PacketCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** {@return packets refused for a reason of their own} */
    public long rejected() {
        return malformed + payloadType + rtcp + source + ssrc;
    }

    /** {@return {@code received} minus all that is accounted for: 0, or the accounting is wrong} */
    public long residual() {
        return received
                - written
                - events
                - comfortNoise
                - paused
                - duplicate
                - late
                - rejected()
                - overflow
                - afterEnd;
    }
}
