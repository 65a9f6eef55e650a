package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.OpenResult;
import io.tacet.RecordingResult;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording's end promises holds when it is told of. */
class SealTest {
    @TempDir
    Path directory;

    private static boolean is(Path file, String name) {
        return file.getFileName().toString().equals(name);
    }

    /** Or a power cut brings it back, and delivers it. */
    @Test
    void shouldHaveAnAbortedRecordingForgottenDurablyWhenItIsToldOf() throws Exception {
        AtomicInteger journalDirty = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger(-1);
        FaultyFiles files = new FaultyFiles(
                (operation, file) -> {
                    boolean spare = Thread.currentThread().getName().equals("tacet-housekeeping");
                    if (file.getFileName().toString().startsWith("journal") && !spare) {
                        journalDirty.set(operation.equals("force") ? 0 : journalDirty.get() + 1);
                    }
                    return false;
                },
                0,
                false);
        try (SpoolHarness harness =
                new SpoolHarness(directory.resolve("spool"), new InMemorySink(), Durability.POWER, files)) {
            for (int i = 0; i < 20; i++) {
                SpoolHarness.Call call =
                        harness.open(i, result -> seen.set(journalDirty.get())).send(10);
                call.recording.abort();
                assertInstanceOf(RecordingResult.Aborted.class, call.result());
                SpoolHarness.await(() -> seen.get() >= 0, "not told");
                assertEquals(0, seen.getAndSet(-1), "writes since the journal's last sync, recording " + i);
            }
        }
    }

    /** Two recordings are sealed at once, by threads of their own; one of them has an {@link Error}. */
    @Test
    void shouldNotCallSealedWhatAnErrorEnded() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        FaultyFiles files = new FaultyFiles(
                (operation, file) -> {
                    if (operation.equals("force") && is(file, "r0.part")) {
                        waitFor(others);
                    }
                    if (operation.equals("force") && is(file, "r1.part")) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    return false;
                },
                0,
                false);
        InMemorySink sink = new InMemorySink();
        Path spool = directory.resolve("spool");
        try (SpoolHarness harness = new SpoolHarness(spool, sink, Durability.PROCESS, files)) {
            SpoolHarness.Call first = harness.open(0).send(10);
            SpoolHarness.Call broken = harness.open(1).send(10);
            SpoolHarness.Call sound = harness.open(2).send(10);
            for (SpoolHarness.Call call : List.of(first, broken, sound)) {
                call.input.close();
                SpoolHarness.await(() -> call.recording.termination() != null, "not ended");
            }
            Thread.sleep(200); // both wait for the first
            others.countDown();
            assertInstanceOf(RecordingResult.Completed.class, first.result());
            assertInstanceOf(RecordingResult.Completed.class, sound.result());
            RecordingResult.Failed failed = assertInstanceOf(RecordingResult.Failed.class, broken.result());
            assertTrue(failed.reason().contains("on purpose"), failed.reason());
            OpenResult again = harness.tryOpen(1);
            assertEquals(
                    OpenResult.Reason.DUPLICATE_ID,
                    assertInstanceOf(OpenResult.Refused.class, again).reason());
        }
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems());
        assertEquals(44 + 2 * 10 * SpoolHarness.FRAME, sink.wav("r1").length);
    }

    /** The later one never had a file: what lies there is the earlier one's, which the sink has refused. */
    @Test
    void shouldLeaveTheFileOfAnEarlierOneToRecoveryWhenALaterOneOfItsIdIsAborted() throws Exception {
        CountDownLatch maker = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        FaultyFiles files = new FaultyFiles(
                (operation, file) -> {
                    if (operation.equals("open") && is(file, "r9.part")) {
                        holding.countDown();
                        waitFor(maker);
                    }
                    return false;
                },
                0,
                false);
        Path spool = directory.resolve("spool");
        RecordingSink refusing = recording -> new Delivery.Refused("on purpose");
        try (SpoolHarness harness = new SpoolHarness(spool, refusing, Durability.PROCESS, files)) {
            SpoolHarness.Call earlier = harness.open(1).send(10);
            earlier.input.close();
            assertInstanceOf(RecordingResult.Failed.class, earlier.result());
            harness.told.clear();
            SpoolHarness.Call slow = harness.open(9).send(1);
            holding.await();
            SpoolHarness.await(
                    () -> harness.tryOpen(1) instanceof OpenResult.Opened opened && abort(opened), "r1 is held");
            Thread.sleep(100); // its seal waits for its file
            maker.countDown();
            SpoolHarness.await(() -> harness.told.containsKey("r1"), "not told");
            slow.input.close();
            slow.result();
        }
        InMemorySink sink = new InMemorySink();
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems());
        assertEquals(44 + 2 * 10 * SpoolHarness.FRAME, sink.wav("r1").length);
    }

    private static boolean abort(OpenResult.Opened opened) {
        opened.recording().abort();
        return true;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
