package io.tacet.server;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import io.tacet.server.inspect.Inspection;
import io.tacet.server.inspect.LevelSeries;
import io.tacet.server.inspect.Limits;
import io.tacet.server.inspect.SeriesRecorder;
import io.tacet.server.inspect.StoredManifest;
import io.tacet.server.inspect.WhatIf;
import io.tacet.server.replay.MediaReplay;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes inspections of inputs, with the limits of the command line or, where there are none, of the manifest. Thread: main. */
final class Inspector {
    private final LimitOptions options;
    private final ReplayInput.Options inputOptions;
    private final PrintStream err;

    Inspector(LimitOptions options, ReplayInput.Options inputOptions, PrintStream err) {
        this.options = options;
        this.inputOptions = inputOptions;
        this.err = err;
    }

    /**
     * Inspects one input.
     *
     * @throws IOException if it cannot be read; the message is one line that may not name the input
     */
    Inspection inspect(Path input) throws IOException {
        RecordingRequest.Builder asked = options.request();
        try (MediaReplay replay = ReplayInput.open(input, inputOptions)) {
            asked.payloadTypes(replay.payloadTypes());
            RecordingRequest request =
                    asked.cap(Recorder.cap(replay, asked.build())).build();
            StoredManifest manifest = StoredManifest.beside(input);
            LevelSeries series = play(input, replay, request, manifest);
            boolean ownLimits = request.silence() != null
                    || request.duration() != null
                    || !request.terminators().isEmpty();
            Limits limits = manifest == null || ownLimits ? given(request) : told(asked, request, series, manifest);
            List<String> notes = new ArrayList<>(replay.notes());
            if (manifest != null) {
                notes.addAll(manifest.warnings());
            }
            return Inspection.of(String.valueOf(input.getFileName()), series, limits, manifest, notes);
        }
    }

    private LevelSeries play(
            Path input, MediaReplay replay, RecordingRequest request, @Nullable StoredManifest manifest)
            throws IOException {
        String name = String.valueOf(input.getFileName());
        try (ProgressMeter meter = ProgressMeter.of(name, replay.durationNanos(), false, err)) {
            SeriesRecorder recorder = new SeriesRecorder(
                    request.payloadTypes(), request.mediaTimeout().toNanos(), meter::at);
            if (manifest != null) {
                recorder.retell(manifest);
            }
            replay.play(recorder);
            return recorder.finish();
        }
    }

    private Limits given(RecordingRequest request) {
        SilencePolicy silence = request.silence();
        return silence == null
                ? new Limits(request, options.silencePolicy(Limits.ASSUMED_SILENCE), true)
                : new Limits(request, silence, false);
    }

    /** The limits that a recording was made with, as far as its manifest lets them be seen. */
    private Limits told(
            RecordingRequest.Builder asked, RecordingRequest request, LevelSeries series, StoredManifest manifest) {
        Long duration = manifest.durationAt();
        if (duration != null && duration > 0) {
            asked.duration(duration(duration, series.sampleRate()));
        }
        Character key = manifest.terminator();
        if (key != null && "0123456789*#".indexOf(key) >= 0) {
            asked.terminators(Terminators.of(key.toString()));
        }
        Double threshold = manifest.threshold();
        if (threshold == null || threshold < 1 || threshold > 1000) {
            return given(asked.build());
        }
        SilenceThreshold level = new SilenceThreshold(
                threshold,
                options.silencePolicy(Limits.ASSUMED_SILENCE).threshold().scale(),
                0);
        SilencePolicy assumed = options.silencePolicy(Limits.ASSUMED_SILENCE).withThreshold(level);
        Long silenceAt = manifest.silenceAt();
        if (silenceAt == null) {
            return new Limits(asked.build(), assumed, true);
        }
        Limits endless =
                new Limits(request, SilencePolicy.after(SilencePolicy.MAXIMUM).withThreshold(level), false);
        WhatIf whole = WhatIf.decide(series, endless.with(endless.silence()));
        Duration silence = duration(Math.max(1, silenceAt - whole.runStart()), series.sampleRate());
        if (silence.compareTo(SilencePolicy.MAXIMUM) > 0) {
            return new Limits(asked.build(), assumed, true);
        }
        SilencePolicy policy = SilencePolicy.after(silence).withThreshold(level);
        return new Limits(asked.silence(policy).build(), policy, false);
    }

    private static Duration duration(long samples, int rate) {
        return Duration.ofNanos(BigDecimal.valueOf(samples)
                .multiply(BigDecimal.valueOf(1_000_000_000L))
                .divide(BigDecimal.valueOf(rate), 0, RoundingMode.HALF_UP)
                .longValue());
    }
}
