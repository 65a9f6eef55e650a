package io.tacet.runtime;

import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.RecordingState;
import io.tacet.Termination;
import io.tacet.spool.Journal;
import io.tacet.spool.JournalEntry;
import io.tacet.spool.SealedFile;
import io.tacet.spool.SpoolFile;
import io.tacet.spool.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Seals what the writer has finished and hands it to delivery, in rounds of at most {@value #ROUND}: all files made exact and forced on
 * several threads, the journal synced once, all moved into place, the directory synced once. Stopped by a flag, never interrupted.
 */
final class Sealer implements Runnable {
    private static final int ROUND = 256;

    private final LinkedBlockingQueue<WriterTask.Seal> tasks = new LinkedBlockingQueue<>();
    private final Engine engine;
    private final ParallelWork work = new ParallelWork("tacet-seal");
    private final Thread thread;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopping;

    Sealer(Engine engine) {
        this.engine = engine;
        thread = new Thread(this, "tacet-sealer");
        thread.setDaemon(true);
    }

    /** One recording on its way through a round. */
    private static final class Candidate {
        final RecordingSession session;
        final Ending ending;
        final Story story;
        final @Nullable SpoolFile file;

        @Nullable
        String failure;

        @Nullable
        SealedFile sealed;

        Candidate(WriterTask.Seal task) {
            session = task.session();
            ending = task.ending();
            StoredRecording stored = session.stored();
            file = stored.file;
            story = story(stored);
            failure = file != null && !journalHasMore(stored)
                    ? null
                    : stored.failure == null ? "was never opened" : stored.failure;
        }

        private boolean sealsFile() {
            return failure == null && ending.keeps();
        }

        /** Its own file failed, and what is or soon will be called durable lies in the journal: only recovery can put the two together. */
        private boolean journalHasMore(StoredRecording stored) {
            return stored.failure != null
                    && stored.entry != null
                    && ending.keeps()
                    && ending.dataBytes() > story.dataBytes();
        }

        private Story story(StoredRecording stored) {
            Story decided = ending.story(stored.failure);
            SpoolFile opened = stored.file;
            RecordingManifest manifest = decided.manifest();
            int sampleBytes = manifest.encoding().bytesPerSample();
            long written = opened == null ? 0 : opened.writtenBytes() / sampleBytes * sampleBytes;
            long dataBytes = Math.min(decided.dataBytes(), written);
            JournalEntry entry = stored.entry;
            if (entry != null && entry.journal().degraded()) {
                manifest = Manifests.degraded(manifest);
            }
            if (dataBytes < decided.dataBytes()) {
                manifest = Manifests.cut(manifest, dataBytes / sampleBytes);
            }
            return new Story(manifest, dataBytes, decided.kept(), decided.failure(), null);
        }
    }

    void start() {
        thread.start();
    }

    /** Called by writers, after a recording's last block. */
    void seal(WriterTask.Seal task) {
        tasks.add(task);
        news.release();
    }

    void stop(long deadlineNanos) throws InterruptedException {
        stopping = true;
        news.release();
        thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L));
        work.close();
    }

    @Override
    public void run() {
        List<WriterTask.Seal> round = new ArrayList<>();
        while (true) {
            WriterTask.Seal task = poll();
            if (task != null) {
                round.add(task);
                tasks.drainTo(round, ROUND - 1);
                carefully(round);
                round.clear(); // up to 256 recordings' memory
            } else if (stopping) {
                return;
            }
        }
    }

    private WriterTask.@Nullable Seal poll() {
        if (tasks.isEmpty() && !stopping) {
            try {
                news.tryAcquire(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException ignored) {
                // Nobody interrupts this thread but by mistake; a seal must not be lost for it.
            }
        }
        news.drainPermits();
        return tasks.poll();
    }

    /** A defect must not end the thread that seals for all; what was not handed on stays in the spool, and is told of. */
    private void carefully(List<WriterTask.Seal> round) {
        try {
            seal(round);
        } catch (Throwable defect) {
            engine.loopFailed(defect);
            String reason = "cannot seal: " + Failures.text(defect);
            for (WriterTask.Seal task : round) {
                RecordingHandle handle = task.session().handle();
                if (handle.state().compareTo(RecordingState.DELIVERING) < 0) {
                    RecordingManifest manifest = task.ending().manifest();
                    engine.spool().leave(handle.id());
                    handle.completed(new RecordingResult.Failed(manifest, FailureKind.INTERNAL, reason), null);
                }
            }
        }
    }

    private void seal(List<WriterTask.Seal> round) {
        List<Candidate> candidates = new ArrayList<>(round.size());
        round.forEach(task -> candidates.add(new Candidate(task)));
        work.forEach(candidates, Sealer::finish);
        tellJournals(candidates);
        candidates.forEach(Sealer::publish);
        forget(candidates);
        String failure = sync(candidates);
        for (Candidate candidate : candidates) {
            if (failure != null && candidate.failure == null && candidate.ending.keeps()) {
                candidate.failure = failure;
            }
            handOn(candidate);
        }
    }

    private static void finish(Candidate candidate) {
        SpoolFile file = candidate.file;
        if (file == null || !candidate.ending.keeps()) {
            return;
        }
        if (candidate.failure != null) {
            file.leave();
            return;
        }
        try {
            file.finish(candidate.story);
        } catch (Throwable failed) { // an Error on another thread would count as success
            file.leave();
            candidate.failure = "cannot seal: " + Failures.text(failed);
        }
    }

    private static void tellJournals(List<Candidate> candidates) {
        Set<Journal> journals = new LinkedHashSet<>();
        for (Candidate candidate : candidates) {
            JournalEntry entry = candidate.session.stored().entry;
            String id = candidate.session.request().id();
            if (entry != null && candidate.ending.aborted() && candidate.file != null) {
                entry.journal().aborted(entry, id);
                journals.add(entry.journal());
            } else if (entry != null && (candidate.ending.aborted() || candidate.sealsFile())) {
                // Without a file of its own, whatever lies there under its id is an earlier one's, which stays.
                entry.journal().sealed(entry, id);
                journals.add(entry.journal());
            }
        }
        for (Journal journal : journals) {
            journal.flush();
            journal.sync();
        }
    }

    private void forget(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            JournalEntry entry = candidate.session.stored().entry;
            if (entry == null) {
                continue;
            }
            if (candidate.failure == null || candidate.ending.aborted()) {
                entry.journal().forget(entry);
            } else {
                engine.spool().leave(candidate.session.request().id());
                entry.journal().leave(entry);
            }
        }
    }

    private static void publish(Candidate candidate) {
        SpoolFile file = candidate.file;
        if (file == null || candidate.failure != null) {
            return;
        }
        if (!candidate.ending.keeps()) {
            candidate.sealed = file.discard(candidate.ending.aborted() ? null : candidate.story);
            return;
        }
        try {
            candidate.sealed = file.publish();
        } catch (IOException | RuntimeException failed) {
            candidate.failure = "cannot seal: " + Failures.text(failed);
        }
    }

    private @Nullable String sync(List<Candidate> candidates) {
        if (candidates.stream().noneMatch(c -> c.sealed != null && c.ending.keeps())) {
            return null;
        }
        try {
            engine.spool().sync();
            return null;
        } catch (IOException | RuntimeException failed) {
            return "cannot seal: " + Failures.text(failed);
        }
    }

    private void handOn(Candidate candidate) {
        RecordingHandle handle = candidate.session.handle();
        RecordingManifest manifest = candidate.story.manifest();
        SealedFile sealed = candidate.sealed;
        if (candidate.ending.aborted()) {
            handle.completed(new RecordingResult.Aborted(manifest.recordingId()), null);
        } else if (candidate.failure != null || sealed == null) {
            String first = candidate.session.stored().failure;
            String reason = first != null ? first : String.valueOf(candidate.failure);
            handle.completed(new RecordingResult.Failed(manifest, FailureKind.STORAGE, reason), null);
        } else if (candidate.ending.keeps()) {
            handle.state(RecordingState.DELIVERING, "sealed");
            engine.delivery().deliver(handle.id(), sealed, handle::waits, result -> handle.completed(result, sealed));
        } else {
            handle.completed(result(candidate.story), sealed);
        }
    }

    /** What became of a recording that the sink has, or of which nothing is kept. */
    static RecordingResult result(Story story) {
        RecordingManifest manifest = story.manifest();
        String failure = story.failure();
        if (failure != null) {
            return new RecordingResult.Failed(manifest, FailureKind.STORAGE, failure);
        }
        if (manifest.cause() == Termination.Cause.FAILED) {
            int last = manifest.warnings().size() - 1;
            String reason = last < 0 ? "internal" : manifest.warnings().get(last);
            return new RecordingResult.Failed(manifest, FailureKind.INTERNAL, reason);
        }
        return new RecordingResult.Completed(manifest, story.location());
    }
}
