package io.tacet.runtime;

import io.tacet.spool.Journal;
import io.tacet.spool.JournalEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that waits for the disk: one sync for all recordings of a shard every 200 ms, spare segments, and forces of {@code .part}
 * files. It neither drains nor writes. Stopped by a flag, never interrupted.
 */
final class SyncLoop implements Runnable {
    private static final long SYNC_NANOS = 200_000_000L;
    private static final long TICK_NANOS = 20_000_000L;
    private static final int FORCES_A_ROUND = 16;

    private final List<Journal> journals;
    private final Thread thread;
    private final AtomicLong failedForces = new AtomicLong();
    private volatile boolean stopping;

    SyncLoop(List<Journal> journals) {
        this.journals = journals;
        thread = new Thread(this, "tacet-sync");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop(long deadlineNanos) throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L));
    }

    /** Forces of {@code .part} files that failed. */
    long failedForces() {
        return failedForces.get();
    }

    @Override
    public void run() {
        long synced = System.nanoTime() - SYNC_NANOS;
        while (!stopping) {
            long now = System.nanoTime();
            if (now - synced >= SYNC_NANOS) {
                synced = now;
                journals.forEach(Journal::sync);
            }
            boolean busy = false;
            for (Journal journal : journals) {
                if (journal.wantsSpare()) {
                    journal.prepareSpare();
                }
                busy |= force(journal);
            }
            if (!busy) {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
        }
        journals.forEach(Journal::sync);
    }

    private boolean force(Journal journal) {
        for (int i = 0; i < FORCES_A_ROUND; i++) {
            JournalEntry entry = journal.nextForce();
            if (entry == null) {
                return false;
            }
            try {
                entry.force();
            } catch (IOException failed) {
                // Its bytes stay in the journal, which keeps the segment; the seal will fail by itself if the file is
                // really broken.
                failedForces.incrementAndGet();
            }
        }
        return true;
    }
}
