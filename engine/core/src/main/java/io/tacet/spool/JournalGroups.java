package io.tacet.spool;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Groups of records: those that are not durable yet stay, at most 64 MiB of them, so that they can be written again elsewhere; the others
 * are used again. Thread: under the journal's lock.
 */
final class JournalGroups {
    /** Size of a group. */
    static final int GROUP_BYTES = 256 * 1024;

    private static final long MOST_HELD_BYTES = 64L << 20;

    private final ArrayDeque<Group> held = new ArrayDeque<>();
    private final ArrayDeque<Group> pool = new ArrayDeque<>();
    private long heldBytes;
    private long lostUpTo;

    /** Bytes on their way into a segment. */
    static final class Group {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(GROUP_BYTES);
        /** Where it ends, in bytes of the journal. */
        long end;
    }

    /** An empty one. */
    Group take() {
        Group free = pool.pollLast();
        if (free == null) {
            return new Group();
        }
        free.bytes.clear();
        return free;
    }

    /** Keeps a group until it is durable, or there are too many. */
    void hold(Group full) {
        held.addLast(full);
        heldBytes += full.bytes.limit();
        while (heldBytes > MOST_HELD_BYTES) {
            lostUpTo = letGo();
        }
    }

    /** Everything up to here is durable. */
    void durable(long upTo) {
        while (!held.isEmpty() && held.getFirst().end <= upTo) {
            letGo();
        }
    }

    private long letGo() {
        Group done = held.removeFirst();
        heldBytes -= done.bytes.limit();
        pool.addLast(done);
        return done.end;
    }

    /** Those that are not durable, oldest first. */
    Iterable<Group> held() {
        return held;
    }

    long bytes() {
        return heldBytes;
    }

    /** Below this they were let go although nobody said that they are durable. */
    long lostUpTo() {
        return lostUpTo;
    }

    void clear() {
        held.clear();
        pool.clear();
        heldBytes = 0;
    }
}
