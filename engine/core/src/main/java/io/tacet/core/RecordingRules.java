package io.tacet.core;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import java.time.Duration;

/**
 * The limits of a request, in samples of its rate. Immutable.
 *
 * @param sampleRate in Hz
 * @param windowSamples of a 10 ms window
 * @param durationSamples total length at which the recording ends; never more than the cap
 * @param capped whether {@code durationSamples} is the cap
 * @param initialSilenceSamples silence before the first activity, {@link #NEVER} to wait for ever
 * @param finalSilenceSamples silence after activity, {@link #NEVER} for no silence detection
 * @param thresholdRms above which a window is loud, in 16-bit units
 * @param minimumLoudWindows of the last ten that make activity, 1 to 10
 * @param terminators that end the recording
 * @param ignoreKeysSamples position before which a key ends nothing
 */
public record RecordingRules(
        int sampleRate,
        int windowSamples,
        long durationSamples,
        boolean capped,
        long initialSilenceSamples,
        long finalSilenceSamples,
        double thresholdRms,
        int minimumLoudWindows,
        Terminators terminators,
        long ignoreKeysSamples) {
    /** No such limit. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long MOST_WAV_BYTES = 0xFFFFFFFFL - 58 & ~1L;

    /**
     * {@return how many samples fit into a request's WAV, whose sizes have 32 bits}
     *
     * @param request its output encoding decides: 1 or 2 bytes a sample
     */
    public static long mostSamples(RecordingRequest request) {
        return MOST_WAV_BYTES / request.outputEncoding().bytesPerSample();
    }

    /**
     * Turns durations into samples, and the threshold into an RMS.
     *
     * @param request checked already
     * @return its limits at the rate of its primary payload format
     */
    public static RecordingRules of(RecordingRequest request) {
        int rate = request.payloadTypes().primary().clockRate();
        long cap = Math.min(samples(request.cap(), rate), mostSamples(request));
        Duration duration = request.duration();
        long limit = duration == null ? NEVER : samples(duration, rate);
        SilencePolicy silence = request.silence();
        long initial = NEVER;
        long end = NEVER;
        double threshold = SilenceThreshold.DEFAULT.rms();
        long activityMillis = SilencePolicy.DEFAULT_MINIMUM_ACTIVITY.toMillis();
        if (silence != null) {
            initial = silence.initialSilence().isZero() ? NEVER : samples(silence.initialSilence(), rate);
            end = samples(silence.finalSilence(), rate);
            threshold = silence.threshold().rms();
            activityMillis = silence.minimumActivity().toMillis();
        }
        return new RecordingRules(
                rate,
                rate / 100,
                Math.min(cap, limit),
                cap < limit,
                initial,
                end,
                threshold,
                (int) Math.max(1, (activityMillis + 9) / 10),
                request.terminators(),
                samples(request.ignoreKeysFor(), rate));
    }

    /**
     * {@return {@code round(duration × rate)}, at least 1 for a duration above 0 (RULES T9)}
     *
     * @param duration 0 or more
     * @param rate in Hz
     */
    public static long samples(Duration duration, int rate) {
        long whole = duration.getSeconds() * rate;
        long part = (duration.getNano() * (long) rate + 500_000_000L) / 1_000_000_000L;
        return whole + part == 0 && !duration.isZero() ? 1 : whole + part;
    }
}
