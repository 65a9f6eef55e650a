package io.tacet.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a journal but the one that is written: closed ones, oldest first, and spares. Thread: under the journal's lock, but
 * {@link #prewrite}.
 *
 * <p>Design note: a later record (SEALED, EVENT_SENT) takes back an earlier one, so whatever is on the disk must be the latest
 * generations without a hole: used segments are begun anew, or removed, oldest first. Where a failing disk or lost power leaves a hole
 * all the same, each segment's header says which generation was the oldest that still counted.
 */
final class JournalSegments {
    private static final int MOST_SPARES = 2;
    private static final int ATTEMPTS = 2;

    private final FileOperations files;
    private final Path directory;
    private final int shard;
    private final int segmentBytes;
    private final boolean power;
    private final JournalCounters counters;
    private final ArrayDeque<JournalSegment> closed = new ArrayDeque<>();
    private final ArrayDeque<JournalSegment> spares = new ArrayDeque<>();
    private long generation;
    private int nextFile;

    JournalSegments(
            FileOperations files,
            Path directory,
            int shard,
            int segmentBytes,
            boolean power,
            JournalCounters counters) {
        this.files = files;
        this.directory = directory;
        this.shard = shard;
        this.segmentBytes = segmentBytes;
        this.power = power;
        this.counters = counters;
    }

    /** Of the segment that was begun last. */
    long generation() {
        return generation;
    }

    boolean hasSpare() {
        return !spares.isEmpty();
    }

    /** Closes a segment and begins the next one; null if none can be had. */
    @Nullable
    JournalSegment next(@Nullable JournalSegment before) {
        if (before != null) {
            closed.addLast(before);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            JournalSegment next = spares.pollFirst();
            try {
                if (next == null) {
                    next = JournalSegment.growing(files, nextFile());
                }
                generation++;
                next.begin(shard, generation, closed.isEmpty() ? generation : closed.getFirst().generation);
                return next;
            } catch (IOException failed) {
                counters.failed();
                if (next != null) {
                    remove(next);
                }
            }
        }
        return null;
    }

    /** Adds those that were written since they were last forced. */
    void takeDirty(List<JournalSegment> all) {
        for (JournalSegment segment : closed) {
            segment.takeDirty(all);
        }
    }

    /** Makes spares of the oldest segments that are free, or removes them; those that are not trusted are never used again. */
    void free(Predicate<JournalSegment> isFree) {
        while (!closed.isEmpty() && isFree.test(closed.getFirst())) {
            JournalSegment free = closed.removeFirst();
            spares.addLast(free);
            while (spares.size() > MOST_SPARES || free.distrusted && !spares.isEmpty()) {
                remove(spares.removeFirst());
            }
        }
    }

    void count(int active) {
        counters.segments(closed.size() + spares.size() + active);
    }

    private void remove(JournalSegment segment) {
        try {
            segment.channel.close();
            files.delete(segment.file);
        } catch (IOException stays) {
            counters.failed();
        }
    }

    /** Tells recovery that the files know more than the journal. */
    void markDegraded() {
        try {
            files.open(directory.resolve(ProcessFolder.DEGRADED), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        } catch (IOException notEvenThat) {
            counters.failed();
        }
    }

    Path nextFile() {
        return directory.resolve("journal-" + shard + "-" + nextFile++ + ".log");
    }

    /** Makes a spare segment. Thread: housekeeping, without the lock. */
    JournalSegment prewrite(Path file) throws IOException {
        return JournalSegment.prewritten(files, file, segmentBytes, power);
    }

    void addSpare(JournalSegment spare) {
        spares.addLast(spare);
    }

    void close(@Nullable JournalSegment active) {
        List<FileChannel> all = new ArrayList<>();
        closed.forEach(segment -> all.add(segment.channel));
        spares.forEach(segment -> all.add(segment.channel));
        if (active != null) {
            all.add(active.channel);
        }
        for (FileChannel channel : all) {
            try {
                channel.close();
            } catch (IOException closedAnyway) {
                counters.failed();
            }
        }
    }
}
