package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.OpenResult;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The k-th open, write, truncate, force, move of one recording's files fails, for every k, once and for ever: that recording ends typed,
 * its neighbour's file is the same as without. Faults of the journal degrade, and refuse what would begin.
 */
class FaultTest {
    private static final int FRAMES = 120;
    private static final BiPredicate<String, Path> A =
            (operation, file) -> file.getFileName().toString().startsWith("r1.");

    @TempDir
    Path directory;

    @Test
    void shouldContainEveryFaultOfARecordingsOwnFiles() throws IOException {
        faults(List.of(Durability.PROCESS));
    }

    @Test
    @Tag("fault")
    void shouldContainEveryFaultOfARecordingsOwnFilesAtEveryDurability() throws IOException {
        faults(List.of(Durability.values()));
    }

    private void faults(List<Durability> durabilities) throws IOException {
        int faults = 0;
        int kept = 0;
        for (Durability durability : durabilities) {
            byte[] neighbour = new byte[0];
            for (boolean forEver : new boolean[] {false, true}) {
                boolean reached = true;
                for (int k = 0; reached; k++) {
                    FaultyFiles files = new FaultyFiles(A, k, forEver);
                    Path spool = directory.resolve(durability + "-" + forEver + "-" + k);
                    InMemorySink sink = new InMemorySink();
                    RecordingResult result;
                    try (SpoolHarness harness = new SpoolHarness(spool, sink, durability, files)) {
                        SpoolHarness.Call a = harness.open(1).send(FRAMES);
                        SpoolHarness.Call b = harness.open(2).send(FRAMES);
                        a.input.close();
                        b.input.close();
                        result = a.result();
                        assertInstanceOf(RecordingResult.Completed.class, b.result(), "the neighbour at " + k);
                    }
                    byte[] b = sink.wav("r2");
                    neighbour = k == 0 ? b : neighbour;
                    assertArrayEquals(neighbour, b, "the neighbour's file at " + k);
                    check(result, files, durability + " " + k + " " + forEver);
                    kept += recover(spool, sink, FRAMES, durability + " " + k + " " + forEver) ? 1 : 0;
                    reached = k == 0 || files.failed();
                    faults += files.failed() ? 1 : 0;
                }
            }
        }
        System.out.println("faults of one recording's files: " + faults + ", 100 % typed, neighbour untouched, " + kept
                + " recordings kept whole or in part");
    }

    private static void check(RecordingResult result, FaultyFiles files, String what) {
        if (result instanceof RecordingResult.Failed failed) {
            assertTrue(files.failed(), what + " failed without a fault: " + failed.reason());
            assertEquals(FailureKind.STORAGE, failed.kind(), what);
        }
    }

