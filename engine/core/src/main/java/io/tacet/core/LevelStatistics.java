package io.tacet.core;

import io.tacet.SilenceThreshold;

/**
 * Levels of 10 ms windows in a histogram, and the quietest stretch of a silence limit's length (RULES L10).
 *
 * <p>Thread: recorder. Bounded: steps of 0.25 dB from −100 to 0 dBFS whatever the length; percentiles are exact to half a step, the
 * peak is exact. The quietest stretch costs one comparison a window: for each step the last window at it is kept, and only when a
 * stretch stays below the best so far is a new best looked for.
 */
public final class LevelStatistics {
    private static final double STEP_DB = 0.25;
    private static final int STEPS = 401;
    private static final double[] UPPER_RMS = new double[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            double dbfs = SilenceThreshold.MINIMUM_DBFS + (i + 0.5) * STEP_DB;
            UPPER_RMS[i] = SilenceThreshold.FULL_SCALE * Math.pow(10, dbfs / 20);
        }
    }

    private final int[] heard = new int[STEPS];
    private final int[] lastWindow;
    private final int stretchWindows;
    private final int windowSamples;
    private final double thresholdRms;
    private long windows;
    private double peak;
    private int quietestStep = STEPS;
    private int lastAbove;
    private int lastLoud;
    private boolean silentStretch;

    /**
     * Statistics of one recording.
     *
     * @param stretchSamples the silence limit, or {@link RecordingRules#NEVER}
     * @param windowSamples of a window
     * @param thresholdRms up to which a window is silent
     */
    public LevelStatistics(long stretchSamples, int windowSamples, double thresholdRms) {
        boolean watched = stretchSamples != RecordingRules.NEVER;
        this.windowSamples = windowSamples;
        this.thresholdRms = thresholdRms;
        stretchWindows = watched ? (int) ((stretchSamples + windowSamples - 1) / windowSamples) : Integer.MAX_VALUE;
        lastWindow = new int[watched ? STEPS : 0];
    }

    /** A window that was received, wholly or in part, with its RMS in 16-bit units. */
    void heard(double rms) {
        heard[step(rms)]++;
        windows++;
        peak = Math.max(peak, rms);
    }

    /** The window that ends at {@code position}, received or not; one with a key down is as loud as can be. */
    void window(double rms, long position) {
        if (lastWindow.length == 0) {
            return;
        }
        int number = (int) (position / windowSamples);
        int step = step(rms);
        lastWindow[step] = number;
        if (step >= quietestStep) {
            lastAbove = number;
        }
        if (number - lastAbove >= stretchWindows) {
            quieter(number);
        }
        lastLoud = rms > thresholdRms ? number : lastLoud;
        silentStretch |= number - lastLoud >= stretchWindows;
    }

    private void quieter(int number) {
        int step = quietestStep - 1;
        while (step > 0 && (lastWindow[step] == 0 || number - lastWindow[step] >= stretchWindows)) {
            step--;
        }
        quietestStep = step;
        lastAbove = lastWindow[step];
    }

    /** {@return how many windows were received} */
    public long windows() {
        return windows;
    }

    /** {@return RMS of the loudest window in 16-bit units, exact} */
    public double peak() {
        return peak;
    }

    /**
     * Exact to half a step, 0.125 dB.
     *
     * @param part of the received windows, 0 to 1
     * @return the RMS in 16-bit units at or below which that part lies; 0 if no window was received
     */
    public double percentile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * windows));
        long seen = 0;
        for (int i = 0; i < STEPS; i++) {
            seen += heard[i];
            if (seen >= rank) {
                return Math.min(peak, middle(i));
            }
        }
        return 0;
    }

    /**
     * {@return the lowest RMS in 16-bit units that a stretch of the silence limit's length never passed, or −1 if no stretch was that long}
     */
    public double quietestStretch() {
        return quietestStep == STEPS ? -1 : UPPER_RMS[quietestStep];
    }

    /** {@return whether there were stretches of the silence limit's length, but none was silent throughout (RULES L10)} */
    public boolean neverSilent() {
        return quietestStep < STEPS && !silentStretch;
    }

    private static double middle(int step) {
        double dbfs = SilenceThreshold.MINIMUM_DBFS + step * STEP_DB;
        return step == 0 ? 0 : SilenceThreshold.FULL_SCALE * Math.pow(10, dbfs / 20);
    }

    private static int step(double rms) {
        double dbfs = SilenceThreshold.dbfs(rms);
        return (int) Math.min(STEPS - 1, Math.round((dbfs - SilenceThreshold.MINIMUM_DBFS) / STEP_DB));
    }
}
