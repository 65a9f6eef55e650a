package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.OutputEncoding;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecoveryReport;
import io.tacet.ThreadingMode;
import io.tacet.sink.InMemorySink;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import io.tacet.spool.JournalLimits;
import io.tacet.wav.WavHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stalled disks, absent sinks, many orphans, long runs: nothing is lost, nothing grows. Each prints its figure. */
class SpoolLoadTest {
    private static final byte[] PACKET = packet();
    private static final int AT_ONCE = 200;
    private static final int LOOKS = 5;

    @TempDir
    Path directory;

    @Test
    void shouldLoseNothingWhileTheDiskStallsForHalfASecond() throws Exception {
        stall(20, 500);
    }

    @Test
    @Tag("fault")
    void shouldLoseNothingWhileTheDiskStallsForFiveSeconds() throws Exception {
        stall(200, 5000);
    }

    private void stall(int recordings, int millis) throws Exception {
        boolean[] stalled = new boolean[1];
        FaultyFiles files = new FaultyFiles(
                (operation, file) -> {
                    while (stalled(stalled)) {
                        Thread.onSpinWait();
                        sleep(1);
                    }
                    return false;
                },
                0,
                false);
        InMemorySink sink = new InMemorySink();
        JournalLimits limits = new JournalLimits(8 << 20, 30_000_000_000L);
        long worst = 0;
        List<SpoolHarness.Call> calls = new ArrayList<>();
        try (SpoolHarness harness =
                new SpoolHarness(directory.resolve("spool"), sink, Durability.POWER, files, limits)) {
            for (int i = 0; i < recordings; i++) {
                calls.add(harness.open(i).send(1));
            }
            SpoolHarness.await(() -> calls.get(recordings - 1).recording.durableSamples() > 0, "not durable");
            stalled(stalled, true);
            long start = System.nanoTime();
            for (int frame = 0; frame < millis / 20; frame++) {
                for (SpoolHarness.Call call : calls) {
                    long before = System.nanoTime();
                    call.send(1);
                    worst = Math.max(worst, System.nanoTime() - before);
                }
                while (System.nanoTime() - start < frame * 20_000_000L) {
                    sleep(1);
                }
            }
            stalled(stalled, false);
            for (SpoolHarness.Call call : calls) {
                call.input.close();
            }
            for (SpoolHarness.Call call : calls) {
                RecordingResult.Completed done = (RecordingResult.Completed) call.result();
                assertEquals(0, done.manifest().counters().overflow());
                assertEquals(
                        (long) call.frames * SpoolHarness.FRAME, done.manifest().samples());
            }
        }
        System.out.printf(
                "disk stalled for %d ms with %d recordings: 0 frames lost, slowest onAudio with its frame %.2f ms%n",
                millis, recordings, worst / 1e6);
    }

    private static boolean stalled(boolean[] flag) {
        synchronized (flag) {
            return flag[0];
        }
    }

