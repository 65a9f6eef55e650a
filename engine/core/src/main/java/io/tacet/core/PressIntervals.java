package io.tacet.core;

import java.nio.ByteBuffer;

/**
 * When keys are down, as far as it lies ahead of the judged windows: at most {@value #CAPACITY} intervals in order, half open.
 *
 * <p>Thread: recorder. Bounded: when full, the two earliest are taken as one.
 */
public final class PressIntervals {
    /** How many intervals are told apart. */
    public static final int CAPACITY = 8;

    private final long[] from = new long[CAPACITY];
    private final long[] until = new long[CAPACITY];
    private int count;

    /** No key is down. */
    public PressIntervals() {}

    /** {@return how many intervals there are, 0 to {@value #CAPACITY}} */
    public int count() {
        return count;
    }

    /**
     * The beginning of an interval.
     *
     * @param i 0 to {@link #count()} − 1, in order of position
     * @return the first sample with the key down
     */
    public long from(int i) {
        return from[i];
    }

    /**
     * The end of an interval.
     *
     * @param i 0 to {@link #count()} − 1, in order of position
     * @return the first sample after it
     */
    public long until(int i) {
        return until[i];
    }

    /** A key is down from {@code start} until {@code end}, at least for one sample; extends an interval that begins there. */
    void add(long start, long end) {
        long last = Math.max(end, start + 1);
        int i = count;
        while (i > 0 && from[i - 1] >= start) {
            i--;
        }
        if (i < count && from[i] == start) {
            until[i] = Math.max(until[i], last);
            return;
        }
        if (count == CAPACITY) {
            until[0] = Math.max(until[0], until[1]);
            remove(1);
            i = Math.max(0, i - 1);
        }
        System.arraycopy(from, i, from, i + 1, count - i);
        System.arraycopy(until, i, until, i + 1, count - i);
        from[i] = start;
        until[i] = last;
        count++;
    }

    /** Whether a key is down in the window from {@code start} to {@code end}, exclusive. */
    boolean overlaps(long start, long end) {
        for (int i = 0; i < count; i++) {
            if (from[i] < end && until[i] > start) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what ended at or before {@code position}. */
    void forgetBefore(long position) {
        for (int i = count - 1; i >= 0; i--) {
            if (until[i] <= position) {
                remove(i);
            }
        }
    }

    private void remove(int i) {
        System.arraycopy(from, i + 1, from, i, count - i - 1);
        System.arraycopy(until, i + 1, until, i, count - i - 1);
        count--;
    }

    void save(ByteBuffer state) {
        state.put((byte) count);
        for (int i = 0; i < count; i++) {
            state.putLong(from[i]).putLong(until[i]);
        }
    }

    void restore(ByteBuffer state) {
        count = state.get();
        for (int i = 0; i < count; i++) {
            from[i] = state.getLong();
            until[i] = state.getLong();
        }
    }
}
