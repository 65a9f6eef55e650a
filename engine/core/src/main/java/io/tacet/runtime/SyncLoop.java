package io.tacet.runtime;

import io.tacet.spool.Journal;
import io.tacet.spool.JournalEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that wait for the disk, and neither drain nor write: one syncs the journals every 200 ms, so that all recordings of a shard
 * are durable at once; the other makes spare segments and forces {@code .part} files, which may take longer. Stopped by a flag, never
 * interrupted.
 */
final class SyncLoop {
    private static final long SYNC_NANOS = 200_000_000L;
    private static final long HOUSEKEEPING_NANOS = 20_000_000L;

    private final List<Journal> journals;
    private final Thread sync = thread("tacet-sync", this::sync);
    private final Thread housekeeping = thread("tacet-housekeeping", this::housekeep);
    private final AtomicLong failedForces = new AtomicLong();
    private volatile boolean stopping;

    SyncLoop(List<Journal> journals) {
        this.journals = journals;
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts both, the first segments ready. */
    void start() {
        if (!journals.isEmpty()) {
            journals.forEach(Journal::prepareSpare);
            sync.start();
            housekeeping.start();
        }
    }

    void stop(long deadlineNanos) throws InterruptedException {
        stopping = true;
        for (Thread thread : List.of(sync, housekeeping)) {
            LockSupport.unpark(thread);
            thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L));
        }
    }

    /** Forces of {@code .part} files that failed. */
    long failedForces() {
        return failedForces.get();
    }

    private void sync() {
        long due = System.nanoTime();
        while (!stopping) {
            journals.forEach(Journal::sync);
            due += SYNC_NANOS;
            long now = System.nanoTime();
            while (now < due && !stopping) {
                LockSupport.parkNanos(this, due - now);
                now = System.nanoTime();
            }
            due = Math.max(due, now - SYNC_NANOS);
        }
        journals.forEach(Journal::sync);
    }

    private void housekeep() {
        while (!stopping) {
            for (Journal journal : journals) {
                if (journal.wantsSpare()) {
                    journal.prepareSpare();
                }
                JournalEntry entry = journal.nextForce();
                while (entry != null) {
                    force(entry);
                    entry = journal.nextForce();
                }
            }
            LockSupport.parkNanos(this, HOUSEKEEPING_NANOS);
        }
    }

    private void force(JournalEntry entry) {
        try {
            entry.force();
        } catch (IOException failed) {
            // Its bytes stay in the journal, which keeps the segment; the seal will fail by itself if the file is
            // really broken.
            failedForces.incrementAndGet();
        }
    }
}
