package io.tacet.rtp;

/**
 * Packets whose timestamps are not believed yet (RULES T3): at most four are held until it is clear whether the network stalled or the
 * sender's clock jumped or stood still. Thread: recorder. None is ever lost.
 */
final class UnplacedPackets {
    private final MediaTimeline timeline;
    private final ReorderBuffer reorder;
    private final ReceptionStatistics statistics;
    private final HeldPackets held;

    UnplacedPackets(PacketPool pool, MediaTimeline timeline, ReorderBuffer reorder, ReceptionStatistics statistics) {
        this.timeline = timeline;
        this.reorder = reorder;
        this.statistics = statistics;
        held = new HeldPackets(pool);
    }

    boolean isEmpty() {
        return held.count() == 0;
    }

    boolean isFull() {
        return held.isFull();
    }

    void add(Packet packet) {
        held.add(packet);
    }

    int audioCount() {
        return held.audioCount();
    }

    void discard() {
        held.discard();
    }

    /** Four are held, or nothing more comes: a stall when they arrived much faster than their media, else a jump. */
    void resolve(long cursor) {
        int count = held.count();
        if (count == 0) {
            return;
        }
        long media = 0;
        for (int i = 0; i < count; i++) {
            media += held.get(i).samples;
        }
        Packet first = held.get(0);
        long span = held.get(count - 1).arrivalNanos - first.arrivalNanos;
        long told = timeline.positionOf(first.timestamp);
        boolean stalled = count > 1
                && 2 * span < timeline.nanos(media)
                && timeline.deviation(told, first.arrivalNanos) > 0
                && told + first.samples > cursor;
        if (stalled) {
            placeByTimestamp();
        } else {
            placeAtArrival(reorder.mediaEnd(cursor));
        }
    }

    /** A packet came back to the baseline: what is held was only late; a timestamp from the future keeps its place in sequence. */
    void placeByTimestamp() {
        for (int i = 0; i < held.count(); i++) {
            Packet packet = held.get(i);
            long position = timeline.positionOf(packet.timestamp);
            boolean ahead = timeline.deviation(position, packet.arrivalNanos) < 0;
            packet.position = ahead ? Packet.IN_SEQUENCE : position;
            reorder.insert(packet);
        }
        held.clear();
    }

    private void placeAtArrival(long placedTo) {
        long end = placedTo;
        for (int i = 0; i < held.count(); i++) {
            Packet packet = held.get(i);
            long position = timeline.positionOf(packet.timestamp);
            if (i == 0 || !timeline.believes(position, packet.arrivalNanos)) {
                position = Math.max(timeline.positionAt(packet.arrivalNanos), end);
                packet.clockJump = true;
            }
            timeline.refer(packet.timestamp, position);
            packet.position = position;
            end = Math.max(end, position + packet.samples);
            reorder.insert(packet);
        }
        held.clear();
        statistics.clockChanged();
    }
}
