package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.sink.InMemorySink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each callback exactly once, in order, on a thread of its own; what a listener does harms nobody. */
@Timeout(60)
class ListenerTest {
    /** Writes down what it was told. */
    private static class Diary implements RecordingListener {
        final List<String> told = new CopyOnWriteArrayList<>();
        final List<String> threads = new CopyOnWriteArrayList<>();

        @Override
        public void onEnded(Recording recording, Termination termination) {
            told.add(recording.id() + " ended by " + termination.cause());
            threads.add(Thread.currentThread().getName());
        }

        @Override
        public void onCompleted(RecordingResult result) {
            told.add(result.recordingId() + " " + result.getClass().getSimpleName());
            threads.add(Thread.currentThread().getName());
        }
    }

    @Test
    void shouldTellOfTheEndThenOfTheCompletionOnceEach() {
        Diary diary = new Diary();
        try (EngineHarness h = new EngineHarness(request -> request.listener(diary))) {
            h.loud(0.1);
            h.recording.stop();
            h.recording.hangUp();
            h.recording.stop();
            h.endsWith(new Termination.Stopped(800));
            h.recording.stop();
            h.recording.abort();
            h.look();
        }
        assertEquals(List.of("call ended by STOPPED", "call Completed"), diary.told);
        assertEquals(List.of("tacet-callback", "tacet-callback"), diary.threads);
    }

    @Test
    void shouldTellOfAnAbort() {
        Diary diary = new Diary();
        try (EngineHarness h = new EngineHarness(request -> request.listener(diary))) {
            h.loud(0.1).recording.abort();
            h.look().result();
        }
        assertEquals(List.of("call ended by ABORTED", "call Aborted"), diary.told);
    }

    @Test
    void shouldDropWhatAListenerThrows() {
        Diary diary = new Diary() {
            @Override
            public void onEnded(Recording recording, Termination termination) {
                super.onEnded(recording, termination);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void onCompleted(RecordingResult result) {
                super.onCompleted(result);
                throw new AssertionError("on purpose");
            }
        };
        try (EngineHarness h = new EngineHarness(request -> request.listener(diary))) {
            h.loud(0.1).hangsUpAt(800);
            h.engine.close();
            assertEquals(List.of("call ended by ENDED", "call Completed"), diary.told);
            assertEquals(2, h.engine.health().listenerFailures());
        }
    }

    @Test
    void shouldLetAListenerCallTheRecordingBack() {
        Diary diary = new Diary() {
            @Override
            public void onEnded(Recording recording, Termination termination) {
                super.onEnded(recording, termination);
                recording.stop();
                recording.hangUp();
                recording.pause();
                recording.resume();
                recording.abort();
                told.add("digit " + recording.digit('5') + ", " + recording.termination());
            }
        };
        try (EngineHarness h = new EngineHarness(request -> request.listener(diary))) {
            h.loud(0.1).hangsUpAt(800);
        }
        assertEquals(List.of("call ended by ENDED", "digit false, Ended[atSample=800]", "call Completed"), diary.told);
    }

    @Test
    void shouldRecordAndDeliverOthersWhileAListenerBlocks() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RecordingListener blocks = new RecordingListener() {
            @Override
            public void onEnded(Recording recording, Termination termination) {
                blocked.countDown();
                try {
                    assertTrue(release.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        InMemorySink sink = new InMemorySink();
        try (RecordingEngine engine =
                RecordingEngine.launch(EngineConfig.builder(sink).build())) {
            OpenResult.Opened first = engine.open(RecordingRequest.builder()
                            .id("blocks")
                            .listener(blocks)
                            .build())
                    .orThrow();
            OpenResult.Opened second =
                    engine.open(RecordingRequest.builder().id("other").build()).orThrow();
            first.recording().stop();
            assertTrue(blocked.await(10, TimeUnit.SECONDS));
            byte[] packet = EngineHarness.rtp(0, false, 1, 160, 7, EngineHarness.loudUlaw(0.02));
            second.input().onRtp(packet, 0, packet.length, System.nanoTime(), 0);
            second.recording().stop();
            for (int i = 0; i < 1_000 && !second.recording().state().isTerminal(); i++) {
                Thread.sleep(10);
            }
            assertEquals(RecordingState.COMPLETED, second.recording().state());
            assertEquals(364, sink.wav("other").length); // 44 + 2 × 160
            assertFalse(second.recording().completion().toCompletableFuture().isDone(), "callbacks keep their order");
            release.countDown();
            assertInstanceOf(
                    RecordingResult.Completed.class,
                    second.recording().completion().toCompletableFuture().get(10, TimeUnit.SECONDS));
        }
    }
}
