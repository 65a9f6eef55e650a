package io.tacet.samples;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.PayloadTypes;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingManifest;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import io.tacet.ThreadingMode;
import io.tacet.sink.InMemorySink;
import java.time.Duration;

/** One recording of a sample, on the sample's own clock. Thread: the test's; it is the recorder too. */
final class EngineRun {
    private final Host host;
    private final long start;
    private final Recording recording;
    private final MediaInput input;

    private EngineRun(Host host, RecordingRequest request) {
        this.host = host;
        start = host.now;
        OpenResult.Opened opened = host.engine.open(request).orThrow();
        recording = opened.recording();
        input = opened.input();
    }

    /** An engine that records one sample after the other. */
    static final class Host implements AutoCloseable {
        private final RecordingEngine engine;
        private long now = 1_000_000_000L;

        Host() {
            EngineConfig config = EngineConfig.builder(new InMemorySink())
                    .threading(ThreadingMode.INVOKER)
                    .nanoClock(() -> now)
                    .build();
            engine = RecordingEngine.launch(config);
        }

        EngineRun open(RecordingRequest request) {
            return new EngineRun(this, request);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /** A request with the limits of a row of truth. */
    static RecordingRequest request(PayloadTypes types, JsonNode limits) {
        RecordingRequest.Builder request = RecordingRequest.builder().payloadTypes(types);
        if (limits.has("silenceSeconds")) {
            Duration silence = seconds(limits.get("silenceSeconds"));
            SilenceThreshold threshold =
                    SilenceThreshold.of(limits.get("threshold").asDouble());
            Duration activity =
                    Duration.ofMillis(limits.path("minimumActivityMs").asInt(30));
            request.silence(new SilencePolicy(silence, silence, threshold, activity));
        }
        if (limits.has("durationSeconds")) {
            request.duration(seconds(limits.get("durationSeconds")));
        }
        if (limits.has("terminators")) {
            request.terminators(Terminators.of(limits.get("terminators").asText()));
        }
        return request.build();
    }

    private static Duration seconds(JsonNode value) {
        return Duration.ofMillis(Math.round(value.asDouble() * 1000));
    }

    /** A packet that arrives so long after the sample's first; the recorder looks. */
    void rtp(byte[] bytes, int offset, int length, long nanos, long source) {
        host.now = Math.max(host.now, start + nanos);
        input.onRtp(bytes, offset, length, start + nanos, source);
        host.engine.doWork();
    }

    /** A frame that arrives so long after the sample's first; the recorder looks. */
    void audio(int timestamp, byte[] bytes, int length, long nanos) {
        host.now = Math.max(host.now, start + nanos);
        input.onAudio(timestamp, bytes, 0, length, start + nanos);
        host.engine.doWork();
    }

    boolean isRecording() {
        return recording.termination() == null;
    }

    /** The end of the input; waits for the manifest. */
    RecordingManifest finish() {
        input.close();
        while (!recording.state().isTerminal()) {
            host.engine.doWork();
            Thread.onSpinWait();
        }
        RecordingResult result = recording.completion().toCompletableFuture().join();
        if (result instanceof RecordingResult.Completed completed) {
            return completed.manifest();
        }
        throw new AssertionError("not completed: " + result);
    }
}
