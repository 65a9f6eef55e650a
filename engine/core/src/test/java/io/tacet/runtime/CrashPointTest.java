package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.Recording;
import io.tacet.RecordingResult;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies between every two operations of open, append, seal, deliver, confirm and release: from the k-th on nothing reaches the
 * disk any more. Recovery, run twice and itself killed between every two operations, ends in one object and one event for each recording.
 */
class CrashPointTest {
    private static final int FRAMES = 30;

    @Test
    void shouldEndInOneObjectAndOneEventWhereverTheProcessDies(@TempDir Path directory) throws Exception {
        everyStep(directory, 7);
    }

    @Test
    @Tag("fault")
    void shouldEndInOneObjectAndOneEventAtEachSingleStep(@TempDir Path directory) throws Exception {
        everyStep(directory, 1);
    }

    private static void everyStep(Path directory, int stride) throws Exception {
        int steps = 0;
        int again = 0;
        for (Durability durability : Durability.values()) {
            long k = 1;
            boolean reached = true;
            while (reached) {
                Path spool = directory.resolve(durability + "-" + k);
                InMemorySink sink = new InMemorySink();
                Tellings tellings = new Tellings();
                reached = dieAt(k, spool, sink, durability, tellings);
                again += recover(spool, sink, tellings, durability + " died at " + k);
                k += stride;
                steps++;
            }
        }
        System.out.println("crash points: " + steps + " deaths, 100 % recovered to one object and one event; " + again
                + " died between a listener and the note of it, and were told of again");
    }

    /** Returns whether the process came as far as its k-th operation. */
    private static boolean dieAt(long k, Path spool, InMemorySink sink, Durability durability, Tellings tellings)
            throws Exception {
        FaultyFiles files = new FaultyFiles((operation, file) -> true, k, true);
        SpoolHarness harness;
        try {
            harness = new SpoolHarness(spool, sink, durability, files);
        } catch (IOException diedAtOnce) {
            return true;
        }
        Consumer<RecordingResult> tell = result -> tellings.tell(result.recordingId(), files);
        try {
            SpoolHarness.Call kept = harness.open(1, tell).send(FRAMES);
            SpoolHarness.Call aborted = harness.open(2, tell).send(FRAMES);
            SpoolHarness.Call empty = harness.open(3, tell);
            Thread.sleep(70);
            aborted.recording.abort();
            kept.send(FRAMES).input.close();
            end(kept.recording, files);
            empty.input.close();
            end(empty.recording, files);
        } catch (InterruptedException | IllegalStateException died) {
            assertTrue(files.failed(), String.valueOf(died));
        } finally {
            try {
                harness.close();
            } catch (RuntimeException dead) {
                assertTrue(files.failed(), "close failed without a fault: " + dead);
            }
        }
        return files.failed();
    }

    private static void end(Recording recording, FaultyFiles files) {
        SpoolHarness.await(() -> recording.state().isTerminal() || files.failed(), recording.id() + " did not end");
    }

    private static int recover(Path spool, InMemorySink sink, Tellings tellings, String what) throws IOException {
        for (long k = 1; k < 40; k += 9) {
            FaultyFiles dying = new FaultyFiles((operation, file) -> true, k, true);
            RecoveryDelivery.recover(spool, sink, result -> tellings.tell(result.recordingId(), dying), dying);
        }
        FaultyFiles alive = new FaultyFiles((operation, file) -> true, 0, false);
        RecoveryReport report =
                RecoveryDelivery.recover(spool, sink, result -> tellings.tell(result.recordingId(), alive), alive);
        assertEquals(List.of(), report.problems(), what);
        RecoveryReport again = RecoveryDelivery.recover(spool, sink, result -> {}, FileOperations.DISK);
        assertEquals(List.of(), again.results(), what + ": the second recovery has nothing to do");
        for (String id : sink.ids()) {
            assertTrue(tellings.count(id) > 0, what + ": the sink has " + id + ", and nobody was told");
        }
        if (sink.ids().contains("r1")) {
            checkBytes(sink, what);
        }
        if (Files.exists(spool)) {
            try (Stream<Path> left = Files.list(spool)) {
                List<String> names = left.map(path -> String.valueOf(path.getFileName()))
                        .filter(name -> !name.startsWith("."))
                        .toList();
                assertEquals(List.of(), names, what + ": nothing stays");
            }
        }
        return tellings.again(what);
    }

    private static void checkBytes(InMemorySink sink, String what) {
        ByteBuffer wav = ByteBuffer.wrap(sink.wav("r1")).order(ByteOrder.LITTLE_ENDIAN);
        int samples = (wav.limit() - 44) / 2;
        assertEquals(wav.limit() - 44, wav.getInt(40), what + ": exact header");
        for (int i = 0; i < samples; i++) {
            assertEquals(Victim.sample(1, i), wav.getShort(44 + 2 * i), what + ": sample " + i);
        }
    }
}
