package io.tacet.runtime;

import io.tacet.spool.FileOperations;
import io.tacet.spool.FolderInUseException;
import io.tacet.spool.Orphan;
import io.tacet.spool.OrphanFolder;
import io.tacet.spool.SealedFile;
import io.tacet.spool.SpoolFile;
import io.tacet.spool.Story;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finishes what dead processes left in a spool: replays, makes exact, forces and publishes, in rounds of {@value #ROUND}. May be killed
 * anywhere and run again. Thread: one; {@link #settled} by any.
 */
public final class RecoveryRun implements AutoCloseable {
    private static final int ROUND = 256;

    private final Path root;
    private final FileOperations files;
    private final List<OrphanFolder> folders = new ArrayList<>();
    private final List<Recovered> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private boolean closed;

    RecoveryRun(Path root, FileOperations files) {
        this.root = root;
        this.files = files;
    }

    /** Over a spool on the disk. */
    public static RecoveryRun over(Path root) {
        return new RecoveryRun(root, FileOperations.DISK);
    }

    /** Finishes everything; a folder or recording that cannot be is told of in {@link #problems} and stays as it is. */
    void seal() {
        try (ParallelWork work = new ParallelWork("tacet-recovery")) {
            for (Path path : OrphanFolder.folders(root)) {
                seal(path, work);
            }
        } catch (IOException failed) {
            problems.add("cannot look into " + root + ": " + Failures.text(failed));
        }
        unsettled.set(found.size());
        if (found.isEmpty()) {
            close();
        }
    }

    private void seal(Path path, ParallelWork work) {
        OrphanFolder folder;
        try {
            folder = OrphanFolder.adopt(files, root, path);
        } catch (FolderInUseException lives) {
            problems.add(Failures.text(lives));
            return;
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException failed) {
            problems.add("cannot take over " + path + ": " + Failures.text(failed));
            return;
        }
        folders.add(folder);
        try {
            List<Orphan> orphans = folder.scan();
            folder.quarantined().forEach(copy -> problems.add("damaged journal kept as " + copy));
            for (int at = 0; at < orphans.size(); at += ROUND) {
                round(folder, orphans.subList(at, Math.min(orphans.size(), at + ROUND)), work);
            }
        } catch (IOException failed) {
            folder.keep();
            problems.add("cannot recover " + path + ": " + Failures.text(failed));
        }
    }

    /** One recording on its way through a round. */
    private static final class Candidate {
        final Orphan orphan;

        @Nullable
        String failure;

        @Nullable
        Story story;

        @Nullable
        Story finished;

        @Nullable
        SealedFile file;

        Candidate(Orphan orphan) {
            this.orphan = orphan;
        }
    }

    private void round(OrphanFolder folder, List<Orphan> orphans, ParallelWork work) throws IOException {
        List<Candidate> candidates = new ArrayList<>(orphans.size());
        orphans.forEach(orphan -> candidates.add(new Candidate(orphan)));
        work.forEach(candidates, RecoveryRun::finish);
        Map<String, Story> stories = new HashMap<>();
        for (Candidate candidate : candidates) {
            Story finished = candidate.finished;
            if (candidate.failure == null && finished != null) {
                stories.put(candidate.orphan.id(), finished);
            }
        }
        if (!stories.isEmpty()) {
            folder.finished(stories);
            candidates.forEach(RecoveryRun::publish);
            folder.sync();
        }
        for (Candidate candidate : candidates) {
            SealedFile file = candidate.file;
            if (candidate.failure != null || file == null) {
                folder.keep();
                problems.add("cannot recover " + candidate.orphan.id() + ": " + candidate.failure);
            } else {
                found.add(new Recovered(candidate.orphan.id(), file, candidate.story));
            }
        }
    }

    private static void finish(Candidate candidate) {
        Orphan orphan = candidate.orphan;
        try {
            switch (orphan.state()) {
                case OPEN -> finishOpen(candidate);
                case FINISHED -> candidate.finished = orphan.story();
                case SEALED -> {
                    candidate.file = orphan.sealed();
                    if (orphan.story() == null) {
                        Story known = orphan.finished();
                        orphan.tell(known != null ? known : new RecoveredStory(orphan).tell(orphan.sealedBytes()));
                    }
                }
                case TOLD -> {
                    candidate.file = orphan.sealed();
                    candidate.story = orphan.story();
                }
            }
        } catch (Throwable failed) { // an Error on another thread would count as success
            candidate.failure = Failures.text(failed);
        }
    }

    private static void finishOpen(Candidate candidate) throws IOException {
        Orphan orphan = candidate.orphan;
        long dataBytes = orphan.replay();
        SpoolFile part = orphan.file();
        try {
            Story decided = orphan.decided();
            if (decided == null) {
                Story told = new RecoveredStory(orphan).tell(dataBytes);
                part.finish(told);
                candidate.finished = told;
                return;
            }
            long kept = Math.min(dataBytes, decided.dataBytes());
            int sampleBytes = decided.manifest().encoding().bytesPerSample();
            Story story = new Story(
                    Manifests.recovered(decided.manifest(), kept / sampleBytes, orphan.warnings()),
                    kept,
                    decided.kept(),
                    decided.failure(),
                    null);
            candidate.finished = story;
            if (decided.kept()) {
                part.finish(story);
            } else {
                candidate.story = story;
            }
        } catch (IOException | RuntimeException failed) {
            part.leave();
            throw failed;
        }
    }

    private static void publish(Candidate candidate) {
        Orphan orphan = candidate.orphan;
        if (candidate.failure != null || orphan.state().compareTo(Orphan.State.SEALED) >= 0) {
            return;
        }
        try {
            Story nothingKept = candidate.story;
            candidate.file =
                    nothingKept == null ? orphan.publish() : orphan.file().discard(nothingKept);
        } catch (IOException | RuntimeException failed) {
            candidate.failure = Failures.text(failed);
        }
    }

    /** What was finished, in the order of folders and ids. */
    List<Recovered> found() {
        return found;
    }

    /** What could not be done, one line each. */
    public List<String> problems() {
        return problems;
    }

    /** One of {@link #found} needs nothing any more, or has failed for good. */
    void settled() {
        if (unsettled.decrementAndGet() == 0) {
            close();
        }
    }

    /** Removes empty folders, lets go of the others. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (OrphanFolder folder : folders) {
            try {
                folder.close();
            } catch (IOException stays) {
                problems.add("cannot remove a recovered folder: " + Failures.text(stays));
            }
        }
    }
}
