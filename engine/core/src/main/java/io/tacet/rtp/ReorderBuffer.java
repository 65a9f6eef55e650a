package io.tacet.rtp;

import org.jspecify.annotations.Nullable;

/**
 * Packets that came before one that is missing, in order of sequence (RULES T6). Thread: recorder. Bounded: when full, the first is
 * released as if its window had passed. The arrays exist only once something was out of order.
 */
final class ReorderBuffer {
    /** Most packets that wait: 320 ms in packets of 10 ms, more than the window. */
    static final int CAPACITY = 32;

    /** Held packets are placed several at once, before the first can be released. */
    private static final int SPARE = 16;

    private @Nullable Packet @Nullable [] packets;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count >= CAPACITY;
    }

    /** The packet with the lowest number; there must be one. */
    Packet first() {
        return at(0);
    }

    /** The packet after the first, or null. */
    @Nullable
    Packet second() {
        return count > 1 ? at(1) : null;
    }

    /** The earliest arrival among the waiting. */
    long earliestArrival() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            earliest = Math.min(earliest, at(i).arrivalNanos);
        }
        return earliest;
    }

    /** Where the media of the waiting packets ends, at least {@code position}. */
    long mediaEnd(long position) {
        long end = position;
        for (int i = 0; i < count; i++) {
            Packet packet = at(i);
            if (packet.kind != Packet.Kind.EVENT && packet.position > Packet.IN_SEQUENCE) {
                end = Math.max(end, packet.position + packet.samples);
            }
        }
        return end;
    }

    void insert(Packet packet) {
        if (packets == null) {
            packets = new Packet[CAPACITY + SPARE];
        }
        int i = count;
        while (i > 0 && at(i - 1).number > packet.number) {
            packets[i] = packets[i - 1];
            i--;
        }
        packets[i] = packet;
        count++;
    }

    Packet removeFirst() {
        Packet first = at(0);
        count--;
        if (packets != null) {
            System.arraycopy(packets, 1, packets, 0, count);
            packets[count] = null;
        }
        return first;
    }

    private Packet at(int i) {
        Packet packet = packets == null ? null : packets[i];
        if (packet == null) {
            throw new IllegalStateException("reorder buffer holds " + count + " packets, asked for " + i);
        }
        return packet;
    }
}
