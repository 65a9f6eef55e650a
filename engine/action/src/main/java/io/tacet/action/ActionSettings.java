package io.tacet.action;

import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.ThresholdScale;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an action's silence is to be understood; what the action itself cannot say. Immutable.
 *
 * @param initialSilence before the first activity; null = the action's. Trade-off: 0 waits for the first word, and for ever without
 *     a duration
 * @param scale what the threshold means; default REFERENCE. Trade-off: AMPLITUDE for thresholds tuned on other telephony engines
 * @param calibrationDb of the line, −60 to 60; default 0
 * @param minimumActivity see {@link SilencePolicy#minimumActivity()}; default 30 ms
 */
public record ActionSettings(
        @Nullable Duration initialSilence, ThresholdScale scale, double calibrationDb, Duration minimumActivity) {
    /** Everything by default. */
    public static final ActionSettings DEFAULT =
            new ActionSettings(null, ThresholdScale.REFERENCE, 0, SilencePolicy.DEFAULT_MINIMUM_ACTIVITY);

    @Nullable
    SilencePolicy policy(RecordAudioAction action) {
        if (action.silenceDurationInSeconds() == null) {
            return null;
        }
        Duration silence = Duration.ofSeconds(action.silenceDurationInSeconds());
        return new SilencePolicy(
                initialSilence == null ? silence : initialSilence,
                silence,
                new SilenceThreshold(action.silenceThreshold(), scale, calibrationDb),
                minimumActivity);
    }
}
