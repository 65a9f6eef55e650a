package io.tacet.runtime;

import io.tacet.spool.Journal;
import io.tacet.spool.JournalEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The threads that wait for the disk, and neither drain nor write: one syncs the journals every 200 ms, so that all recordings of a shard
 * are durable at once; the other makes spare segments and forces {@code .part} files, which may take longer. Stopped by a flag, never
 * interrupted.
 */
final class SyncLoop {
    private static final long SYNC_NANOS = 200_000_000L;
    private static final long HOUSEKEEPING_NANOS = 20_000_000L;

    private final List<Journal> journals;
    private final Consumer<Throwable> defects;
    private final Thread sync = thread("tacet-sync", this::sync);
    private final Thread housekeeping = thread("tacet-housekeeping", this::housekeep);
    private final AtomicLong failedForces = new AtomicLong();
    private volatile boolean stopping;

    SyncLoop(List<Journal> journals, Consumer<Throwable> defects) {
        this.journals = journals;
        this.defects = defects;
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
            carefully(() -> journals.forEach(Journal::sync));
            due += SYNC_NANOS;
            long now = System.nanoTime();
            while (now < due && !stopping) {
                LockSupport.parkNanos(this, due - now);
                now = System.nanoTime();
            }
            due = Math.max(due, now - SYNC_NANOS);
        }
        carefully(() -> journals.forEach(Journal::sync));
    }

    /** A defect must not end a thread that all recordings need. */
    private void carefully(Runnable work) {
        try {
            work.run();
        } catch (Throwable defect) {
            defects.accept(defect);
        }
    }

    private void housekeep() {
        while (!stopping) {
            carefully(() -> journals.forEach(this::housekeep));
            LockSupport.parkNanos(this, HOUSEKEEPING_NANOS);
        }
    }

    private void housekeep(Journal journal) {
        if (journal.wantsSpare()) {
            journal.prepareSpare();
        }
        JournalEntry entry = journal.nextForce();
        while (entry != null) {
            force(entry);
            entry = journal.nextForce();
        }
    }

    private void force(JournalEntry entry) {
        try {
            entry.force();
        } catch (IOException failed) {
            failedForces.incrementAndGet();
            entry.forceFailed(failed);
        }
    }
}
