package io.tacet.runtime;

import io.tacet.spool.SpoolFile;
import java.io.IOException;

/** Appends blocks to the spool. Thread: its own; fed by the recorder, or by the journal's loop where there is a journal. */
final class WriterLoop extends TaskLoop {
    private final Engine engine;
    private final BlockPool blocks;

    WriterLoop(String name, Engine engine, BlockPool blocks) {
        super(name);
        this.engine = engine;
        this.blocks = blocks;
    }

    @Override
    void perform(WriterTask task) {
        if (task instanceof Block block) {
            write(block);
        } else if (task instanceof WriterTask.Open open) {
            open(open.session());
        } else if (task instanceof WriterTask.Seal seal) {
            engine.sealer().seal(seal);
        }
    }

    @Override
    void defect(WriterTask task, RuntimeException defect) {
        engine.loopFailed(defect);
        RecordingSession session = task.session();
        if (session != null) {
            fail(session, "cannot write", defect);
        }
    }

    private void open(RecordingSession session) {
        StoredRecording stored = session.stored();
        try {
            stored.file = engine.spool().open(session.request(), stored.entry);
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

    private static void fail(RecordingSession session, String what, Exception cause) {
        String reason = what + " " + session.request().id() + ": " + Failures.text(cause);
        session.stored().failure = reason;
        session.shard().control(new Command(Command.Kind.FAIL, session, 0, '\0', 0, reason));
    }
}
