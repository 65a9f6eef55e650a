package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.RecordingResult;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One object, one event, at each step after the seal. A copy of the spool's folder is what a death at that moment leaves; recovery of the
 * copy must tell of what was not told, and of nothing else.
 */
class ToldOnceTest {
    @TempDir
    Path directory;

    private int copies;

    private Path copy() throws IOException {
        Path from = directory.resolve("spool");
        Path to = directory.resolve("copy" + copies++);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    private static List<String> recovered(Path spool, InMemorySink sink) {
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems());
        report.results().forEach(result -> assertInstanceOf(RecordingResult.Completed.class, result));
        RecoveryReport again = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), again.results(), "the second recovery has nothing to do");
        return report.results().stream().map(RecordingResult::recordingId).toList();
    }

    @Test
    void shouldTellOfARecordingWhoseListenerHadNotReturnedAndOfNoOther() throws Exception {
        for (Durability durability : Durability.values()) {
            CountDownLatch listening = new CountDownLatch(1);
            CountDownLatch mayReturn = new CountDownLatch(1);
            InMemorySink sink = new InMemorySink();
            try (SpoolHarness harness =
                    new SpoolHarness(directory.resolve("spool"), sink, durability, FileOperations.DISK)) {
                SpoolHarness.Call told = harness.open(1).send(10);
                told.input.close();
                told.result();
                SpoolHarness.Call slow = harness.open(2, result -> {
                            listening.countDown();
                            wait(mayReturn);
                        })
                        .send(10);
                slow.input.close();
                listening.await();
                assertEquals(List.of("r2"), recovered(copy(), sink), durability + ": the listener had not returned");
                assertEquals(2, sink.ids().size(), "one object each");
                mayReturn.countDown();
                harness.awaitNoted();
                assertEquals(List.of(), recovered(copy(), sink), durability + ": all was told");
            }
            assertTrue(Files.list(directory.resolve("spool")).findAny().isEmpty(), "nothing stays");
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldNotBringBackWhatWasToldWhileTheJournalWasGivenUp() throws Exception {
        FaultyFiles files = new FaultyFiles(
                (op, file) ->
                        op.equals("write") && file.getFileName().toString().startsWith("journal"),
                60,
                true);
        InMemorySink sink = new InMemorySink();
        try (SpoolHarness harness = new SpoolHarness(directory.resolve("spool"), sink, Durability.POWER, files)) {
            SpoolHarness.Call call = harness.open(1);
            SpoolHarness.Call live = harness.open(2).send(10);
            SpoolHarness.await(
                    () -> {
                        call.send(1);
                        return harness.engine.health().degraded();
                    },
                    "not degraded");
            call.input.close();
            call.result();
            harness.awaitNoted();
            assertEquals(List.of("r2"), recovered(copy(), sink), "only the one that lives");
            live.input.close();
            live.result();
        }
    }

    @Test
    void shouldNotRemoveAFolderInWhichSomethingCouldNotBeFinished() throws Exception {
        InMemorySink sink = new InMemorySink();
        Path left;
        try (SpoolHarness harness =
                new SpoolHarness(directory.resolve("spool"), sink, Durability.POWER, FileOperations.DISK)) {
            SpoolHarness.Call call = harness.open(1).send(20);
            SpoolHarness.await(() -> call.recording.durableSamples() == 20 * SpoolHarness.FRAME, "not durable");
            left = copy();
            call.input.close();
            call.result();
        }
        try (Stream<Path> files = Files.walk(left)) {
            for (Path part :
                    files.filter(file -> file.toString().endsWith(".part")).toList()) {
                Files.delete(part); // as when its directory entry was lost with the power
            }
        }
        FaultyFiles full = new FaultyFiles((op, file) -> file.toString().endsWith(".part"), 1, true);
        RecoveryReport failed = RecoveryDelivery.recover(left, new InMemorySink(), told -> {}, full);
        assertEquals(1, failed.problems().size(), "it could not be opened");
        InMemorySink later = new InMemorySink();
        assertEquals(List.of("r1"), recovered(left, later));
        assertEquals(44 + 20 * SpoolHarness.FRAME * 2, later.wav("r1").length, "the journal had all of it");
    }
}
