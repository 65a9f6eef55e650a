package io.tacet.core;

import java.nio.ByteBuffer;

/**
 * Counts runs of silence over 10 ms windows (RULES L3 to L6): clicks do not reset a run, activity does.
 *
 * <p>Thread: recorder. Positions are samples. A run starts after the last activity; it completes at the end of the first silent
 * window in which it spans the limit.
 */
public final class SilenceTimer {
    private static final int HISTORY_WINDOWS = 10;
    private static final int HISTORY_MASK = (1 << HISTORY_WINDOWS) - 1;

    private final int windowSamples;
    private final int minimumLoudWindows;
    private final long initialLimit;
    private final long finalLimit;

    private int history;
    private long runStart;
    private long judgedTo;
    private long longestRun;
    private boolean heardActivity;
    private long previousRunStart;
    private long previousRunEnd;

    /**
     * No window is judged yet.
     *
     * @param rules their silence limits and minimum activity
     */
    public SilenceTimer(RecordingRules rules) {
        windowSamples = rules.windowSamples();
        minimumLoudWindows = rules.minimumLoudWindows();
        initialLimit = rules.initialSilenceSamples();
        finalLimit = rules.finalSilenceSamples();
    }

    /**
     * Judges the window that ends at {@code end}.
     *
     * @param end its exclusive end in samples: the end of the window before, and one window more
     * @param loud whether its level is above the threshold
     * @param pressed whether a key was down in it
     * @return whether silence is reached at {@code end}
     */
    public boolean window(long end, boolean loud, boolean pressed) {
        history = history << 1 & HISTORY_MASK | (loud ? 1 : 0);
        judgedTo = end;
        if (pressed || isActivity(loud, history)) {
            heardActivity = true;
            runEnds(end - windowSamples);
            runStart = end;
            return false;
        }
        longestRun = Math.max(longestRun, end - runStart);
        return !loud && reached(end, runStart, limit());
    }

    /**
     * A key turns out to have been down in between: windows judged before are activity after all (RULES L8).
     *
     * @param start where the key went down, in samples
     * @param end the first sample after it
     */
    public void activityBetween(long start, long end) {
        long windowEnd = Math.min(judgedTo, roundUp(end));
        if (windowEnd > 0) {
            heardActivity = true;
            if (windowEnd > runStart) {
                runEnds(start / windowSamples * windowSamples);
                runStart = windowEnd;
            }
        }
    }

    private void runEnds(long end) {
        if (end > runStart) {
            previousRunStart = runStart;
            previousRunEnd = end;
        }
    }

    /** {@return whether the window before was loud} */
    public boolean previousLoud() {
        return (history & 1) != 0;
    }

    /** {@return whether anything but silence was heard} */
    public boolean heardActivity() {
        return heardActivity;
    }

    /** {@return where the current run started} */
    public long runStart() {
        return runStart;
    }

    /**
     * A terminator may lie before activity that was already judged, its own tone as a rule.
     *
     * @param end where the recording is cut, in samples
     * @return where the run of silence started that lasts to it; {@code end} if there is none
     */
    public long trailingRunStart(long end) {
        if (end >= runStart) {
            return runStart;
        }
        boolean inPreviousRun = end > previousRunStart && end < previousRunEnd + windowSamples;
        return inPreviousRun ? previousRunStart : end;
    }

    /** {@return the longest run so far, in samples} */
    public long longestRun() {
        return longestRun;
    }

    /**
     * Where silence would be reached if nothing but silence followed (RULES T4).
     *
     * @param position up to which media was accepted
     * @param partialLoud whether the window that {@code position} lies in would be loud, completed with silence
     * @param presses during which there is activity
     * @return a sample after {@code position}, or {@link RecordingRules#NEVER}
     */
    public long reachedAt(long position, boolean partialLoud, PressIntervals presses) {
        long start = runStart;
        boolean activity = heardActivity;
        long earliest = position + 1;
        if (position % windowSamples != 0) {
            long end = roundUp(position);
            int bits = history << 1 & HISTORY_MASK | (partialLoud ? 1 : 0);
            if (isActivity(partialLoud, bits)) {
                start = end;
                activity = true;
            }
            earliest = partialLoud ? end + 1 : position + 1;
        }
        for (int i = 0; i < presses.count(); i++) {
            long limit = activity ? finalLimit : initialLimit;
            long from = presses.from(i);
            if (limit != RecordingRules.NEVER && roundUp(Math.max(start + limit, earliest)) <= from) {
                break;
            }
            start = Math.max(start, roundUp(presses.until(i)));
            activity = true;
        }
        long limit = activity ? finalLimit : initialLimit;
        return limit == RecordingRules.NEVER ? RecordingRules.NEVER : roundUp(Math.max(start + limit, earliest));
    }

    /** A sample before which silence is not reached, whatever follows: runs only begin later. */
    long notReachedBefore() {
        long least = Math.min(initialLimit, finalLimit);
        return least == RecordingRules.NEVER ? least : runStart + least;
    }

    /** Where the run began that lasts to {@code position} if nothing but silence followed. */
    long runStartAt(long position, boolean partialLoud) {
        int bits = history << 1 & HISTORY_MASK | (partialLoud ? 1 : 0);
        boolean partial = position % windowSamples != 0;
        return partial && isActivity(partialLoud, bits) ? roundUp(position) : runStart;
    }

    private long limit() {
        return heardActivity ? finalLimit : initialLimit;
    }

    private boolean isActivity(boolean loud, int bits) {
        return loud && Integer.bitCount(bits) >= minimumLoudWindows;
    }

    private static boolean reached(long end, long start, long limit) {
        return limit != RecordingRules.NEVER && end - start >= limit;
    }

    private long roundUp(long sample) {
        return (sample + windowSamples - 1) / windowSamples * windowSamples;
    }

    void save(ByteBuffer state) {
        state.putInt(history).putLong(runStart).putLong(judgedTo).putLong(longestRun);
        state.put((byte) (heardActivity ? 1 : 0));
        state.putLong(previousRunStart).putLong(previousRunEnd);
    }

    void restore(ByteBuffer state) {
        history = state.getInt();
        runStart = state.getLong();
        judgedTo = state.getLong();
        longestRun = state.getLong();
        heardActivity = state.get() != 0;
        previousRunStart = state.getLong();
        previousRunEnd = state.getLong();
    }
}
