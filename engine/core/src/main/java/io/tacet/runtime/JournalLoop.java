package io.tacet.runtime;

import io.tacet.spool.Journal;
import io.tacet.spool.JournalEntry;
import io.tacet.spool.OpenNote;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts new bytes into the journal, then hands blocks on to the writer. Thread: its own, fed by the recorder.
 *
 * <p>Design note: apart from the writer, because opening and writing many files may wait for the file system while the promise of 100 ms
 * runs; the journal is one file whose blocks are there already.
 */
final class JournalLoop extends TaskLoop {
    /** A round hands over a task for every recording. */
    private static final int BURST = 32 * 1024;

    private static final long MAINTAIN_NANOS = 1_000_000_000L;

    private final Journal journal;
    private final WriterLoop writer;
    private final Consumer<Throwable> defects;
    private long maintainedNanos = System.nanoTime();

    JournalLoop(String name, Journal journal, WriterLoop writer, Consumer<Throwable> defects) {
        super(name, BURST);
        this.defects = defects;
        this.journal = journal;
        this.writer = writer;
    }

    Journal journal() {
        return journal;
    }

    @Override
    void perform(WriterTask task) {
        if (task instanceof WriterTask.Partial partial) {
            partial(partial.block());
        } else if (task instanceof WriterTask.Flush) {
            flush();
        } else if (task instanceof WriterTask.Notes notes) {
            JournalEntry entry = notes.session().stored().entry;
            if (entry != null) {
                journal.notes(entry, notes.bytes());
            }
        } else {
            try {
                journal(task);
            } finally {
                writer.hand(task);
            }
        }
    }

    private void journal(WriterTask task) {
        if (task instanceof Block block) {
            whole(block);
        } else if (task instanceof WriterTask.Open open) {
            open(open.session());
        } else if (task instanceof WriterTask.Seal seal) {
            decided(seal);
        }
    }

    @Override
    void defect(@Nullable WriterTask task, Throwable defect) {
        defects.accept(defect);
        RecordingSession session = task == null ? null : task.session();
        if (session != null) {
            fail(session, "cannot journal", defect);
        }
    }

    @Override
    void idle() {
        writer.wake();
    }

    private void open(RecordingSession session) {
        try {
            StoredRecording stored = session.stored();
            JournalEntry entry = journal.open(OpenNote.of(session.request()));
            entry.onForceFailure(cause -> fail(session, "cannot sync", cause));
            stored.entry = entry;
            session.handle().stored(stored);
        } catch (IOException refused) {
            fail(session, "cannot journal", refused);
        }
    }

    private static void fail(RecordingSession session, String what, Throwable cause) {
        String reason = what + " " + session.request().id() + ": " + Failures.text(cause);
        StoredRecording stored = session.stored();
        if (stored.failure == null) {
            stored.failure = reason;
        }
        session.shard().control(new Command(Command.Kind.FAIL, session, 0, '\0', 0, reason));
    }

    private void partial(Block block) {
        block.taken();
        RecordingSession session = block.session;
        JournalEntry entry = session == null ? null : session.stored().entry;
        if (entry != null) {
            int end = block.published();
            journal(block, entry, end);
            journal.current(entry, block.view, block.dataOffset, end);
        }
    }

    private void whole(Block block) {
        RecordingSession session = block.session;
        JournalEntry entry = session == null ? null : session.stored().entry;
        if (entry != null) {
            journal.given(entry);
            journal(block, entry, block.buffer.limit());
            if (block.isPublished()) { // or it never was the current one
                journal.current(entry, null, 0, 0);
            }
        }
    }

    private void journal(Block block, JournalEntry entry, int end) {
        int from = block.journalFrom(end);
        if (from < end) {
            journal.data(entry, block.view, from, end, block.dataOffset + from);
        }
    }

    private void flush() {
        journal.flush();
        long now = System.nanoTime();
        if (now - maintainedNanos > MAINTAIN_NANOS || journal.wantsSpare()) {
            maintainedNanos = now;
            journal.maintain(now);
        }
    }

    private void decided(WriterTask.Seal seal) {
        JournalEntry entry = seal.session().stored().entry;
        if (entry != null) {
            journal.decided(entry, seal.ending().story(seal.session().stored().failure));
            journal.flush();
        }
    }
}
