package io.tacet.spool;

import java.util.concurrent.atomic.AtomicLong;

/** What a journal counts. Threads: journal's and sync write, any reads. */
public final class JournalCounters {
    private static final int SYNCS = 256;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final long[] syncNanos = new long[SYNCS];
    private int syncs;
    private final AtomicLong writeNanos = new AtomicLong();
    private volatile long writingSince;
    private volatile int segments;

    /** A write begins that the system may take its time for; to be followed by {@link #wrote}. */
    void writing(long nowNanos) {
        writingSince = nowNanos;
    }

    void wrote(long nowNanos) {
        writeNanos.addAndGet(nowNanos - writingSince);
        writingSince = 0;
    }

    /** How long writes have taken until {@code nowNanos} ({@link System#nanoTime}), the one under way with them. */
    public long writeNanos(long nowNanos) {
        long since = writingSince;
        return writeNanos.get() + (since == 0 ? 0 : nowNanos - since);
    }

    /** Since when a write has been waiting for the system ({@link System#nanoTime}), 0 if none is under way. */
    public long writingSinceNanos() {
        return writingSince;
    }

    void written(long more) {
        bytes.addAndGet(more);
    }

    void failed() {
        failures.incrementAndGet();
    }

    void segments(int now) {
        segments = now;
    }

    synchronized void synced(long nanos) {
        syncNanos[syncs++ % SYNCS] = nanos;
    }

    /** Bytes written so far. */
    public long bytes() {
        return bytes.get();
    }

    /** Writes, syncs and other operations that failed. */
    public long failures() {
        return failures.get();
    }

    /** Segments on disk, as last counted. */
    public int segments() {
        return segments;
    }

    /** The 99th percentile of the last 256 syncs in nanoseconds, 0 if there was none. */
    public synchronized long syncP99Nanos() {
        int count = Math.min(syncs, SYNCS);
        if (count == 0) {
            return 0;
        }
        long[] sorted = java.util.Arrays.copyOf(syncNanos, count);
        java.util.Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) Math.ceil(count * 0.99) - 1)];
    }
}