    private static void stalled(boolean[] flag, boolean value) {
        synchronized (flag) {
            flag[0] = value;
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes nothing until it is switched on, then notes the order. */
    private static final class AbsentSink implements RecordingSink {
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        volatile boolean there;

        @Override
        public Delivery deliver(SealedRecording recording) throws IOException {
            if (!there) {
                return new Delivery.Retry("absent", null);
            }
            order.add(recording.manifest().recordingId());
            return new Delivery.Confirmed("there");
        }

        @Override
        public String toString() {
            return "absent";
        }
    }

    @Test
    void shouldKeepWhatTheSinkDoesNotTakeAndDeliverTheOldestFirst() throws Exception {
        sinkDown(100);
    }

    @Test
    @Tag("fault")
    void shouldKeepThousandsThatTheSinkDoesNotTake() throws Exception {
        sinkDown(5000);
    }

    private void sinkDown(int count) throws Exception {
        AbsentSink sink = new AbsentSink();
        EngineConfig config = EngineConfig.builder(sink)
                .spoolDirectory(directory.resolve("spool"))
                .durability(Durability.NONE)
                .maxPendingDeliveries(count)
                .deliveryThreads(1)
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            List<OpenResult.Opened> all = new ArrayList<>();
            long before = 0;
            for (int i = 0; i < count; i++) {
                if (i == count / 5) {
                    SpoolHarness.await(() -> engine.health().pendingDeliveries() == count / 5, "not sealed");
                    all.clear();
                    before = usedBytes();
                }
                OpenResult.Opened call = open(engine, "r" + i);
                call.input().onAudio(0, PACKET, 0, PACKET.length, System.nanoTime());
                call.input().close();
                SpoolHarness.await(() -> call.recording().termination() != null, "did not end");
            }
            SpoolHarness.await(() -> engine.health().pendingDeliveries() == count, "not sealed");
            long each = (usedBytes() - before) / Math.max(1, count - count / 5);
            OpenResult refused = engine.open(request("late"));
            assertEquals(OpenResult.Reason.TOO_MUCH_PENDING, ((OpenResult.Refused) refused).reason());
            sink.there = true;
            SpoolHarness.await(() -> engine.health().pendingDeliveries() == 0, "not delivered");
            assertEquals(count, sink.order.stream().distinct().count());
            assertEquals(count, sink.order.size(), "each once");
            System.out.println("sink down: " + count + " recordings waited at " + each
                    + " bytes of heap each, all delivered once");
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void shouldRecoverAHundredOrphans() throws IOException {
        orphans(100);
    }

    @Test
    @Tag("fault")
    void shouldRecoverTenThousandOrphansInTenSeconds() throws IOException {
        double seconds = orphans(10_000);
        assertTrue(seconds < 10, seconds + " s");
    }

    /** Processor time of this process so far, which no other process adds to. */
    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private double orphans(int count) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("spool").resolve("dead"));
        byte[] header = WavHeader.open(OutputEncoding.PCM16, 8000);
        byte[] file = java.util.Arrays.copyOf(header, header.length + 16_000);
        for (int i = 0; i < count; i++) {
            Files.write(folder.resolve("r" + i + ".part"), file);
        }
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        RecoveryRun run = RecoveryRun.over(directory.resolve("spool"));
        run.seal();
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(count, run.found().size());
        run.close();
        System.out.printf(
                "recovery: %d orphans sealed in %.2f s, %.2f s of processor time%n",
                count, seconds, cpuSeconds() - cpu);
        RecoveryReport report = RecoveryDelivery.recover(
                directory.resolve("spool"), new CountingSink(), told -> {}, FileOperations.DISK);
        assertEquals(count, report.results().size());
        System.out.printf("recovery: and delivered after %.2f s%n", (System.nanoTime() - start) / 1e9);
        return seconds;
    }

    /** Takes everything. */
    private static final class CountingSink implements RecordingSink {
        @Override
        public Delivery deliver(SealedRecording recording) {
            return new Delivery.Confirmed("counted");
        }

        @Override
        public String toString() {
            return "counting";
        }
    }

    @Test
    void shouldNotGrowOverManyCyclesInMemory() throws Exception {
        soak(null, 3000);
    }

    @Test
    void shouldNotGrowOverManyCyclesOnDisk() throws Exception {
        soak(directory.resolve("spool"), 500);
    }

    @Test
    @Tag("fault")
    void shouldNotGrowOverAHundredThousandCyclesInMemory() throws Exception {
        soak(null, Integer.getInteger("tacet.cycles", 100_000));
    }

    @Test
    @Tag("fault")
    void shouldNotGrowOverTwoThousandCyclesOnDisk() throws Exception {
        soak(directory.resolve("spool"), 2000);
    }

    private static void soak(@org.jspecify.annotations.Nullable Path spool, int cycles) throws Exception {
        EngineConfig config = EngineConfig.builder(new CountingSink())
                .spoolDirectory(spool)
                .threading(ThreadingMode.SHARED)
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            long[] heap = new long[LOOKS];
            long[] handles = new long[LOOKS];
            int[] threads = new int[LOOKS];
            for (int look = 0; look < LOOKS; look++) {
                cycles(engine, look, cycles / LOOKS);
                heap[look] = usedBytes();
                handles[look] = handles();
                threads[look] = Thread.activeCount();
            }
            String where = spool == null ? "in memory" : "on disk";
            System.out.printf("soak: %d cycles %s; heap in KiB, handles, threads after each fifth:", cycles, where);
            for (int look = 0; look < LOOKS; look++) {
                System.out.printf(" %d, %d, %d;", heap[look] / 1024, handles[look], threads[look]);
            }
            System.out.println();
            long more = Math.min(heap[3], heap[4]) - Math.max(heap[1], heap[2]);
            // In memory up to AT_ONCE recordings, 27 KiB each, may still be reached by what handed the last ones on.
            assertTrue(more < (spool == null ? 6 << 20 : 1 << 19), more + " bytes more with each fifth");
            assertTrue(handles[LOOKS - 1] - handles[1] <= 2, "a journal may have two segments more");
            assertEquals(threads[1], threads[LOOKS - 1]);
        }
    }

    private static void cycles(RecordingEngine engine, int look, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            OpenResult.Opened call = open(engine, "r" + look + "-" + i);
            call.input().onAudio(0, PACKET, 0, PACKET.length, System.nanoTime());
            call.input().close();
            if (i % AT_ONCE == 0) {
                SpoolHarness.await(() -> engine.recordings() == 0, "recordings are left");
            }
        }
        SpoolHarness.await(() -> engine.recordings() == 0, "recordings are left");
    }

    private static long handles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }

    private static OpenResult.Opened open(RecordingEngine engine, String id) {
        return engine.open(request(id)).orThrow();
    }

    private static RecordingRequest request(String id) {
        return RecordingRequest.builder().id(id).payloadTypes(Victim.format()).build();
    }

    private static byte[] packet() {
        return new byte[320];
    }
}
