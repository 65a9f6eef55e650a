package io.tacet.rtp;

/**
 * Packets that may be those of a new source (RULES T7): of another SSRC, or of ours with numbers that were used before. Thread: recorder. At
 * most four are held; then the source has changed. If the old one goes on, they are an intruder's, or repeats that came very late.
 */
final class ForeignPackets {
    private final HeldPackets held;
    private final ReceiverCounters counters;

    ForeignPackets(PacketPool pool, ReceiverCounters counters) {
        held = new HeldPackets(pool);
        this.counters = counters;
    }

    boolean isEmpty() {
        return held.count() == 0;
    }

    /** Whether packets of this SSRC are held. */
    boolean isOf(int ssrc) {
        return held.count() > 0 && held.get(0).ssrc == ssrc;
    }

    /** Whether a packet follows in sequence on the last that is held. */
    boolean isContinuedBy(Packet packet) {
        return held.count() > 0 && (held.get(held.count() - 1).sequence + 1 & 0xFFFF) == packet.sequence;
    }

    /** Holds a copy; true when there are enough for a change of the source. */
    boolean hold(Packet packet) {
        held.add(packet);
        return held.isFull();
    }

    /** None of them is used: those of our SSRC are repeats, the others foreign. */
    void reject(int ours) {
        if (held.count() == 0) {
            return;
        }
        for (int i = 0; i < held.count(); i++) {
            Packet packet = held.get(i);
            if (packet.ssrc == ours) {
                countRepeat(packet);
            } else {
                counters.ssrc++;
            }
        }
        held.discard();
    }

    /** A packet with a sequence number that was seen before. */
    void countRepeat(Packet packet) {
        switch (packet.kind) {
            case AUDIO -> counters.duplicate++;
            case COMFORT_NOISE -> counters.comfortNoise++;
            case EVENT -> counters.events++;
        }
    }

    /** The held packets, in order of arrival; they belong to the caller. */
    Packet[] take() {
        Packet[] taken = new Packet[held.count()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = held.get(i);
        }
        held.clear();
        return taken;
    }

    /** The recording has ended: they came after its end. */
    void abandon() {
        counters.afterEnd += held.count();
        held.discard();
    }
}
