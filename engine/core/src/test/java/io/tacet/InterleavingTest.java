package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.spi.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames, keys, stops, hang-ups, aborts, pauses and time-outs from several threads at once: one terminal event each. Seeded. */
@Timeout(120)
class InterleavingTest {
    private static final int RECORDINGS = 20_000;
    private static final int ROUND = 200;
    private static final int THREADS = 4;
    private static final long SEED = 20_261_124;

    /** One recording: what it is told, and by whom it is disturbed. */
    private static final class Call implements RecordingListener {
        final long seed;
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger completed = new AtomicInteger();
        final AtomicInteger outOfOrder = new AtomicInteger();
        volatile @Nullable RecordingResult result;
        volatile @Nullable Termination termination;
        final Recording recording;
        final MediaInput input;

        Call(RecordingEngine engine, long seed) {
            this.seed = seed;
            Random random = new Random(seed);
            RecordingRequest.Builder request = RecordingRequest.builder()
                    .id("call-" + seed)
                    .listener(this)
                    .terminators(Terminators.of("#"))
                    .mediaTimeout(Duration.ofMillis(1 + random.nextInt(20)));
            if (random.nextBoolean()) {
                request.duration(Duration.ofMillis(1 + random.nextInt(200)));
            }
            if (random.nextBoolean()) {
                request.silence(SilencePolicy.after(Duration.ofMillis(1 + random.nextInt(200))));
            }
            OpenResult.Opened opened = engine.open(request.build()).orThrow();
            recording = opened.recording();
            input = opened.input();
        }

        @Override
        public void onEnded(Recording recording, Termination why) {
            ended.incrementAndGet();
            outOfOrder.addAndGet(completed.get());
            termination = why;
        }

        @Override
        public void onCompleted(RecordingResult what) {
            outOfOrder.addAndGet(ended.get() == 1 ? 0 : 1);
            completed.incrementAndGet();
            result = what;
        }

        void produce() {
            Random random = new Random(seed + 1);
            byte[] audio = random.nextBoolean() ? EngineHarness.loudUlaw(0.02) : EngineHarness.silentUlaw(0.02);
            for (int i = 0; i < random.nextInt(12); i++) {
                byte[] packet = random.nextInt(10) == 0
                        ? EngineHarness.rtp(101, true, i, 160 * i, 7, new byte[] {11, 10, 0, (byte) 160})
                        : EngineHarness.rtp(0, false, i, 160 * i, 7, audio);
                input.onRtp(packet, 0, packet.length, System.nanoTime(), 0);
                idle(random);
            }
            if (random.nextBoolean()) {
                input.close();
            }
        }

        void disturb(int who) {
            Random random = new Random(seed + 2 + who);
            for (int i = 0; i < random.nextInt(4); i++) {
                idle(random);
                switch (random.nextInt(9)) {
                    case 0 -> recording.stop();
                    case 1 -> recording.hangUp();
                    case 2 -> recording.abort();
                    case 3 -> recording.pause();
                    case 4 -> recording.resume();
                    case 5 -> recording.digit('#');
                    case 6 -> recording.digit('5');
                    default -> assertTrue(recording.counters().received() >= 0);
                }
            }
        }

        private static void idle(Random random) {
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(random.nextInt(200_000));
            }
        }

        Termination check() throws Exception {
            RecordingResult found = recording.completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
            String name = "seed " + seed + ", " + recording.termination();
            assertEquals(1, ended.get(), name);
            assertEquals(1, completed.get(), name);
            assertEquals(0, outOfOrder.get(), name);
            assertEquals(found, result, name);
            assertEquals(recording.termination(), termination, name);
            assertTrue(recording.state().isTerminal(), name);
            Termination end = Objects.requireNonNull(recording.termination(), name);
            if (end.cause() == Termination.Cause.ABORTED) {
                assertInstanceOf(RecordingResult.Aborted.class, found, name);
            } else {
                RecordingManifest manifest = assertInstanceOf(RecordingResult.Completed.class, found, name)
                        .manifest();
                assertEquals(0, manifest.counters().residual(), name);
                assertEquals(end.cause(), manifest.cause(), name);
                assertEquals(end.atSample(), manifest.endedAtSample(), name);
            }
            assertEquals(0, recording.counters().residual(), name);
            return end;
        }
    }

    @Test
    void shouldEndEveryRecordingOnceWhateverComesTogether() throws Exception {
        Map<Termination.Cause, Integer> causes = new EnumMap<>(Termination.Cause.class);
        EngineConfig config = EngineConfig.builder(recording -> new Delivery.Confirmed("here"))
                .threading(ThreadingMode.SHARED)
                .dutyCycle(Duration.ofNanos(200_000))
                .stallBudget(Duration.ofMillis(100))
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            for (int round = 0; round < RECORDINGS / ROUND; round++) {
                for (Call call : round(engine, threads, SEED + 10L * ROUND * round)) {
                    causes.merge(call.check().cause(), 1, Integer::sum);
                }
                assertEquals(0, engine.recordings());
            }
        } finally {
            threads.shutdown();
        }
        for (Termination.Cause cause : Termination.Cause.values()) {
            boolean possible = cause != Termination.Cause.FAILED && cause != Termination.Cause.INTERRUPTED;
            assertEquals(possible, causes.getOrDefault(cause, 0) > 0, causes.toString());
        }
    }

    private static List<Call> round(RecordingEngine engine, ExecutorService threads, long seed) throws Exception {
        List<Call> calls = new ArrayList<>();
        List<Future<?>> disturbances = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
            Call call = new Call(engine, seed + 10L * i);
            calls.add(call);
            disturbances.add(threads.submit(call::produce));
            disturbances.add(threads.submit(() -> call.disturb(0)));
            disturbances.add(threads.submit(() -> call.disturb(1)));
        }
        for (Future<?> disturbance : disturbances) {
            disturbance.get(20, TimeUnit.SECONDS);
        }
        // Whoever is still live is ended by two at once; its end is one.
        List<Future<?>> ends = new ArrayList<>();
        for (Call call : calls) {
            ends.add(threads.submit(call.recording::stop));
            ends.add(threads.submit(call.recording::hangUp));
        }
        for (Future<?> end : ends) {
            end.get(20, TimeUnit.SECONDS);
        }
        return calls;
    }
}
