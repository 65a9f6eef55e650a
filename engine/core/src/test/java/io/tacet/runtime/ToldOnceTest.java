package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        return SpoolHarness.copy(directory.resolve("spool"), directory.resolve("copy" + copies++));
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
                harness.awaitNoted();
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
        FaultyFiles files = FaultyFiles.journalFailsForEver();
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

    /** What SIGTERM does to a host that closes its engine. */
    @Test
    void shouldSpoolWhatTheSinkDoesNotTakeWithinTheDeadlineOfClose() throws Exception {
        Path spool = directory.resolve("spool");
        RecordingSink absent = recording -> new Delivery.Retry("absent", null);
        List<String> told = new CopyOnWriteArrayList<>();
        RecordingEngine engine = RecordingEngine.launch(EngineConfig.builder(absent)
                .spoolDirectory(spool)
                .closeTimeout(Duration.ofSeconds(2))
                .build());
        for (int i = 0; i < 20; i++) {
            OpenResult.Opened call = engine.open(RecordingRequest.builder()
                            .id("r" + i)
                            .payloadTypes(Victim.format())
                            .listener(new RecordingListener() {
                                @Override
                                public void onCompleted(RecordingResult result) {
                                    told.add(result.recordingId());
                                }
                            })
                            .build())
                    .orThrow();
            call.input().onAudio(0, new byte[320], 0, 320, System.nanoTime());
        }
        long begin = System.nanoTime();
        engine.close();
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertTrue(seconds < 5, "closed after " + seconds + " s");
        assertEquals(List.of(), told, "nothing is over yet");
        InMemorySink sink = new InMemorySink();
        assertEquals(20, recovered(spool, sink).stream().distinct().count());
        assertEquals(20, sink.ids().size());
    }
}