    /** What the fault left is recoverable; a prefix of what was sent. */
    private static boolean recover(Path spool, InMemorySink sink, int frames, String what) {
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems(), what);
        if (!sink.ids().contains("r1")) {
            return false;
        }
        ByteBuffer wav = ByteBuffer.wrap(sink.wav("r1")).order(ByteOrder.LITTLE_ENDIAN);
        int samples = (wav.limit() - 44) / 2;
        assertTrue(samples <= frames * SpoolHarness.FRAME, what);
        for (int i = 0; i < samples; i++) {
            assertEquals(Victim.sample(1, i), wav.getShort(44 + 2 * i), what + ": sample " + i);
        }
        return samples > 0;
    }

    @Test
    void shouldGoOnDegradedAndRefuseNewOnesWhenTheJournalFails() throws IOException {
        FaultyFiles files = FaultyFiles.journalFailsForEver();
        InMemorySink sink = new InMemorySink();
        try (SpoolHarness harness = new SpoolHarness(directory.resolve("spool"), sink, Durability.POWER, files)) {
            SpoolHarness.Call call = harness.open(1);
            SpoolHarness.await(
                    () -> {
                        call.send(1);
                        return harness.engine.health().degraded();
                    },
                    "not degraded");
            OpenResult refused = harness.engine.open(
                    RecordingRequest.builder().payloadTypes(Victim.format()).build());
            assertEquals(
                    OpenResult.Reason.STORAGE,
                    assertInstanceOf(OpenResult.Refused.class, refused).reason());
            call.send(200).input.close();
            RecordingResult.Completed done = assertInstanceOf(RecordingResult.Completed.class, call.result());
            assertEquals("degraded", done.manifest().durability());
            assertEquals(
                    (long) call.frames * SpoolHarness.FRAME, done.manifest().samples());
        }
    }

    @Test
    void shouldEndARecordingWhoseLiveFileCannotBeSyncedAndCountIt() throws IOException {
        FaultyFiles files = new FaultyFiles(
                (op, file) ->
                        op.equals("force") && file.getFileName().toString().equals("r1.part"),
                1,
                false);
        Path spool = directory.resolve("spool");
        InMemorySink sink = new InMemorySink();
        int sent;
        try (SpoolHarness harness = new SpoolHarness(spool, sink, Durability.POWER, files)) {
            SpoolHarness.Call broken = harness.open(1);
            SpoolHarness.Call neighbour = harness.open(2);
            SpoolHarness.await(
                    () -> {
                        broken.send(20);
                        neighbour.send(20);
                        return broken.recording.termination() != null;
                    },
                    "a sync that failed ended nothing");
            RecordingResult.Failed failed = assertInstanceOf(RecordingResult.Failed.class, broken.result());
            assertEquals(FailureKind.STORAGE, failed.kind());
            assertTrue(failed.reason().startsWith("cannot sync r1"), failed.reason());
            assertEquals(1, harness.engine.health().forceFailures());
            assertEquals(1, harness.engine.health().errors().get("storage"));
            assertTrue(harness.engine.health().spoolBytes() > SpoolHarness.SMALL.segmentBytes());
            neighbour.input.close();
            assertInstanceOf(RecordingResult.Completed.class, neighbour.result());
            assertEquals(1, harness.engine.health().delivered());
            sent = broken.frames;
        }
        assertTrue(recover(spool, sink, sent, "a file that was not trusted"), "what was written of it is kept");
    }

    @Test
    void shouldTypeAndRecoverWhateverOperationFails() throws IOException {
        anything(List.of(Durability.POWER), 9);
    }

    @Test
    @Tag("fault")
    void shouldTypeAndRecoverWhicheverSingleOperationFails() throws IOException {
        anything(List.of(Durability.PROCESS, Durability.POWER), 2);
    }

    /** The k-th open, write, cut, sync, move, deletion of any file, the journal's and the folder's too. */
    private void anything(List<Durability> durabilities, int stride) throws IOException {
        int faults = 0;
        int failures = 0;
        for (Durability durability : durabilities) {
            for (boolean forEver : new boolean[] {false, true}) {
                boolean reached = true;
                for (int k = 1; reached; k += stride) {
                    FaultyFiles files = new FaultyFiles((op, file) -> true, k, forEver);
                    Path spool = directory.resolve("any-" + durability + "-" + forEver + "-" + k);
                    String what = "operation " + k + (forEver ? " and all later ones, " : ", ") + durability;
                    failures += anything(spool, durability, files, what);
                    reached = files.failed();
                    faults += reached ? 1 : 0;
                }
            }
        }
        System.out.println("faults of any operation: " + faults + ", 100 % typed and recovered, " + failures
                + " recordings failed or were refused");
    }

    private static int anything(Path spool, Durability durability, FaultyFiles files, String what) {
        InMemorySink sink = new InMemorySink();
        List<RecordingResult> results = new ArrayList<>();
        int refused = 0;
        try (SpoolHarness harness = new SpoolHarness(spool, sink, durability, files)) {
            List<SpoolHarness.Call> calls = new ArrayList<>();
            for (int serial = 1; serial <= 2; serial++) {
                OpenResult opened = harness.tryOpen(serial);
                if (opened instanceof OpenResult.Refused no) {
                    assertEquals(OpenResult.Reason.STORAGE, no.reason(), what);
                    refused++;
                } else {
                    calls.add(harness.call(serial, opened).send(FRAMES));
                }
            }
            calls.forEach(call -> call.input.close());
            calls.forEach(call -> results.add(call.result()));
        } catch (IOException notEvenBegun) {
            assertTrue(files.failed(), what);
            return 2;
        }
        int failures = refused;
        for (RecordingResult result : results) {
            check(result, files, what);
            failures += result instanceof RecordingResult.Failed ? 1 : 0;
        }
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems(), what);
        for (RecordingResult result : results) {
            int serial = result.recordingId().charAt(1) - '0';
            if (result instanceof RecordingResult.Completed) {
                assertEquals(44 + FRAMES * SpoolHarness.FRAME * 2, sink.wav(result.recordingId()).length, what);
            }
            if (sink.ids().contains(result.recordingId())) {
                ByteBuffer wav = ByteBuffer.wrap(sink.wav(result.recordingId())).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < (wav.limit() - 44) / 2; i++) {
                    assertEquals(Victim.sample(serial, i), wav.getShort(44 + 2 * i), what + ": sample " + i);
                }
            }
        }
        return failures;
    }
}
