package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OpenResult.Reason;
import io.tacet.OpenResult.Refused;
import io.tacet.sink.InMemorySink;
import io.tacet.spi.Delivery;
import io.tacet.spi.LevelDetector;
import io.tacet.spi.QuietDetector;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening, refusing, failing and closing. */
@Timeout(60)
class LifecycleTest {
    private final InMemorySink sink = new InMemorySink();

    private static RecordingRequest request(String id) {
        return RecordingRequest.builder().id(id).build();
    }

    private static void assertRefused(Reason reason, String detail, OpenResult result) {
        Refused refused = assertInstanceOf(Refused.class, result);
        assertEquals(reason, refused.reason());
        assertTrue(refused.detail().contains(detail), refused.detail());
    }

    private static void offer(OpenResult.Opened call, int packets) {
        for (int i = 0; i < packets; i++) {
            byte[] packet = EngineHarness.rtp(0, false, i, 160 * i, 7, EngineHarness.loudUlaw(0.02));
            assertTrue(call.input().onRtp(packet, 0, packet.length, System.nanoTime(), 0));
        }
    }

    private static RecordingResult result(Recording recording) throws Exception {
        return recording.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldRefuseWhenClosed() {
        RecordingEngine engine =
                RecordingEngine.launch(EngineConfig.builder(sink).build());
        engine.close();
        assertRefused(Reason.CLOSED, "closed", engine.open(request("late")));
        engine.close();
    }

    @Test
    void shouldRefuseAnIdThatIsLiveAndTakeItAgainAfterwards() throws Exception {
        try (RecordingEngine engine =
                RecordingEngine.launch(EngineConfig.builder(recording -> new Delivery.Confirmed("somewhere"))
                        .build())) {
            OpenResult.Opened first = engine.open(request("twice")).orThrow();
            assertRefused(Reason.DUPLICATE_ID, "twice", engine.open(request("twice")));
            assertEquals(1, engine.recordings());
            first.recording().stop();
            result(first.recording());
            assertEquals(0, engine.recordings());
            engine.open(request("twice")).orThrow();
        }
    }

    @Test
    void shouldRefuseMoreRecordingsThanConfigured() {
        try (RecordingEngine engine = RecordingEngine.launch(
                EngineConfig.builder(sink).maxRecordings(2).build())) {
            engine.open(request("a")).orThrow();
            engine.open(request("b")).orThrow();
            assertRefused(Reason.TOO_MANY_RECORDINGS, "2 recordings of at most 2", engine.open(request("c")));
            assertEquals(2, engine.recordings());
        }
    }

    @Test
    void shouldRefuseWhenTheDiskIsNearlyFull(@TempDir Path spool) {
        EngineConfig config = EngineConfig.builder(sink)
                .spoolDirectory(spool)
                .freeSpaceFloorBytes(Long.MAX_VALUE)
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            assertRefused(Reason.NO_SPACE, "the floor is " + Long.MAX_VALUE, engine.open(request("a")));
            assertEquals(0, engine.recordings());
        }
    }

