package io.tacet.rtp;

/**
 * What the receiver and the recorder made of each packet taken from the ring (RULES E3). Plain fields; thread: recorder, which publishes
 * them.
 */
public final class ReceiverCounters {
    /** All zero. */
    public ReceiverCounters() {}

    /** Packets taken from the ring. */
    public long taken;

    /** See {@link io.tacet.PacketCounters#written()}. */
    public long written;

    /** See {@link io.tacet.PacketCounters#events()}. */
    public long events;

    /** See {@link io.tacet.PacketCounters#comfortNoise()}. */
    public long comfortNoise;

    /** See {@link io.tacet.PacketCounters#paused()}. */
    public long paused;

    /** See {@link io.tacet.PacketCounters#duplicate()}. */
    public long duplicate;

    /** See {@link io.tacet.PacketCounters#late()}. */
    public long late;

    /** See {@link io.tacet.PacketCounters#malformed()}. */
    public long malformed;

    /** See {@link io.tacet.PacketCounters#payloadType()}. */
    public long payloadType;

    /** See {@link io.tacet.PacketCounters#rtcp()}. */
    public long rtcp;

    /** See {@link io.tacet.PacketCounters#source()}. */
    public long source;

    /** See {@link io.tacet.PacketCounters#ssrc()}. */
    public long ssrc;

    /** See {@link io.tacet.PacketCounters#afterEnd()}. */
    public long afterEnd;
}
