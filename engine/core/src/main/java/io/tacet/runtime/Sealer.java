package io.tacet.runtime;

import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.RecordingState;
import io.tacet.spool.SealedFile;
import io.tacet.spool.SpoolFile;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The sync thread: seals what the writer has finished and hands it to delivery. Stopped by a flag, never interrupted.
 */
final class Sealer implements Runnable {
    private final LinkedBlockingQueue<WriterTask.Seal> tasks = new LinkedBlockingQueue<>();
    private final Engine engine;
    private final Thread thread;
    private volatile boolean stopping;

    Sealer(Engine engine) {
        this.engine = engine;
        thread = new Thread(this, "tacet-sync");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Called by writers, after a recording's last block. */
    void seal(WriterTask.Seal task) {
        tasks.add(task);
    }

    void stop(long deadlineNanos) throws InterruptedException {
        stopping = true;
        thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L));
    }

    @Override
    public void run() {
        while (true) {
            WriterTask.Seal task = poll();
            if (task != null) {
                perform(task);
            } else if (stopping) {
                return;
            }
        }
    }

    private WriterTask.Seal poll() {
        try {
            return tasks.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ignored) {
            // Nobody interrupts this thread but by mistake; a seal must not be lost for it.
            return tasks.poll();
        }
    }

    private void perform(WriterTask.Seal task) {
        RecordingSession session = task.session();
        SpoolFile file = session.stored().file;
        Ending ending = task.ending();
        if (file == null) {
            String failure = session.stored().failure;
            finish(session, ending, failure == null ? "was never opened" : failure);
        } else if (ending.keeps()) {
            seal(session, file, ending);
        } else {
            file.discard();
            session.handle().completed(nothingKept(ending));
        }
    }

    private static RecordingResult nothingKept(Ending ending) {
        RecordingManifest manifest = ending.manifest();
        return ending.termination() instanceof io.tacet.Termination.Aborted
                ? new RecordingResult.Aborted(manifest.recordingId())
                : new RecordingResult.Completed(manifest, null);
    }

    private void seal(RecordingSession session, SpoolFile file, Ending ending) {
        String failure = session.stored().failure;
        try {
            int sampleBytes = session.request().outputEncoding().bytesPerSample();
            long written = file.writtenBytes() / sampleBytes * sampleBytes;
            SealedFile sealed = file.seal(Math.min(ending.dataBytes(), written));
            session.handle().state(RecordingState.DELIVERING, "sealed");
            engine.delivery().deliver(new PendingDelivery(session.handle(), ending.manifest(), sealed, failure));
        } catch (IOException | RuntimeException failed) {
            file.leave();
            finish(session, ending, failure == null ? "cannot seal: " + Failures.text(failed) : failure);
        }
    }

    private static void finish(RecordingSession session, Ending ending, String reason) {
        if (ending.termination() instanceof io.tacet.Termination.Aborted) {
            session.handle().completed(nothingKept(ending));
        } else {
            session.handle().completed(new RecordingResult.Failed(ending.manifest(), FailureKind.STORAGE, reason));
        }
    }
}