    @Test
    void shouldRefuseWhenTooMuchWaitsForTheSink() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        EngineConfig config = EngineConfig.builder(recording -> {
                    attempts.incrementAndGet();
                    return new Delivery.Retry("not today", null);
                })
                .maxPendingDeliveries(1)
                .closeTimeout(Duration.ofMillis(200))
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened first = engine.open(request("a")).orThrow();
            first.recording().stop();
            while (attempts.get() == 0) {
                Thread.sleep(1);
            }
            assertRefused(Reason.TOO_MUCH_PENDING, "1 recordings wait", engine.open(request("b")));
        }
    }

    @ParameterizedTest
    @EnumSource(ThreadingMode.class)
    void shouldSealLiveRecordingsWhenClosed(ThreadingMode mode, @TempDir Path spool) {
        RecordingEngine engine = RecordingEngine.launch(EngineConfig.builder(sink)
                .threading(mode)
                .spoolDirectory(spool)
                .freeSpaceFloorBytes(0)
                .build());
        Recording[] recordings = new Recording[20];
        for (int i = 0; i < 20; i++) {
            OpenResult.Opened call = engine.open(request("live-" + i)).orThrow();
            recordings[i] = call.recording();
            offer(call, i);
        }
        engine.close();
        for (int i = 0; i < 20; i++) {
            assertEquals(new Termination.Stopped(160L * i), recordings[i].termination());
            assertEquals(44 + 320 * i, sink.wav("live-" + i).length);
            assertEquals(RecordingState.COMPLETED, recordings[i].state());
        }
    }

    @Test
    void shouldCloseWholeThoughTheCallerIsInterrupted() {
        RecordingEngine engine = RecordingEngine.launch(
                EngineConfig.builder(sink).threading(ThreadingMode.INVOKER).build());
        OpenResult.Opened call = engine.open(request("interrupted")).orThrow();
        offer(call, 5);
        Thread.currentThread().interrupt();
        engine.close();
        assertTrue(Thread.interrupted(), "the caller still learns of its interrupt");
        assertEquals(new Termination.Stopped(800), call.recording().termination());
        assertEquals(44 + 1_600, sink.wav("interrupted").length);
    }

    @Test
    void shouldSealWhatIsOpenedWhileItCloses() throws Exception {
        for (int round = 0; round < 50; round++) {
            RecordingEngine engine = RecordingEngine.launch(EngineConfig.builder(sink)
                    .closeTimeout(Duration.ofSeconds(10))
                    .build());
            AtomicReference<@Nullable Recording> last = new AtomicReference<>();
            AtomicInteger number = new AtomicInteger();
            String prefix = "round-" + round + "-";
            Thread opener = new Thread(() -> {
                while (engine.open(request(prefix + number.incrementAndGet())) instanceof OpenResult.Opened opened) {
                    last.set(opened.recording());
                }
            });
            opener.start();
            while (number.get() < 3) {
                Thread.onSpinWait();
            }
            long before = System.nanoTime();
            engine.close();
            assertTrue(System.nanoTime() - before < 5_000_000_000L, "close waited for a recording that nobody stopped");
            opener.join();
            Recording recording = last.get();
            assertNotNull(recording);
            assertEquals(new Termination.Stopped(0), recording.termination());
        }
    }

    @Test
    void shouldDoWorkWithAnInvokerOnly() {
        try (RecordingEngine engine =
                RecordingEngine.launch(EngineConfig.builder(sink).build())) {
            assertEquals(
                    "doWork is for INVOKER; this engine is SHARED",
                    assertThrows(IllegalStateException.class, engine::doWork).getMessage());
        }
    }

    @Test
    void shouldNotMindThatTheCallerOfAnyMethodIsInterrupted(@TempDir Path spool) throws Exception {
        RecordingEngine engine = RecordingEngine.launch(EngineConfig.builder(sink)
                .spoolDirectory(spool)
                .threading(ThreadingMode.INVOKER)
                .freeSpaceFloorBytes(0)
                .build());
        Thread.currentThread().interrupt();
        OpenResult.Opened call = engine.open(request("interrupted")).orThrow();
        Recording recording = call.recording();
        engine.doWork();
        offer(call, 5);
        byte[] packet = EngineHarness.rtp(0, false, 5, 800, 7, EngineHarness.loudUlaw(0.02));
        assertTrue(call.input().onRtp(ByteBuffer.wrap(packet), System.nanoTime(), 0));
        assertTrue(call.input().hasRoom(172));
        assertTrue(recording.digit('5'));
        recording.pause();
        recording.resume();
        engine.doWork();
        assertNull(recording.termination());
        call.input().close();
        engine.doWork();
        assertTrue(Thread.interrupted(), "nothing swallows the interrupt");
        assertInstanceOf(RecordingResult.Completed.class, result(recording));
        assertEquals(new Termination.Ended(960), recording.termination());
        assertEquals(44 + 1_920, sink.wav("interrupted").length);
        Thread.currentThread().interrupt();
        engine.close();
        assertTrue(Thread.interrupted());
    }

    /** Throws from the third window on, whatever it is asked. */
    private static final class BrokenDetector implements LevelDetector {
        private int windows;

        @Override
        public void samples(short[] samples, int offset, int length) {
            check();
        }

        @Override
        public double endOfWindow(int windowSamples) {
            windows++;
            check();
            return 0;
        }

        @Override
        public double peek(int windowSamples) {
            check();
            return 0;
        }

        private void check() {
            if (windows > 2) {
                throw new IllegalStateException("broken on purpose");
            }
        }
    }

    @Test
    void shouldContainADetectorThatThrowsToItsRecording() throws Exception {
        AtomicInteger made = new AtomicInteger();
        EngineConfig config = EngineConfig.builder(sink)
                .threading(ThreadingMode.INVOKER)
                .levelDetector(() -> made.getAndIncrement() == 0 ? new BrokenDetector() : new QuietDetector())
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened broken = engine.open(request("broken")).orThrow();
            OpenResult.Opened sound = engine.open(request("sound")).orThrow();
            for (int i = 0; i < 50; i++) {
                // 13 ms: the third window ends within the third packet, when the fourth has begun.
                byte[] packet = EngineHarness.rtp(0, false, i, 104 * i, 7, EngineHarness.loudUlaw(0.013));
                long arrival = System.nanoTime();
                broken.input().onRtp(packet, 0, packet.length, arrival, 0);
                sound.input().onRtp(packet, 0, packet.length, arrival, 0);
                engine.doWork();
            }
            sound.input().close();
            engine.doWork();
            RecordingResult.Failed failed = assertInstanceOf(RecordingResult.Failed.class, result(broken.recording()));
            assertEquals(RecordingResult.FailureKind.INTERNAL, failed.kind());
            assertTrue(failed.reason().contains("broken on purpose"), failed.reason());
            assertEquals(Termination.Cause.FAILED, failed.manifest().cause());
            assertEquals(0, failed.manifest().counters().residual());
            assertEquals(RecordingState.FAILED, broken.recording().state());
            assertInstanceOf(RecordingResult.Completed.class, result(sound.recording()));
            assertEquals(new Termination.Ended(5_200), sound.recording().termination()); // 50 × 104
            assertEquals(44 + 10_400, sink.wav("sound").length);
        }
    }
}
