package io.tacet.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingManifest.Levels;
import io.tacet.Termination.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording's later records say is never taken back by older ones that outlive them. */
class JournalRecyclingTest {
    private static final JournalLimits SMALL = new JournalLimits(1 << 16, 1);

    @TempDir
    Path directory;

    private final ByteBuffer audio = ByteBuffer.allocate(8000);

    private static OpenNote note(String id) {
        return new OpenNote(id, OutputEncoding.PCM16, 8000, null, Map.of());
    }

    static Story story(String id) {
        RecordingManifest manifest = new RecordingManifest(
                id,
                Cause.ENDED,
                null,
                OutputEncoding.PCM16,
                8000,
                4000,
                4000,
                List.of(),
                List.of(),
                new Levels(null, null, null, null, null, null),
                null,
                false,
                List.of(),
                List.of(),
                PacketCounters.NONE,
                null,
                Map.of(),
                null);
        return new Story(manifest, 8000, true, null, "there");
    }

    private JournalEntry begin(Journal journal, String id) throws IOException {
        JournalEntry entry = journal.open(note(id));
        journal.data(entry, audio, 0, 8000, 0);
        journal.flush();
        journal.sync();
        return entry;
    }

    private static void seal(Journal journal, JournalEntry entry, String id) {
        journal.sealed(entry, id);
        journal.flush();
        journal.sync();
        journal.forget(entry);
    }

    private void noneIsStale() throws IOException {
        JournalScan.of(directory).known().forEach((id, known) -> assertTrue(known.sealed, id + " is stale"));
    }

    @Test
    void shouldFreeTheOldestFirstWhenOneRecordingHeldThemAll() throws IOException {
        Journal journal = new Journal(FileOperations.DISK, directory, 0, SMALL, true, new AtomicInteger());
        JournalEntry held = begin(journal, "held");
        JournalEntry before = begin(journal, "r0");
        for (int i = 1; i < 60; i++) {
            JournalEntry next = begin(journal, "r" + i);
            seal(journal, before, "r" + (i - 1));
            before = next;
            journal.maintain(0);
        }
        seal(journal, before, "r59");
        seal(journal, held, "held");
        journal.maintain(1);
        try (var files = Files.list(directory)) {
            assertTrue(files.count() <= 4, "all are free but the last");
        }
        noneIsStale();
        journal.close();
    }

    @Test
    void shouldNotBringBackWhatLiesInASegmentThatFailed() throws IOException {
        for (int k = 2; k < 12; k++) {
            FaultyFiles files = new FaultyFiles((op, file) -> op.equals("force") && isSegment(file), k, false);
            Journal journal = new Journal(files, directory, 0, SMALL, true, new AtomicInteger());
            for (int i = 0; i < 60; i++) {
                seal(journal, begin(journal, "k" + k + "r" + i), "k" + k + "r" + i);
                journal.maintain(i);
            }
            assertTrue(files.failed());
            assertFalse(journal.degraded());
            noneIsStale();
            try (var all = Files.list(directory)) {
                assertTrue(all.count() <= 4, "the one that failed is not kept for ever");
            }
            journal.close();
            try (var all = Files.list(directory)) {
                for (Path file : all.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isSegment(Path file) {
        return file.toString().endsWith(".log");
    }

    @Test
    void shouldKeepWhatIsConfirmedUntilTheEventIsSent() throws IOException {
        Journal journal = new Journal(FileOperations.DISK, directory, 0, SMALL, true, new AtomicInteger());
        seal(journal, begin(journal, "slow"), "slow");
        JournalEntry slow = Objects.requireNonNull(journal.confirmed(0, "slow", story("slow")));
        cycles(journal, "before");
        JournalScan.Known known =
                Objects.requireNonNull(JournalScan.of(directory).known().get("slow"));
        assertEquals(story("slow"), known.confirmed);
        assertFalse(known.told);
        assertTrue(journal.eventSent(slow, "slow"));
        known = Objects.requireNonNull(JournalScan.of(directory).known().get("slow"));
        assertTrue(known.told);
        cycles(journal, "after");
        assertNull(JournalScan.of(directory).known().get("slow"), "nothing of it is left");
        journal.close();
    }

    private void cycles(Journal journal, String name) throws IOException {
        for (int i = 0; i < 60; i++) {
            seal(journal, begin(journal, name + i), name + i);
            journal.maintain(i);
        }
        try (var files = Files.list(directory)) {
            assertTrue(files.count() <= 4, "segments are used again");
        }
    }

    @Test
    void shouldTellTwoRecordingsOfOneIdApart() throws IOException {
        Journal journal = new Journal(FileOperations.DISK, directory, 0, SMALL, true, new AtomicInteger());
        JournalEntry first = begin(journal, "same");
        seal(journal, first, "same");
        journal.eventSent(Objects.requireNonNull(journal.confirmed(first.number, "same", story("same"))), "same");
        begin(journal, "same");
        JournalScan.Known known =
                Objects.requireNonNull(JournalScan.of(directory).known().get("same"));
        assertFalse(known.told || known.sealed);
        assertNotNull(known.note);
        assertEquals(1, known.spans());
        journal.close();
    }
}
