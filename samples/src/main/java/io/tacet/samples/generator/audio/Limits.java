package io.tacet.samples.generator.audio;

/**
 * What a recording is asked to stop at.
 *
 * @param threshold 1 to 1000 on the reference scale
 * @param silenceSeconds initial and final silence
 * @param minimumActivityMs how much loudness in 100 ms is activity
 * @param durationSeconds 0 for none
 */
record Limits(double threshold, double silenceSeconds, int minimumActivityMs, double durationSeconds) {
    private static final int DEFAULT_MINIMUM_ACTIVITY_MS = 30;

    /** Silence alone. */
    static Limits silence(double threshold, double seconds) {
        return new Limits(threshold, seconds, DEFAULT_MINIMUM_ACTIVITY_MS, 0);
    }

    /** With another minimum of activity. */
    Limits activity(int milliseconds) {
        return new Limits(threshold, silenceSeconds, milliseconds, durationSeconds);
    }

    /** With a duration. */
    Limits duration(double seconds) {
        return new Limits(threshold, silenceSeconds, minimumActivityMs, seconds);
    }

    boolean hasDefaultActivity() {
        return minimumActivityMs == DEFAULT_MINIMUM_ACTIVITY_MS;
    }

    /** The threshold as an RMS in 16-bit units: 1 is 30 dB, 100 is 50, 200 is 60, 1000 is 75, and 75 dB is an RMS of 1000. */
    double thresholdRms() {
        double log = StrictMath.log10(threshold);
        double two = StrictMath.log10(200);
        double db;
        if (threshold <= 100) {
            db = 30 + 20 * log / 2;
        } else if (threshold <= 200) {
            db = 50 + 10 * (log - 2) / (two - 2);
        } else {
            db = 60 + 15 * (log - two) / (3 - two);
        }
        return 1000 * StrictMath.pow(10, (db - 75) / 20);
    }
}
