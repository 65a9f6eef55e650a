package io.tacet;

import java.time.Duration;

/**
 * When silence ends a recording (RULES L1 to L8). Immutable.
 *
 * @param initialSilence how long silence may last before the first activity; 0 waits for ever (name a duration limit then), at
 *     most 1000 s. Default: the same as the final silence. Trade-off: longer gives hesitant callers time, and costs it for empty
 *     calls
 * @param finalSilence how long silence may last after activity; above 0, at most 1000 s. Trade-off: short cuts people off who
 *     think, long keeps the line open
 * @param threshold up to which level a window is silent; default {@link SilenceThreshold#DEFAULT}
 * @param minimumActivity how much of the last 100 ms must be loud to count as activity, 0 to 100 ms; default 30 ms. Trade-off: 0
 *     lets every click of 10 ms restart the silence, 100 ms overlooks short words
 */
public record SilencePolicy(
        Duration initialSilence, Duration finalSilence, SilenceThreshold threshold, Duration minimumActivity) {
    /** The longest silence that can be asked for. */
    public static final Duration MAXIMUM = Duration.ofSeconds(1000);

    /** Activity of 30 ms within 100 ms; a click does not reset silence, a syllable does. */
    public static final Duration DEFAULT_MINIMUM_ACTIVITY = Duration.ofMillis(30);

    /**
     * Checks the ranges.
     *
     * @param initialSilence 0 to {@link #MAXIMUM}; 0 waits for ever
     * @param finalSilence above 0, to {@link #MAXIMUM}
     * @param threshold up to which a window is silent
     * @param minimumActivity 0 to 100 ms
     * @throws IllegalArgumentException if a duration is out of range; the message names it and what is allowed
     */
    public SilencePolicy {
        if (initialSilence.isNegative() || initialSilence.compareTo(MAXIMUM) > 0) {
            throw new IllegalArgumentException(
                    "initial silence is " + Seconds.of(initialSilence) + " s; allowed are 0 (wait for ever) to 1000 s");
        }
        if (finalSilence.isNegative() || finalSilence.isZero() || finalSilence.compareTo(MAXIMUM) > 0) {
            throw new IllegalArgumentException(
                    "silence is " + Seconds.of(finalSilence) + " s; allowed are above 0 to 1000 s");
        }
        if (minimumActivity.isNegative() || minimumActivity.toMillis() > 100) {
            throw new IllegalArgumentException(
                    "minimum activity is " + minimumActivity.toMillis() + " ms; allowed are 0 to 100 ms");
        }
    }

    /**
     * Both silences equal, everything else by default.
     *
     * @param silence above 0 to 1000 s, before the first activity and after it
     * @return with {@link SilenceThreshold#DEFAULT} and {@link #DEFAULT_MINIMUM_ACTIVITY}
     * @throws IllegalArgumentException if it is out of range
     */
    public static SilencePolicy after(Duration silence) {
        return new SilencePolicy(silence, silence, SilenceThreshold.DEFAULT, DEFAULT_MINIMUM_ACTIVITY);
    }

    /**
     * Another threshold, everything else as it is.
     *
     * @param other higher takes more for silence and ends sooner
     * @return a changed copy
     */
    public SilencePolicy withThreshold(SilenceThreshold other) {
        return new SilencePolicy(initialSilence, finalSilence, other, minimumActivity);
    }

    /**
     * Another initial silence, everything else as it is.
     *
     * @param other 0 to 1000 s; 0 waits for ever
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public SilencePolicy withInitialSilence(Duration other) {
        return new SilencePolicy(other, finalSilence, threshold, minimumActivity);
    }

    /**
     * Another minimum activity, everything else as it is.
     *
     * @param other 0 to 100 ms, rounded up to whole windows of 10 ms
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public SilencePolicy withMinimumActivity(Duration other) {
        return new SilencePolicy(initialSilence, finalSilence, threshold, other);
    }
}
