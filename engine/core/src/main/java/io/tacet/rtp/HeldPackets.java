package io.tacet.rtp;

import org.jspecify.annotations.Nullable;

/** Up to four packets whose meaning is not clear yet (RULES T3, T7). Thread: recorder. */
final class HeldPackets {
    /** Most packets that are held. */
    static final int CAPACITY = 4;

    private final PacketPool pool;
    private final @Nullable Packet[] packets = new Packet[CAPACITY];
    private int count;

    HeldPackets(PacketPool pool) {
        this.pool = pool;
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    void add(Packet packet) {
        packets[count++] = pool.copyOf(packet);
    }

    Packet get(int i) {
        Packet packet = packets[i];
        if (packet == null) {
            throw new IllegalStateException("no packet is held at " + i);
        }
        return packet;
    }

    int audioCount() {
        int audio = 0;
        for (int i = 0; i < count; i++) {
            audio += get(i).kind == Packet.Kind.AUDIO ? 1 : 0;
        }
        return audio;
    }

    /** Forgets the packets; they belong to whoever took them. */
    void clear() {
        java.util.Arrays.fill(packets, null);
        count = 0;
    }

    /** Gives the packets back to the pool. */
    void discard() {
        for (int i = 0; i < count; i++) {
            pool.release(get(i));
        }
        clear();
    }
}
