package io.tacet.server.inspect;

/**
 * Something that happened between the windows of a {@link LevelSeries}, in the order in which it came. Immutable.
 *
 * <p>{@code heardLevel} is the level that the window at {@code position} would have if it were completed with silence, NaN if nothing of it
 * was received: a limit that is tested in the middle of a window needs it.
 */
sealed interface Mark {
    /** Samples that were accepted before it. */
    long position();

    /** Level of the window so far, or NaN. */
    double heardLevel();

    /**
     * A key went down.
     *
     * @param atSample where; may lie before or after the position
     * @param until where it was last known to be down, exclusive
     * @param mayTerminate false for keys that began before the recording
     * @param group marks of one group came at the same instant: they may replace an end that the group itself decided
     * @param groupStart the position before the media that came at that instant
     */
    record Press(
            long position,
            double heardLevel,
            char digit,
            long atSample,
            long until,
            boolean mayTerminate,
            int group,
            long groupStart)
            implements Mark {}

    /** A key that went down at {@code atSample} is known to be down until {@code until}, exclusive. */
    record Held(long position, double heardLevel, long atSample, long until) implements Mark {}

    /**
     * Nothing came while time went on (RULES T4, T5).
     *
     * @param decidableTo the last position at which a limit is decided before the next packet is used
     * @param timeoutAt the position at which the media timeout passed, or {@link Long#MAX_VALUE} if it did not
     */
    record Wait(long position, double heardLevel, long decidableTo, long timeoutAt) implements Mark {}
}
