package io.tacet.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OutputEncoding;
import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal was given comes out again: after torn tails, recycled segments, damage and failing disks. */
class JournalTest {
    private static final JournalLimits SMALL = new JournalLimits(1 << 16, 1);
    private static final int CHUNK = 800;

    @TempDir
    Path directory;

    private final Random random = new Random(5);
    private final byte[] audio = new byte[1 << 20];

    JournalTest() {
        random.nextBytes(audio);
    }

    private static OpenNote note(String id) {
        return new OpenNote(id, OutputEncoding.PCM16, 8000, null, Map.of("call", id));
    }

    private void feed(Journal journal, JournalEntry entry, int from, int until) {
        ByteBuffer all = ByteBuffer.wrap(audio);
        for (int at = from; at < until; at += CHUNK) {
            journal.data(entry, all, at, Math.min(until, at + CHUNK), at);
        }
    }

    private static JournalScan.Known known(JournalScan scan, String id) {
        return Objects.requireNonNull(scan.known().get(id), id);
    }

    private static byte[] replayed(JournalScan.Known known) throws IOException {
        long end = known.base;
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < known.spans(); i++) {
            byte[] segment = Files.readAllBytes(known.segments.get(known.segment(i)));
            System.arraycopy(segment, known.at(i), bytes, (int) known.offset(i), known.length(i));
            end = Math.max(end, known.offset(i) + known.length(i));
        }
        return java.util.Arrays.copyOf(bytes, (int) end);
    }

    private Journal journal(FileOperations files, boolean power) {
        return new Journal(files, directory, 0, SMALL, power, new AtomicInteger());
    }

    @Test
    void shouldGiveBackBytesPressesAndGaps() throws IOException {
        Journal journal = journal(FileOperations.DISK, false);
        JournalEntry entry = journal.open(note("a"));
        feed(journal, entry, 0, 5000);
        journal.notes(entry, Notes.bytes(List.of(new Digit('5', 100, 80)), List.of(new Gap(7, 9, GapReason.DTX))));
        journal.notes(entry, Notes.bytes(List.of(new Digit('5', 100, 160)), List.of()));
        feed(journal, entry, 5000, 9000);
        journal.flush();
        JournalScan.Known known = known(JournalScan.of(directory), "a");
        assertArrayEquals(java.util.Arrays.copyOf(audio, 9000), replayed(known));
        assertEquals(note("a"), known.note);
        assertEquals(List.of(new Digit('5', 100, 160)), known.notes.digits());
        assertEquals(List.of(new Gap(7, 3, GapReason.DTX)), known.notes.gapsBefore(10));
        assertEquals(9000, entry.durableBytes());
    }

    /** The housekeeping forces files on its own time: between the writer's append and the journal's sync too. */
    @Test
    void shouldNotCallDurableWhatOnlyTheFileHas() throws IOException {
        for (boolean power : new boolean[] {false, true}) {
            try (ProcessFolder folder =
                    ProcessFolder.create(FileOperations.DISK, directory.resolve("spool-" + power), power)) {
                Journal journal = new Journal(FileOperations.DISK, folder.path(), 0, SMALL, power, new AtomicInteger());
                JournalEntry entry = journal.open(note("a"));
                PartFile part = PartFile.create(folder, "a", OutputEncoding.PCM16, 8000);
                part.entry(entry);
                feed(journal, entry, 0, 16_320);
                journal.flush();
                journal.sync();
                journal.data(entry, ByteBuffer.wrap(audio), 16_320, 16_384, 16_320);
                part.write(ByteBuffer.wrap(audio, 0, 16_384), 0);
                entry.force();
                assertEquals(16_384, entry.syncedBytes);
                assertEquals(16_320, replayed(known(JournalScan.of(folder.path()), "a")).length, "a crash now");
                assertEquals(16_320, entry.durableBytes());
                journal.flush();
                journal.sync();
                assertEquals(16_384, replayed(known(JournalScan.of(folder.path()), "a")).length);
                assertEquals(16_384, entry.durableBytes());
                part.leave();
                journal.close();
            }
        }
    }

    @Test
    void shouldCutATornTailAtEveryByte() throws IOException {
        Journal journal = journal(FileOperations.DISK, false);
        JournalEntry entry = journal.open(note("a"));
        feed(journal, entry, 0, 4000);
        journal.flush();
        journal.close();
        Path file = directory.resolve("journal-0-0.log");
        byte[] whole = Files.readAllBytes(file);
        int firstData = JournalRecord.SEGMENT_HEADER_BYTES + JournalRecord.bytes(entry.opening.length);
        for (int cut = firstData; cut < whole.length; cut += 3) {
            byte[] torn = java.util.Arrays.copyOf(java.util.Arrays.copyOf(whole, cut), whole.length);
            Files.write(file, torn);
            JournalScan scan = JournalScan.of(directory);
            int records = (cut - firstData) / JournalRecord.bytes(CHUNK);
            byte[] bytes = replayed(known(scan, "a"));
            assertArrayEquals(java.util.Arrays.copyOf(audio, bytes.length), bytes, "cut at " + cut);
            assertTrue(bytes.length >= records * CHUNK, "cut at " + cut + ": " + bytes.length);
            assertEquals(List.of(), scan.damaged(), "a torn tail is no damage");
        }
    }

    @Test
    void shouldGoOnBehindADamagedRecordAndSaySo() throws IOException {
        Journal journal = journal(FileOperations.DISK, false);
        JournalEntry entry = journal.open(note("a"));
        feed(journal, entry, 0, 8000);
        journal.flush();
        journal.close();
        Path file = directory.resolve("journal-0-0.log");
        byte[] bytes = Files.readAllBytes(file);
        int third = JournalRecord.SEGMENT_HEADER_BYTES
                + JournalRecord.bytes(entry.opening.length)
                + 2 * JournalRecord.bytes(CHUNK);
        bytes[third + 100] ^= 1;
        Files.write(file, bytes);
        JournalScan scan = JournalScan.of(directory);
        assertEquals(List.of(file), scan.damaged());
        JournalScan.Known known = known(scan, "a");
        assertEquals(9, known.spans());
        assertEquals(3 * CHUNK, known.offset(2), "the third is missing, the fourth is there");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldUseSegmentsAgainAndNeverReplayWhatIsStaleInThem(boolean power) throws IOException {
        Journal journal = journal(FileOperations.DISK, power);
        for (int i = 0; i < 200; i++) {
            JournalEntry entry = journal.open(note("r" + i));
            feed(journal, entry, 0, 8000);
            journal.flush();
            journal.sync();
            if (i < 199) {
                journal.sealed(entry, "r" + i);
                journal.flush();
                journal.sync();
                journal.forget(entry);
            }
            journal.maintain(i);
        }
        try (var files = Files.list(directory)) {
            assertTrue(files.count() <= 4, "segments are used again");
        }
        JournalScan scan = JournalScan.of(directory);
        assertArrayEquals(java.util.Arrays.copyOf(audio, 8000), replayed(known(scan, "r199")));
        scan.known().forEach((id, known) -> assertTrue(id.equals("r199") || known.sealed, id + " is stale"));
    }

    @Test
    void shouldKeepASegmentUntilThePartIsForcedBeyondIt() throws IOException {
        ProcessFolder folder = ProcessFolder.create(FileOperations.DISK, directory.resolve("spool"), true);
        Journal journal = journal(FileOperations.DISK, true);
        JournalEntry entry = journal.open(note("long"));
        PartFile part = PartFile.create(folder, "long", OutputEncoding.PCM16, 8000);
        entry.part(part);
        int total = 1 << 20;
        int most = 0;
        for (int at = 0; at < total; at += 16000) {
            int end = Math.min(total, at + 16000);
            feed(journal, entry, at, end);
            journal.flush();
            journal.sync();
            part.write(ByteBuffer.wrap(audio, at, end - at), at);
            for (int i = 0; i < 3; i++) {
                journal.maintain(System.nanoTime());
                for (JournalEntry due = journal.nextForce(); due != null; due = journal.nextForce()) {
                    due.force();
                }
                journal.flush();
                journal.sync();
            }
            try (var files = Files.list(directory)) {
                most = Math.max(most, (int) files.count());
            }
        }
        assertTrue(most <= 6, "at most a few segments: " + most);
        JournalScan.Known known = known(JournalScan.of(directory), "long");
        byte[] bytes = Files.readAllBytes(folder.part("long"));
        byte[] file = java.util.Arrays.copyOfRange(bytes, 44, bytes.length);
        byte[] journalled = replayed(known);
        long from = known.spans() == 0 ? known.base : Math.min(known.base, known.offset(0));
        assertTrue(from > 0, "the beginning is in the .part only");
        System.arraycopy(file, 0, journalled, 0, (int) from);
        assertArrayEquals(java.util.Arrays.copyOf(audio, total), journalled);
        part.leave();
        folder.close();
    }

    /** A masked press: the patch is in the journal, the writer is behind, and the file is forced without it. */
    @Test
    void shouldKeepASegmentUntilThePatchInItIsForced() throws IOException {
        try (ProcessFolder folder = ProcessFolder.create(FileOperations.DISK, directory.resolve("spool"), true)) {
            Journal journal = journal(FileOperations.DISK, true);
            JournalEntry masked = journal.open(note("masked"));
            PartFile part = PartFile.create(folder, "masked", OutputEncoding.PCM16, 8000);
            part.entry(masked);
            ByteBuffer silence = ByteBuffer.allocate(CHUNK);
            journal.given(masked);
            feed(journal, masked, 0, 8000);
            part.write(ByteBuffer.wrap(audio, 0, 8000), 0);
            journal.given(masked);
            journal.data(masked, silence, 0, CHUNK, 1600);
            round(journal);
            others(journal, 30);
            byte[] forced = Files.readAllBytes(folder.part("masked")); // what the disk has
            byte[] audible = withJournal(forced, "masked");
            assertArrayEquals(silence.array(), java.util.Arrays.copyOfRange(audible, 44 + 1600, 44 + 1600 + CHUNK));
            part.write(silence, 1600);
            others(journal, 30);
            try (var files = Files.list(directory)) {
                assertTrue(
                        files.filter(f -> f.toString().endsWith(".log")).count() <= 4, "forced, it holds nothing back");
            }
            part.leave();
            journal.close();
        }
    }

    /** Recordings that come and go, through several segments. */
    private void others(Journal journal, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            JournalEntry other = journal.open(note("other"));
            feed(journal, other, 0, 8000);
            journal.sealed(other, "other");
            round(journal);
            journal.forget(other);
            round(journal);
        }
    }

    private static void round(Journal journal) throws IOException {
        journal.flush();
        journal.sync();
        journal.maintain(System.nanoTime());
        for (JournalEntry due = journal.nextForce(); due != null; due = journal.nextForce()) {
            due.force();
        }
        journal.maintain(System.nanoTime());
        journal.flush();
        journal.sync();
    }

    private byte[] withJournal(byte[] file, String id) throws IOException {
        JournalScan.Known known = known(JournalScan.of(directory), id);
        byte[] bytes = file.clone();
        for (int i = 0; i < known.spans(); i++) {
            byte[] segment = Files.readAllBytes(known.segments.get(known.segment(i)));
            System.arraycopy(segment, known.at(i), bytes, 44 + (int) known.offset(i), known.length(i));
        }
        return bytes;
    }

    /** An id that was left, or told of while the note of that was lost with the power, and was then used again: the later one counts. */
    @Test
    void shouldKnowTheLaterOfTwoRecordingsOfOneId() throws IOException {
        AtomicInteger numbers = new AtomicInteger();
        Journal first = new Journal(FileOperations.DISK, directory, 0, SMALL, true, numbers);
        Journal second = new Journal(FileOperations.DISK, directory, 1, SMALL, true, numbers);
        for (int i = 0; i < 40; i++) {
            first.open(note("other" + i)); // whose numbers must not matter
        }
        JournalEntry old = first.open(note("x"));
        feed(first, old, 0, 800);
        first.decided(old, JournalRecyclingTest.story("x"));
        first.leave(old);
        JournalEntry now = second.open(note("x"));
        feed(second, now, 0, 4000);
        first.flush();
        second.flush();
        JournalScan.Known known = known(JournalScan.of(directory), "x");
        assertEquals(4000, replayed(known).length);
        assertNull(known.decided);
        first.close();
        second.close();
    }

    /** Zeros would be the loudest sample of µ-law. */
    @Test
    void shouldFillWhatTheJournalLostWithSilence() throws IOException {
        Path path = directory.resolve("spool");
        Path log;
        try (ProcessFolder folder = ProcessFolder.create(FileOperations.DISK, path, true)) {
            Journal journal = new Journal(FileOperations.DISK, folder.path(), 0, SMALL, true, new AtomicInteger());
            JournalEntry entry = journal.open(new OpenNote("a", OutputEncoding.MULAW, 8000, null, Map.of()));
            feed(journal, entry, 0, 4000);
            PartFile part = PartFile.create(folder, "a", OutputEncoding.MULAW, 8000);
            part.write(ByteBuffer.wrap(audio, 0, 1200), 0); // which it still has
            part.leave();
            journal.flush();
            journal.close();
            log = folder.path().resolve("journal-0-0.log");
            byte[] bytes = Files.readAllBytes(log);
            int second = JournalRecord.SEGMENT_HEADER_BYTES
                    + JournalRecord.bytes(entry.opening.length)
                    + JournalRecord.bytes(CHUNK);
            java.util.Arrays.fill(bytes, second, second + 2 * JournalRecord.bytes(CHUNK), (byte) 0);
            Files.write(log, bytes);
        }
        Path left = Objects.requireNonNull(log.getParent());
        try (OrphanFolder orphans = OrphanFolder.adopt(FileOperations.DISK, path, left)) {
            Orphan orphan = orphans.scan().get(0);
            assertEquals(4000, orphan.replay());
            byte[] expected = java.util.Arrays.copyOf(audio, 4000);
            java.util.Arrays.fill(expected, 1200, 3 * CHUNK, (byte) 0xFF);
            byte[] file = Files.readAllBytes(left.resolve("a.part"));
            assertArrayEquals(expected, java.util.Arrays.copyOfRange(file, file.length - 4000, file.length));
            assertEquals(List.of("bytes 800 to 2400 were lost from the journal"), orphan.warnings());
            orphan.file().leave();
        }
    }

    /** A file was cut to its decided length when its process died: the journal still says that more of it had been forced. */
    @Test
    void shouldMissNothingOfAFileThatWasCutWhereItEnded() throws IOException {
        Path path = directory.resolve("spool");
        Path left;
        try (ProcessFolder folder = ProcessFolder.create(FileOperations.DISK, path, true)) {
            left = folder.path();
            Journal journal = new Journal(FileOperations.DISK, left, 0, SMALL, true, new AtomicInteger());
            JournalEntry entry = journal.open(note("a"));
            PartFile part = PartFile.create(folder, "a", OutputEncoding.PCM16, 8000);
            part.entry(entry);
            feed(journal, entry, 0, 16_000);
            part.write(ByteBuffer.wrap(audio, 0, 16_000), 0);
            entry.force();
            round(journal);
            for (int i = 0; i < 30; i++) { // its opening is written again, with what was forced
                JournalEntry other = journal.open(note("o" + i));
                feed(journal, other, 0, 8000);
                journal.sealed(other, "o" + i);
                round(journal);
                journal.forget(other);
            }
            assertEquals(16_000, known(JournalScan.of(left), "a").base);
            Story story = JournalRecyclingTest.story("a"); // 8,000 bytes
            journal.decided(entry, story);
            round(journal);
            part.finish(story);
            Files.delete(folder.story("a"));
            journal.close();
        }
        try (OrphanFolder orphans = OrphanFolder.adopt(FileOperations.DISK, path, left)) {
            Orphan orphan = orphans.scan().stream()
                    .filter(one -> one.id().equals("a"))
                    .findFirst()
                    .orElseThrow();
            orphan.replay();
            assertEquals(List.of(), orphan.warnings());
            orphan.file().leave();
        }
    }

    @Test
    void shouldCarryWhatIsNotDurableToTheSpareWhenAWriteOrASyncFails() throws IOException {
        for (String operation : List.of("write", "force")) {
            for (int k = 1; k < 8; k++) {
                Path folder = Files.createDirectory(directory.resolve(operation + k));
                int failing = k;
                FaultyFiles files = new FaultyFiles(
                        (op, file) -> op.equals(operation)
                                && file.getFileName().toString().equals("journal-0-0.log"),
                        failing,
                        true);
                Journal journal = new Journal(files, folder, 0, SMALL, true, new AtomicInteger());
                JournalEntry entry = journal.open(note("a"));
                for (int at = 0; at < 16000; at += CHUNK) {
                    feed(journal, entry, at, at + CHUNK);
                    journal.flush();
                    journal.sync();
                }
                journal.sync();
                assertFalse(journal.degraded(), operation + " " + k);
                assertEquals(16000, entry.durableBytes(), operation + " " + k);
                byte[] bytes = replayed(known(JournalScan.of(folder), "a"));
                assertArrayEquals(java.util.Arrays.copyOf(audio, 16000), bytes, operation + " " + k);
                assertTrue(journal.counters().failures() > 0);
            }
        }
    }

    @Test
    void shouldBeGivenUpWhenTheSpareFailsToo() throws IOException {
        FaultyFiles files = new FaultyFiles((op, file) -> op.equals("write"), 5, true);
        Journal journal = journal(files, true);
        JournalEntry entry = journal.open(note("a"));
        long durable = 0;
        for (int at = 0; at < 16000; at += CHUNK) {
            feed(journal, entry, at, at + CHUNK);
            journal.flush();
            journal.sync();
            durable = Math.max(durable, entry.durableBytes());
        }
        assertTrue(journal.degraded());
        assertTrue(durable > 0 && durable < 16000);
        assertEquals(durable, entry.durableBytes(), "nothing is durable that was not");
        assertTrue(Files.exists(directory.resolve(ProcessFolder.DEGRADED)));
    }
}
