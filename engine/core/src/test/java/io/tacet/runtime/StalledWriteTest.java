package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.RecordingResult;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A death while the system does not take the journal's write, or does not make the recording's own file: what is gone was never called
 * durable, and the lag could be seen.
 */
class StalledWriteTest {
    private static final int FRAMES = 20;

    @TempDir
    Path directory;

    private final Timer patience = new Timer(true);

    private volatile boolean stalls;
    private final CountDownLatch over = new CountDownLatch(1);

    private FaultyFiles stalling(String operation, String prefix) {
        return new FaultyFiles(
                (op, file) -> {
                    if (stalls
                            && op.equals(operation)
                            && String.valueOf(file.getFileName()).startsWith(prefix)) {
                        hold();
                    }
                    return false;
                },
                0,
                false);
    }

    /** However the test ends, nothing is held for ever. */
    private void hold() {
        patience.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        over.countDown();
                    }
                },
                10_000);
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long recoveredSamples(Path spool, String id) {
        InMemorySink sink = new InMemorySink();
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems());
        return (sink.wav(id).length - 44) / 2;
    }

    @Test
    void shouldShowTheLagAndKeepWhatWasDurableWhenItDiesInAWriteThatTheSystemDoesNotTake() throws Exception {
        FaultyFiles files = stalling("write", "journal");
        Path spool = directory.resolve("spool");
        try (SpoolHarness harness = new SpoolHarness(spool, new InMemorySink(), Durability.POWER, files)) {
            SpoolHarness.Call call = harness.open(1).send(FRAMES);
            long first = FRAMES * SpoolHarness.FRAME;
            SpoolHarness.await(() -> call.recording.durableSamples() == first, "not durable");
            stalls = true;
            call.send(FRAMES);
            SpoolHarness.await(() -> harness.engine.health().unsyncedNanos() > 200_000_000L, "no lag is seen");
            assertEquals(2 * first, call.recording.positionSamples());
            assertEquals(first, call.recording.durableSamples(), "nothing is called durable that a death takes");
            assertEquals(first, recoveredSamples(SpoolHarness.copy(spool, directory.resolve("copy")), "r1"));
            over.countDown();
            SpoolHarness.await(() -> call.recording.durableSamples() == 2 * first, "it does not go on");
            call.input.close();
            assertTrue(call.result() instanceof RecordingResult.Completed);
        }
    }

    @Test
    void shouldHaveInTheJournalWhatHasNoFileYet() throws Exception {
        FaultyFiles files = stalling("open", "r1");
        Path spool = directory.resolve("spool");
        stalls = true;
        try (SpoolHarness harness = new SpoolHarness(spool, new InMemorySink(), Durability.POWER, files)) {
            SpoolHarness.Call call = harness.open(1).send(FRAMES);
            long all = FRAMES * SpoolHarness.FRAME;
            SpoolHarness.await(() -> call.recording.durableSamples() == all, "the journal waits for the file");
            assertEquals(all, recoveredSamples(SpoolHarness.copy(spool, directory.resolve("copy")), "r1"));
            over.countDown();
            call.input.close();
            assertTrue(call.result() instanceof RecordingResult.Completed);
        }
    }
}
