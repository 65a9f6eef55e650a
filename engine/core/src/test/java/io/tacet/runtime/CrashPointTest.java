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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        for (Durability durability : Durability.values()) {
            long k = 1;
            boolean reached = true;
            while (reached) {
                Path spool = directory.resolve(durability + "-" + k);
                InMemorySink sink = new InMemorySink();
                Map<String, Integer> told = new HashMap<>();
                reached = dieAt(k, spool, sink, durability, told);
                recover(spool, sink, told, durability + " died at " + k);
                k += stride;
                steps++;
            }
        }
        System.out.println("crash points: " + steps + " deaths, 100 % recovered to one object and one event");
    }

    /** Lets a process live until the k-th operation; returns whether it came that far. */
    private static boolean dieAt(
            long k, Path spool, InMemorySink sink, Durability durability, Map<String, Integer> told)
            throws IOException {
        FaultyFiles files = new FaultyFiles((operation, file) -> true, k, true);
        SpoolHarness harness;
        try {
            harness = new SpoolHarness(spool, sink, durability, files);
        } catch (IOException diedAtOnce) {
            return true;
        }
        try {
            SpoolHarness.Call kept = harness.open(1).send(FRAMES);
            SpoolHarness.Call aborted = harness.open(2).send(FRAMES);
            SpoolHarness.Call empty = harness.open(3);
            Thread.sleep(70);
            aborted.recording.abort();
            kept.send(FRAMES).input.close();
            end(kept.recording, files);
            count(harness, files, told);
            empty.input.close();
            end(empty.recording, files);
            count(harness, files, told);
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

    /** Events count while the process lives. */
    private static void count(SpoolHarness harness, FaultyFiles files, Map<String, Integer> told)
            throws InterruptedException {
        Thread.sleep(5);
        List<String> before = new ArrayList<>(harness.told.keySet());
        if (!files.failed()) {
            before.forEach(id -> told.put(id, 1));
        }
    }

    private static void recover(Path spool, InMemorySink sink, Map<String, Integer> told, String what)
            throws IOException {
        for (long k = 1; k < 40; k += 9) {
            FaultyFiles dying = new FaultyFiles((operation, file) -> true, k, true);
            Map<String, Integer> live = new HashMap<>();
            RecoveryDelivery.recover(
                    spool,
                    sink,
                    result -> {
                        if (!dying.failed()) {
                            live.merge(result.recordingId(), 1, Integer::sum);
                        }
                    },
                    dying);
            live.forEach((id, count) -> told.put(id, count));
        }
        List<RecordingResult> results = new ArrayList<>();
        RecoveryReport report = RecoveryDelivery.recover(spool, sink, results::add, FileOperations.DISK);
        assertEquals(List.of(), report.problems(), what);
        results.forEach(result -> told.merge(result.recordingId(), 1, Integer::sum));
        RecoveryReport again = RecoveryDelivery.recover(spool, sink, results::add, FileOperations.DISK);
        assertEquals(List.of(), again.results(), what + ": the second recovery has nothing to do");
        if (told.getOrDefault("r1", 0) > 0) {
            checkBytes(sink, what);
        }
        for (String id : List.of("r1", "r3")) {
            assertTrue(told.getOrDefault(id, 0) <= 2, what + ": " + id + " was told of " + told.get(id) + " times");
        }
        assertTrue(!sink.ids().contains("r2") || told.getOrDefault("r2", 0) > 0, what + ": aborted, or told of");
        if (Files.exists(spool)) {
            try (Stream<Path> left = Files.list(spool)) {
                List<String> names = left.map(path -> String.valueOf(path.getFileName()))
                        .filter(name -> !name.startsWith("."))
                        .toList();
                assertEquals(List.of(), names, what + ": nothing stays");
            }
        }
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
