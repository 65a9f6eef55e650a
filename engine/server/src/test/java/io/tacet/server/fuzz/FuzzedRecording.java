package io.tacet.server.fuzz;

import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingManifest;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.ThreadingMode;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One recording that is given whatever a fuzzer makes, on an engine that all of them share. Thread: one; it is the recorder too. */
final class FuzzedRecording {
    /** A sender whose clock jumps by years must not fill the memory. */
    private static final Duration CAP = Duration.ofSeconds(60);

    private static final Sink SINK = new Sink();
    private static long clock;
    private static long count;
    private static final RecordingEngine ENGINE = RecordingEngine.launch(EngineConfig.builder(SINK)
            .threading(ThreadingMode.INVOKER)
            .nanoClock(() -> clock)
            .build());

    private final OpenResult.Opened call;
    private long offered;

    /** A recording that begins now. */
    FuzzedRecording(RecordingRequest.Builder request) {
        clock += 1_000_000;
        call = ENGINE.open(request.id("fuzz-" + count++).cap(CAP).build()).orThrow();
    }

    /** Lets time pass. */
    void elapse(long nanos) {
        clock += nanos;
    }

    void rtp(byte[] bytes, int offset, int length, long source) {
        offered++;
        call.input().onRtp(bytes, offset, length, clock, source);
    }

    /** Lets the recorder look; false once the recording has ended. */
    boolean look() {
        ENGINE.doWork();
        return call.recording().termination() == null;
    }

    OpenResult.Opened call() {
        return call;
    }

    /** Ends the input and checks what must hold for every recording. */
    void end() {
        call.input().close();
        while (!call.recording().state().isTerminal()) {
            ENGINE.doWork();
            Thread.onSpinWait();
        }
        try {
            RecordingResult result =
                    call.recording().completion().toCompletableFuture().get(20, TimeUnit.SECONDS);
            if (result instanceof RecordingResult.Completed completed) {
                check(completed.manifest());
            } else {
                throw new AssertionError("not completed: " + result);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no result", e);
        }
    }

    private void check(RecordingManifest manifest) {
        holds(manifest.counters().residual() == 0, "a residual", manifest);
        holds(manifest.counters().received() <= offered, "more received than offered", manifest);
        holds(call.recording().counters().received() == offered, "not all received", manifest);
        holds(call.recording().counters().residual() == 0, "a live residual", manifest);
        holds(manifest.samples() >= 0 && manifest.samples() <= manifest.endedAtSample(), "too many samples", manifest);
        holds(manifest.endedAtSample() <= CAP.toSeconds() * manifest.sampleRate(), "an end after the cap", manifest);
        long last = Long.MIN_VALUE;
        for (RecordingManifest.Digit digit : manifest.digits()) {
            holds(digit.atSample() >= last && digit.durationSamples() >= 0, "presses out of order", manifest);
            last = digit.atSample();
        }
        long end = 0;
        for (RecordingManifest.Gap gap : manifest.gaps()) {
            holds(gap.atSample() >= end && gap.samples() > 0, "gaps out of order", manifest);
            end = gap.atSample() + gap.samples();
        }
    }

    private static void holds(boolean condition, String otherwise, RecordingManifest manifest) {
        if (!condition) {
            throw new AssertionError(otherwise + ": " + manifest);
        }
    }

    /** Lets everything go; counts what a file of so many samples must be long. */
    private static final class Sink implements RecordingSink {
        @Override
        public Delivery deliver(SealedRecording recording) {
            long samples = recording.manifest().samples();
            boolean exact = recording.size() == 44 + 2 * samples;
            return exact
                    ? new Delivery.Confirmed("nowhere")
                    : new Delivery.Refused(recording.size() + " bytes for " + samples + " samples");
        }

        @Override
        public String toString() {
            return "nowhere";
        }
    }
}
