package io.tacet.spool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where in the journal the last lengths of a recording were written, so that anyone can tell which of them is durable without the writer
 * visiting every recording after a sync.
 *
 * <p>Threads: one notes, any reads. Design note: each of eight slots is {journal position, bytes}; the position is cleared while a slot
 * changes and read twice. When all are newer than what is durable, the newest is replaced: the answer may lag then, but is never too
 * high.
 */
final class DurableTrail {
    private static final int SLOTS = 8;

    private final AtomicLongArray slots = new AtomicLongArray(2 * SLOTS);
    private int newest;

    DurableTrail() {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(2 * i, Long.MAX_VALUE);
        }
    }

    /** {@code bytes} of the recording are in the journal below {@code position}. */
    void note(long position, long bytes, long durable) {
        int next = (newest + 1) % SLOTS;
        long oldest = slots.get(2 * ((next + 1) % SLOTS));
        boolean oldestNeeded = oldest != Long.MAX_VALUE && oldest > durable;
        int slot = oldestNeeded ? newest : next;
        slots.set(2 * slot, Long.MAX_VALUE);
        slots.set(2 * slot + 1, bytes);
        slots.set(2 * slot, position);
        newest = slot;
    }

    /** How many bytes are durable when the journal is up to {@code durable}. */
    long bytes(long durable) {
        long most = 0;
        for (int i = 0; i < SLOTS; i++) {
            long before = slots.get(2 * i);
            long bytes = slots.get(2 * i + 1);
            if (before <= durable && slots.get(2 * i) == before) {
                most = Math.max(most, bytes);
            }
        }
        return most;
    }
}
