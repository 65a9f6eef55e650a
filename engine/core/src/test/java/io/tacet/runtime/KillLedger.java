package io.tacet.runtime;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a process that will be killed has done so far, in memory that survives it: when each recording was opened, how far the recorder had
 * drained it when, how it ended, how often it was told of. Times are {@link System#nanoTime}, which all processes of a machine share.
 */
final class KillLedger {
    static final int LIVE = 50;
    static final int MOST = 4096;
    private static final int SNAPSHOTS = 256;
    private static final int SNAPSHOT_LONGS = 3 + 3 * LIVE;
    private static final int WRITE_NANOS = 2 + 3 * LIVE;
    private static final int OPENED = 8;
    private static final int ENDED = OPENED + MOST;
    private static final int ENDED_AT = ENDED + MOST;
    private static final int TOLD = ENDED_AT + MOST;
    private static final int FAILED = TOLD + MOST;
    private static final int RING = FAILED + MOST;
    private static final int LONGS = RING + SNAPSHOTS * SNAPSHOT_LONGS;

    private final MappedByteBuffer longs;

    KillLedger(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            longs = channel.map(FileChannel.MapMode.READ_WRITE, 0, LONGS * 8L);
        }
    }

    private synchronized long get(int i) {
        return longs.getLong(i * 8);
    }

    private synchronized void put(int i, long value) {
        longs.putLong(i * 8, value);
    }

    void ready() {
        put(0, 1);
    }

    boolean isReady() {
        return get(0) == 1;
    }

    void opened(int serial) {
        put(OPENED + serial, System.nanoTime());
        put(1, serial + 1);
    }

    int count() {
        return (int) get(1);
    }

    long openedNanos(int serial) {
        return get(OPENED + serial);
    }

    void ended(int serial, long samples) {
        put(ENDED + serial, samples + 1);
        put(ENDED_AT + serial, System.nanoTime());
    }

    /** Samples at its end, −1 while it has not ended. */
    long endedSamples(int serial) {
        return get(ENDED + serial) - 1;
    }

    long endedNanos(int serial) {
        long at = get(ENDED_AT + serial);
        return at == 0 ? Long.MAX_VALUE : at;
    }

    synchronized void told(int serial) {
        put(TOLD + serial, get(TOLD + serial) + 1);
    }

    /** It ended otherwise than it should: not for want of being recorded, but typed. */
    void failed(int serial) {
        put(FAILED + serial, 1);
    }

    boolean hasFailed(int serial) {
        return get(FAILED + serial) != 0;
    }

    /** Defects that the engine's threads survived. */
    void defects(long count) {
        put(3, count);
    }

    long defects() {
        return get(3);
    }

    long toldCount(int serial) {
        return get(TOLD + serial);
    }

    /** Positions of all live recordings, as published after the recorder drained them. */
    synchronized void snapshot(int[] serials, long[] positions, long[] durable, long waitedNanos, long writeNanos) {
        long number = get(2);
        int at = RING + (int) (number % SNAPSHOTS) * SNAPSHOT_LONGS;
        put(at, Long.MAX_VALUE);
        for (int i = 0; i < LIVE; i++) {
            put(at + 2 + 3 * i, serials[i]);
            put(at + 3 + 3 * i, positions[i]);
            put(at + 4 + 3 * i, durable[i]);
        }
        put(at + 1, waitedNanos);
        put(at + WRITE_NANOS, writeNanos);
        put(at, System.nanoTime());
        put(2, number + 1);
    }

    /** How long the engine's threads were ready to run but had no processor, between {@code since} and {@code until}, together. */
    long waited(long since, long until) {
        return grown(since, until, 1);
    }

    /** How long the journal's writes took between {@code since} and {@code until}. */
    long wrote(long since, long until) {
        return grown(since, until, WRITE_NANOS);
    }

    private long grown(long since, long until, int what) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int s = 0; s < SNAPSHOTS; s++) {
            int at = RING + s * SNAPSHOT_LONGS;
            long when = get(at);
            if (when > since && when <= until) {
                least = Math.min(least, get(at + what));
                most = Math.max(most, get(at + what));
            }
        }
        return Math.max(0, most - least);
    }

    /** The furthest position of a recording that was drained at {@code nanos} or before. */
    long drainedBy(int serial, long nanos) {
        return furthest(serial, nanos, 3);
    }

    /** The furthest durable position of a recording that was published at {@code nanos} or before. */
    long durableBy(int serial, long nanos) {
        return furthest(serial, nanos, 4);
    }

    /** When a recording was first known to be drained beyond a position. */
    long drainedBeyond(int serial, long position) {
        long first = Long.MAX_VALUE;
        for (int s = 0; s < SNAPSHOTS; s++) {
            int at = RING + s * SNAPSHOT_LONGS;
            for (int i = 0; i < LIVE && get(at) != 0; i++) {
                if (get(at + 2 + 3 * i) == serial && get(at + 3 + 3 * i) > position) {
                    first = Math.min(first, get(at));
                }
            }
        }
        return first;
    }

    /** The longest time between two snapshots after {@code since}: how long the machine let the process wait for a processor. */
    long longestGap(long since, long until) {
        long[] times = new long[SNAPSHOTS + 1];
        int count = 0;
        for (int s = 0; s < SNAPSHOTS; s++) {
            long when = get(RING + s * SNAPSHOT_LONGS);
            if (when > since && when <= until) {
                times[count++] = when;
            }
        }
        times[count++] = until;
        java.util.Arrays.sort(times, 0, count);
        long longest = 0;
        for (int i = 1; i < count; i++) {
            longest = Math.max(longest, times[i] - times[i - 1]);
        }
        return longest;
    }

    private long furthest(int serial, long nanos, int what) {
        long furthest = 0;
        for (int s = 0; s < SNAPSHOTS; s++) {
            int at = RING + s * SNAPSHOT_LONGS;
            long when = get(at);
            if (when == 0 || when > nanos) {
                continue;
            }
            for (int i = 0; i < LIVE; i++) {
                if (get(at + 2 + 3 * i) == serial) {
                    furthest = Math.max(furthest, get(at + what + 3 * i));
                }
            }
        }
        return furthest;
    }
}
