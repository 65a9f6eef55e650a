package io.tacet.core;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the earliest condition; at the same sample the order of {@link Cause} decides (RULES E1).
 *
 * <p>Thread: recorder. Every condition carries the sample at which it became true, so the order in which conditions are offered does
 * not matter.
 */
public final class TerminationArbiter {
    private static final Cause[] CAUSES = Cause.values();

    private @Nullable Cause cause;
    private long sample;
    private char digit;

    /** No condition is true yet. */
    public TerminationArbiter() {}

    /**
     * A condition became true.
     *
     * @param candidate any cause but TERMINATOR, which {@link #offerTerminator} takes with its key
     * @param atSample where: an exclusive end
     */
    public void offer(Cause candidate, long atSample) {
        offer(candidate, atSample, '\0');
    }

    /**
     * A terminator was pressed.
     *
     * @param key {@code 0–9 * #}
     * @param atSample the position of the press, 0 or more
     */
    public void offerTerminator(char key, long atSample) {
        offer(Cause.TERMINATOR, atSample, key);
    }

    private void offer(Cause candidate, long atSample, char key) {
        Cause current = cause;
        if (current == null || atSample < sample || atSample == sample && candidate.compareTo(current) < 0) {
            cause = candidate;
            sample = atSample;
            digit = key;
        }
    }

    /** {@return whether any condition is true} */
    public boolean hasCandidate() {
        return cause != null;
    }

    /** {@return the sample of the earliest condition, or {@link RecordingRules#NEVER}} */
    public long atSample() {
        return cause == null ? RecordingRules.NEVER : sample;
    }

    /**
     * Takes nothing away: an earlier condition may still replace it.
     *
     * @return the earliest condition
     * @throws IllegalStateException if there is none
     */
    public Termination termination() {
        Cause decided = cause;
        if (decided == null) {
            throw new IllegalStateException("no condition is true");
        }
        return switch (decided) {
            case TERMINATOR -> new Termination.Terminator(digit, sample);
            case DURATION -> new Termination.MaxDuration(sample);
            case SILENCE -> new Termination.Silence(sample);
            case ENDED -> new Termination.Ended(sample);
            case STOPPED -> new Termination.Stopped(sample);
            case NO_MEDIA -> new Termination.NoMedia(sample);
            case INTERRUPTED -> new Termination.Interrupted(sample);
            case ABORTED -> new Termination.Aborted(sample);
            case FAILED -> new Termination.Failed(sample, "failed");
        };
    }

    void save(ByteBuffer state) {
        state.put((byte) (cause == null ? -1 : cause.ordinal())).putLong(sample).putChar(digit);
    }

    void restore(ByteBuffer state) {
        int ordinal = state.get();
        cause = ordinal < 0 ? null : CAUSES[ordinal];
        sample = state.getLong();
        digit = state.getChar();
    }
}
