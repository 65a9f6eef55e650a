package io.tacet.server.inspect;

import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import java.util.List;

/**
 * What a recording without any limit hears: the level of each 10 ms window, and what happened in between. Whoever replays it by
 * {@link WhatIf} decides as the engine would have. Arrays are shared, not copied: nobody writes them.
 *
 * @param sampleRate in Hz
 * @param windowSamples of a 10 ms window
 * @param samples accepted; the last window may be partial
 * @param end where the input ends: more than {@code samples} if a telephone event outlasts the audio
 * @param levels RMS of each complete window in 16-bit units
 * @param kinds {@link #HEARD}, {@link #SILENT} or {@link #LOST}, for each complete window
 * @param low smallest sample of each window, a partial one at the end included
 * @param high largest sample of each window, a partial one at the end included
 * @param tailLevel level of a partial window at the end, NaN if nothing of it was received
 * @param marks what happened in between
 * @param startedAfterSamples how long the first accepted packet was waited for, on the arrival clock
 * @param digits presses in order of position
 * @param gaps filled stretches in order
 * @param truncated whether the input goes on beyond what is looked at
 */
public record LevelSeries(
        int sampleRate,
        int windowSamples,
        long samples,
        long end,
        double[] levels,
        byte[] kinds,
        short[] low,
        short[] high,
        double tailLevel,
        List<Mark> marks,
        long startedAfterSamples,
        List<Digit> digits,
        List<Gap> gaps,
        boolean truncated) {
    /** The window was received, wholly or in part. */
    public static final byte HEARD = 0;
    /** Nothing of the window was received, and that is silence. */
    public static final byte SILENT = 1;
    /** The window was lost: the state of the one before continues. */
    public static final byte LOST = 2;

    /** Copies the lists. */
    public LevelSeries {
        marks = List.copyOf(marks);
        digits = List.copyOf(digits);
        gaps = List.copyOf(gaps);
    }

    /** Complete windows. */
    public int windows() {
        return levels.length;
    }

    /** A position in seconds. */
    public double seconds(long position) {
        return (double) position / sampleRate;
    }

    /** Length of the input in seconds. */
    public double durationSeconds() {
        return seconds(end);
    }
}
