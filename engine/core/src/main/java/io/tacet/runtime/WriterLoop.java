package io.tacet.runtime;

import io.tacet.spool.SpoolFile;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;

/**
 * Appends blocks to the spool. Threads: {@link #hand} and {@link #wake} by the recorder; the loop is a thread of its own that is stopped
 * by a flag and never interrupted (an interrupt would close its files).
 */
final class WriterLoop implements Runnable {
    private static final long LONGEST_PARK_NANOS = 100_000_000L;

    private final SpscUnboundedAtomicArrayQueue<WriterTask> tasks = new SpscUnboundedAtomicArrayQueue<>(1024);
    private final Engine engine;
    private final BlockPool blocks;
    private final Thread thread;
    private boolean handed;
    private volatile boolean parked;
    private volatile boolean stopping;

    WriterLoop(String name, Engine engine, BlockPool blocks) {
        this.engine = engine;
        this.blocks = blocks;
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
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
        if (task instanceof Block block) {
            write(block);
        } else if (task instanceof WriterTask.Open open) {
            open(open.session());
        } else if (task instanceof WriterTask.Seal seal) {
            engine.sealer().seal(seal);
        }
    }

    private void open(RecordingSession session) {
        StoredRecording stored = session.stored();
        try {
            stored.file = engine.spool()
                    .open(
                            session.request().id(),
                            session.request().outputEncoding(),
                            session.request().payloadTypes().primary().clockRate());
        } catch (IOException | RuntimeException failed) {
            fail(session, "cannot open", failed);
        }
    }

    private void write(Block block) {
        RecordingSession session = block.session;
        SpoolFile file = session == null ? null : session.stored().file;
        if (session != null && file != null && session.stored().failure == null) {
            try {
                file.write(block.buffer, block.dataOffset);
            } catch (IOException | RuntimeException failed) {
                fail(session, "cannot write", failed);
            }
        }
        blocks.comeBack(block);
    }

    private void fail(RecordingSession session, String what, Exception cause) {
        String reason = what + " " + session.request().id() + ": " + Failures.text(cause);
        session.stored().failure = reason;
        session.shard().control(new Command(Command.Kind.FAIL, session, 0, '\0', 0, reason));
    }
}
