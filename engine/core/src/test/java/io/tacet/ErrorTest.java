package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.sink.InMemorySink;
import io.tacet.spi.LevelDetector;
import io.tacet.spi.QuietDetector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is worse than an exception: an {@link Error} in a plugged-in part or in a cycle, and a sender that never pauses. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ErrorTest {
    private static final int FRAMES = 20;
    private static final int SAMPLES = 160;

    private final InMemorySink sink = new InMemorySink();

    /** A detector that does something with each part of a window, and hears nothing. */
    private static LevelDetector detector(Runnable onSamples) {
        return new QuietDetector() {
            @Override
            public void samples(short[] samples, int offset, int length) {
                onSamples.run();
            }
        };
    }

    private static OpenResult.Opened open(RecordingEngine engine, String id) {
        return engine.open(RecordingRequest.builder().id(id).build()).orThrow();
    }

    private static void send(MediaInput input, int frame) {
        byte[] packet = EngineHarness.rtp(0, false, frame, SAMPLES * frame, 7, EngineHarness.loudUlaw(0.02));
        assertTrue(input.onRtp(packet, 0, packet.length, System.nanoTime(), 0));
    }

    private static RecordingResult result(Recording recording) throws Exception {
        return recording.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldContainAnErrorOfADetectorToItsRecording() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Supplier<LevelDetector> detectors = () -> made.getAndIncrement() > 0
                ? detector(() -> {})
                : detector(() -> {
                    throw new NoClassDefFoundError("missing on purpose");
                });
        EngineConfig config = EngineConfig.builder(sink)
                .threading(ThreadingMode.DEDICATED)
                .shards(1)
                .levelDetector(detectors)
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened broken = open(engine, "broken");
            OpenResult.Opened sound = open(engine, "sound");
            send(broken.input(), 0);
            RecordingResult.Failed failed = assertInstanceOf(RecordingResult.Failed.class, result(broken.recording()));
            assertTrue(failed.reason().contains("missing on purpose"), failed.reason());
            for (int i = 0; i < 20; i++) {
                send(sound.input(), i);
            }
            sound.input().close();
            assertInstanceOf(RecordingResult.Completed.class, result(sound.recording()));
            assertEquals(new Termination.Ended(20 * SAMPLES), sound.recording().termination());
        }
    }

    @Test
    void shouldGoOnRecordingAfterAnErrorInACycle() throws Exception {
        AtomicInteger errors = new AtomicInteger();
        EngineConfig config = EngineConfig.builder(sink)
                .nanoClock(() -> {
                    if (Thread.currentThread().getName().startsWith("tacet-recorder") && errors.getAndIncrement() < 3) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    return System.nanoTime();
                })
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened call = open(engine, "call");
            while (errors.get() < 4) {
                Thread.sleep(1);
            }
            assertEquals(3, engine.health().loopFailures());
            send(call.input(), 0);
            call.input().close();
            assertInstanceOf(RecordingResult.Completed.class, result(call.recording()));
            assertEquals(new Termination.Ended(SAMPLES), call.recording().termination());
        }
    }

    /** Each frame that is used brings another one: a visit takes those that were there when it began, and the others are not kept waiting. */
    @Test
    void shouldLeaveWhatComesDuringAVisitToTheNextOne() throws Exception {
        MediaInput[] input = new MediaInput[1];
        AtomicInteger parts = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        EngineConfig config = EngineConfig.builder(sink)
                .threading(ThreadingMode.INVOKER)
                .levelDetector(() -> detector(() -> {
                    // A frame has two windows of 10 ms.
                    if (parts.getAndIncrement() % 2 == 0 && sent.get() < FRAMES) {
                        send(input[0], sent.getAndIncrement());
                    }
                }))
                .build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened call = engine.open(RecordingRequest.builder()
                            .id("call")
                            .duration(Duration.ofMinutes(1))
                            .build())
                    .orThrow();
            input[0] = call.input();
            send(call.input(), sent.getAndIncrement());
            for (int visits = 1; visits <= FRAMES; visits++) {
                engine.doWork();
                assertEquals((long) visits * SAMPLES, call.recording().positionSamples());
            }
            call.input().close();
            engine.doWork();
            assertInstanceOf(RecordingResult.Completed.class, result(call.recording()));
            assertEquals(44 + 2 * FRAMES * SAMPLES, sink.wav("call").length);
        }
    }
}
