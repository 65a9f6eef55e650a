package io.tacet.core;

/**
 * The duration limit (RULES T9): ends at exactly {@code round(D × rate)} samples of recorded media.
 *
 * <p>Thread: recorder. It reads no clock: positions are its time.
 */
public final class DurationClock {
    private final long limit;

    /**
     * A clock for the rules' limit.
     *
     * @param rules their {@link RecordingRules#durationSamples()} is the limit
     */
    public DurationClock(RecordingRules rules) {
        limit = rules.durationSamples();
    }

    /** {@return the sample at which the duration is reached, or {@link RecordingRules#NEVER}} */
    public long limit() {
        return limit;
    }

    /**
     * How far the limit is.
     *
     * @param position in samples
     * @return samples until then; 0 when it is reached, {@link RecordingRules#NEVER} without a limit
     */
    public long remaining(long position) {
        return limit == RecordingRules.NEVER ? RecordingRules.NEVER : Math.max(0, limit - position);
    }
}
