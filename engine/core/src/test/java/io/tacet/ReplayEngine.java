package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.tacet.spi.Delivery;
import io.tacet.spi.SealedRecording;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replays prepared packets into recordings of one engine, one after the other; the recorder looks at random moments. */
final class ReplayEngine implements AutoCloseable {
    /** No look is further from the one before. */
    private static final long LONGEST_BETWEEN_LOOKS = 200_000_000L;

    private final ConcurrentHashMap<String, byte[]> delivered = new ConcurrentHashMap<>();
    private final RecordingEngine engine;
    private long now;
    private long lastLook;

    ReplayEngine() {
        engine = RecordingEngine.launch(EngineConfig.builder(this::deliver)
                .threading(ThreadingMode.INVOKER)
                .stallBudget(Duration.ofSeconds(2))
                .nanoClock(() -> now)
                .build());
    }

    /** What happens to a recording, and when. */
    sealed interface Event {
        /** On the engine's clock. */
        long nanos();
    }

    /**
     * A call of the handle.
     *
     * @param nanos when
     * @param call what
     */
    record Call(long nanos, Consumer<Recording> call) implements Event {}

    /**
     * One packet.
     *
     * @param nanos when it arrives
     * @param bytes an RTP packet, or raw audio
     * @param timestamp of raw audio, or null for an RTP packet
     * @param source where it came from
     */
    record Arrival(long nanos, byte[] bytes, @Nullable Integer timestamp, long source) implements Event {
        static Arrival rtp(long nanos, byte[] packet) {
            return new Arrival(nanos, packet, null, MediaSource.UNCHECKED);
        }
    }

    /** What became of it. */
    record Outcome(RecordingManifest manifest, byte[] wav) {}

    /** Replays events, which are in order of time, from the first on. */
    Outcome replay(RecordingRequest request, List<? extends Event> events, Random looks) {
        now = events.get(0).nanos();
        lastLook = now;
        OpenResult.Opened opened = engine.open(request).orThrow();
        for (Event event : events) {
            while (event.nanos() - lastLook > LONGEST_BETWEEN_LOOKS) {
                look(lastLook + 1 + (long) (looks.nextDouble() * LONGEST_BETWEEN_LOOKS));
            }
            if (looks.nextInt(8) == 0) {
                look(lastLook + (long) (looks.nextDouble() * (event.nanos() - lastLook)));
            }
            now = event.nanos();
            if (event instanceof Arrival arrival) {
                offer(opened.input(), arrival);
            } else if (event instanceof Call call) {
                call.call().accept(opened.recording());
            }
            if (looks.nextInt(3) == 0) {
                look(now);
            }
        }
        opened.input().close();
        return outcome(opened.recording());
    }

    private Delivery deliver(SealedRecording recording) throws IOException {
        try (InputStream wav = recording.open()) {
            delivered.put(recording.manifest().recordingId(), wav.readAllBytes());
        }
        return new Delivery.Confirmed("here");
    }

    private void look(long at) {
        now = at;
        lastLook = at;
        engine.doWork();
    }

    private static void offer(MediaInput input, Arrival arrival) {
        byte[] bytes = arrival.bytes();
        Integer timestamp = arrival.timestamp();
        if (timestamp == null) {
            input.onRtp(bytes, 0, bytes.length, arrival.nanos(), arrival.source());
        } else {
            input.onAudio(timestamp, bytes, 0, bytes.length, arrival.nanos());
        }
    }

    private Outcome outcome(Recording recording) {
        RecordingResult result;
        try {
            engine.doWork();
            assertNotNull(recording.termination(), "the end was not decided");
            result = recording.completion().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("no result from " + recording, failed);
        }
        if (!(result instanceof RecordingResult.Completed completed)) {
            throw new AssertionError("not completed: " + result);
        }
        assertEquals(0, completed.manifest().counters().residual(), "residual");
        byte[] wav = delivered.remove(recording.id());
        return new Outcome(completed.manifest(), wav == null ? new byte[0] : wav);
    }

    @Override
    public void close() {
        engine.close();
    }
}
