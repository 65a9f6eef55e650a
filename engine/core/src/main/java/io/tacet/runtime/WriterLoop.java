package io.tacet.runtime;

import io.tacet.spool.SpoolFile;
import org.jspecify.annotations.Nullable;

/**
 * Appends blocks to the spool. Thread: its own; fed by the recorder, or by the journal's loop where there is a journal.
 *
 * <p>Design note: it never makes a file. What comes for a recording whose file is not there yet waits in {@link StoredRecording}, in its
 * order, while all others go on.
 */
final class WriterLoop extends TaskLoop {
    private static final int BURST = 32 * 1024;

    private final Engine engine;
    private final BlockPool blocks;
    private final FileMaker maker;
    private long awaited;

    WriterLoop(String name, String makerName, Engine engine, BlockPool blocks) {
        super(name, BURST);
        this.engine = engine;
        this.blocks = blocks;
        maker = new FileMaker(makerName, engine, this);
    }

    @Override
    void start() {
        maker.start();
        super.start();
    }

    /** Waits for files that are being made too; a maker that the file system holds up is left to its own. */
    @Override
    void stop(long deadlineNanos) throws InterruptedException {
        super.stop(deadlineNanos);
        maker.stop(deadlineNanos);
    }

    /** How long the recording whose file is being made has waited for it, 0 if there is none. Thread: any. */
    long fileWaitNanos() {
        return maker.waitedNanos();
    }

    @Override
    void perform(WriterTask task) {
        if (task instanceof Block block) {
            RecordingSession session = block.session;
            if (session == null || !session.stored().keep(block)) {
                write(block);
            }
        } else if (task instanceof WriterTask.Open open) {
            open.session().stored().begin();
            awaited++;
            maker.hand(open);
            maker.wake();
        } else if (task instanceof WriterTask.Seal seal) {
            if (!seal.session().stored().keep(seal)) {
                engine.sealer().seal(seal);
            }
        }
    }

    @Override
    void defect(@Nullable WriterTask task, Throwable defect) {
        engine.loopFailed(defect);
        RecordingSession session = task == null ? null : task.session();
        if (session != null) {
            fail(session, "cannot write", defect);
        }
    }

    /** A recording's file is there, or never will be: what waited for it goes its way. */
    @Override
    boolean other() {
        RecordingSession session = maker.answer();
        if (session == null) {
            return false;
        }
        awaited--;
        StoredRecording stored = session.stored();
        Block block = stored.release();
        while (block != null) {
            Block next = block.takeNext();
            write(block);
            block = next;
        }
        WriterTask.Seal seal = stored.takeSeal();
        if (seal != null) {
            engine.sealer().seal(seal);
        }
        return true;
    }

    @Override
    boolean hasOther() {
        return !maker.isSilent();
    }

    @Override
    boolean mayEnd() {
        return awaited == 0;
    }

    private void write(Block block) {
        RecordingSession session = block.session;
        SpoolFile file = session == null ? null : session.stored().file;
        if (session != null && file != null && session.stored().failure == null) {
            try {
                file.write(block.buffer, block.dataOffset);
            } catch (Throwable failed) {
                fail(session, "cannot write", failed);
            }
        }
        blocks.comeBack(block);
    }

    static void fail(RecordingSession session, String what, Throwable cause) {
        String reason = what + " " + session.request().id() + ": " + Failures.text(cause);
        session.stored().failure = reason;
        session.shard().control(new Command(Command.Kind.FAIL, session, 0, '\0', 0, reason));
    }
}
