package io.tacet.rtp;

import java.util.ArrayDeque;

/**
 * Packets that wait, shared by the recordings of a shard. Thread: recorder. Grows on demand; each recording holds at most
 * {@link ReorderBuffer#CAPACITY} + 4, so the pool is bounded by the recordings; it keeps at most {@value #KEPT}.
 */
public final class PacketPool {
    private static final int KEPT = 4096;
    private static final int LARGEST_KEPT = 4096;

    private final ArrayDeque<Packet> free = new ArrayDeque<>(64);

    /** An empty pool. */
    public PacketPool() {}

    /** A copy of {@code packet}. */
    Packet copyOf(Packet packet) {
        Packet copy = free.pollLast();
        if (copy == null) {
            copy = new Packet();
        }
        copy.copy(packet);
        return copy;
    }

    /** Takes a copy back. */
    void release(Packet packet) {
        if (free.size() < KEPT && packet.bytes.length <= LARGEST_KEPT) {
            free.addLast(packet);
        }
    }
}
