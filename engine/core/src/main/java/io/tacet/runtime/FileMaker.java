package io.tacet.runtime;

import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Makes the recordings' files. Thread: its own, fed by the writer, whom it answers once for each.
 *
 * <p>Design note: apart from the writer, because a file system may take a hundred times as long to make a file as to append to one (ext4
 * without a log of its own passes over every inode that was freed in the last minutes), or hang, and blocks of all other recordings would
 * wait behind it. One for a writer, not several: files of one directory are made one at a time anyway.
 */
final class FileMaker extends TaskLoop {
    private static final int BURST = 1024;
    private static final long NOTHING_ASKED = Long.MIN_VALUE;

    private final Engine engine;
    private final WriterLoop writer;
    private final SpscUnboundedAtomicArrayQueue<RecordingSession> answers = new SpscUnboundedAtomicArrayQueue<>(BURST);

    private volatile long askedNanos = NOTHING_ASKED;

    FileMaker(String name, Engine engine, WriterLoop writer) {
        super(name, BURST);
        this.engine = engine;
        this.writer = writer;
    }

    @Override
    void perform(WriterTask task) {
        if (task instanceof WriterTask.Open open) {
            RecordingSession session = open.session();
            askedNanos = open.askedNanos();
            try {
                make(session);
            } finally {
                askedNanos = NOTHING_ASKED;
                answers.offer(session);
                writer.rouse();
            }
        }
    }

    private void make(RecordingSession session) {
        StoredRecording stored = session.stored();
        try {
            stored.file = engine.spool().open(session.request(), stored.entry);
        } catch (Throwable failed) {
            WriterLoop.fail(session, "cannot open", failed);
        }
    }

    @Override
    void defect(@Nullable WriterTask task, Throwable defect) {
        engine.loopFailed(defect);
    }

    /** Writer: a recording whose file was made, or could not be, as {@link StoredRecording#failure} says; null if there is none. */
    @Nullable
    RecordingSession answer() {
        return answers.poll();
    }

    /** How long the recording whose file is being made has waited for it, 0 if there is none. Thread: any. */
    long waitedNanos() {
        long asked = askedNanos;
        return asked == NOTHING_ASKED ? 0 : System.nanoTime() - asked;
    }

    /** Writer: whether {@link #answer} has nothing now. */
    boolean isSilent() {
        return answers.isEmpty();
    }
}
