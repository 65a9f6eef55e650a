package io.tacet.core;

/**
 * The duration limit (RULES T9): ends at exactly {@code round(D × rate)} samples of recorded media.
 *
 * <p>Thread: recorder. It reads no clock: positions are its time.
 */
public final class DurationClock {
    private final long limit;

    /** A clock for the rules' limit. */
    public DurationClock(RecordingRules rules) {
        limit = rules.durationSamples();
    }

    /** The sample at which the duration is reached, or {@link RecordingRules#NEVER}. */
    public long limit() {
        return limit;
    }

    /** Samples until then; 0 when it is reached. */
    public long remaining(long position) {
        return limit == RecordingRules.NEVER ? RecordingRules.NEVER : Math.max(0, limit - position);
    }
}
