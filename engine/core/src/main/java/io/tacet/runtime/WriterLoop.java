package io.tacet.runtime;

import io.tacet.spool.Journal;
import io.tacet.spool.JournalEntry;
import io.tacet.spool.SpoolFile;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Appends blocks to the spool and their bytes to the journal. Threads: {@link #hand} and {@link #wake} by the recorder; the loop is a
 * thread of its own that is stopped by a flag and never interrupted (an interrupt would close its files).
 */
final class WriterLoop implements Runnable {
    private static final long LONGEST_PARK_NANOS = 100_000_000L;
    private static final long MAINTAIN_NANOS = 1_000_000_000L;

    private final SpscUnboundedAtomicArrayQueue<WriterTask> tasks = new SpscUnboundedAtomicArrayQueue<>(1024);
    private final Engine engine;
    private final BlockPool blocks;
    private final @Nullable Journal journal;
    private final Thread thread;
    private long maintainedNanos = System.nanoTime();
    private boolean handed;
    private volatile boolean parked;
    private volatile boolean stopping;

    WriterLoop(String name, Engine engine, BlockPool blocks, @Nullable Journal journal) {
        this.engine = engine;
        this.blocks = blocks;
        this.journal = journal;
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The journal of the shard, or null. */
    @Nullable
    Journal journal() {
        return journal;
    }

    /** Hands a task over; the writer sees it at the next {@link #wake} at the latest. */
    void hand(WriterTask task) {
        tasks.offer(task);
        handed = true;
    }

    /** Wakes the writer if anything was handed over. */
    void wake() {
        if (handed) {
            handed = false;
            if (parked) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Stops once everything handed over is done; waits for that at most until {@code deadlineNanos}. */
    void stop(long deadlineNanos) throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        long left = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L);
        thread.join(left);
    }

    @Override
    public void run() {
        while (true) {
            WriterTask task = tasks.poll();
            if (task != null) {
                perform(task);
            } else if (stopping) {
                return;
            } else {
                park();
            }
        }
    }

    private void park() {
        parked = true;
        if (tasks.isEmpty() && !stopping) {
            LockSupport.parkNanos(this, LONGEST_PARK_NANOS);
        }
        parked = false;
    }

    private void perform(WriterTask task) {
        if (task instanceof WriterTask.Partial partial) {
            journal(partial.block());
        } else if (task instanceof Block block) {
            write(block);
        } else if (task instanceof WriterTask.Flush) {
            flush();
        } else if (task instanceof WriterTask.Notes notes) {
            JournalEntry entry = notes.session().stored().entry;
            if (entry != null) {
                entry.journal().notes(entry, notes.bytes());
            }
        } else if (task instanceof WriterTask.Open open) {
            open(open.session());
        } else if (task instanceof WriterTask.Seal seal) {
            decided(seal);
            engine.sealer().seal(seal);
        }
    }

    private void open(RecordingSession session) {
        StoredRecording stored = session.stored();
        try {
            SpoolFile file = engine.spool().open(session.request(), journal);
            stored.file = file;
            stored.entry = file.entry();
            session.handle().stored(stored);
        } catch (IOException | RuntimeException failed) {
            fail(session, "cannot open", failed);
        }
    }

    private void journal(Block block) {
        block.taken();
        RecordingSession session = block.session;
        JournalEntry entry = session == null ? null : session.stored().entry;
        if (entry != null) {
            int end = block.published();
            journal(block, entry, end);
            entry.journal().current(entry, block.view, block.dataOffset, end);
        }
    }

    private static void journal(Block block, JournalEntry entry, int end) {
        int from = block.journalFrom(end);
        if (from < end) {
            entry.journal().data(entry, block.view, from, end, block.dataOffset + from);
        }
    }

    private void write(Block block) {
        RecordingSession session = block.session;
        StoredRecording stored = session == null ? null : session.stored();
        SpoolFile file = stored == null ? null : stored.file;
        if (session != null && stored != null && file != null && stored.failure == null) {
            JournalEntry entry = stored.entry;
            if (entry != null) {
                journal(block, entry, block.buffer.limit());
            }
            try {
                file.write(block.buffer, block.dataOffset);
            } catch (IOException | RuntimeException failed) {
                fail(session, "cannot write", failed);
            }
            if (entry != null) {
                entry.journal().current(entry, null, 0, 0);
            }
        }
        blocks.comeBack(block);
    }

    private void flush() {
        Journal log = journal;
        if (log == null) {
            return;
        }
        log.flush();
        long now = System.nanoTime();
        if (now - maintainedNanos > MAINTAIN_NANOS || log.wantsSpare()) {
            maintainedNanos = now;
            log.maintain(now);
        }
    }

    private void decided(WriterTask.Seal seal) {
        JournalEntry entry = seal.session().stored().entry;
        if (entry != null) {
            entry.journal().decided(entry, seal.ending().story(seal.session().stored().failure));
            entry.journal().flush();
        }
    }

    private void fail(RecordingSession session, String what, Exception cause) {
        String reason = what + " " + session.request().id() + ": " + Failures.text(cause);
        session.stored().failure = reason;
        session.shard().control(new Command(Command.Kind.FAIL, session, 0, '\0', 0, reason));
    }
}
