package io.tacet.core;

/**
 * Levels of 10 ms windows in a histogram, and the quietest stretch of a silence limit's length (RULES L10).
 *
 * <p>Thread: recorder. Bounded: steps of 0.25 dB from −100 to 0 dBFS whatever the length; percentiles are exact to half a step, the
 * peak is exact. The quietest stretch costs a few comparisons a window: for each step the last window at it is kept, and only when a
 * stretch stays below the best so far is a new best looked for.
 */
public final class LevelStatistics {
    private static final int STEPS = LevelSteps.COUNT;

    /** Two numbers a step, side by side for the cache: how many windows were heard at it, and the last window at it. */
    private final int[] steps = new int[2 * STEPS];

    private final boolean watched;
    private final int stretchWindows;
    private final int windowSamples;
    private final double thresholdPower;
    private long windows;
    private double peakPower;
    private int quietestStep = STEPS;
    private int lastAbove;
    private int lastLoud;
    private boolean silentStretch;
    private double knownPower;
    private int knownStep;
    private long lastPosition;
    private int lastNumber;

    /**
     * Statistics of one recording.
     *
     * @param stretchSamples the silence limit, or {@link RecordingRules#NEVER}
     * @param windowSamples of a window
     * @param thresholdRms up to which a window is silent
     */
    public LevelStatistics(long stretchSamples, int windowSamples, double thresholdRms) {
        watched = stretchSamples != RecordingRules.NEVER;
        this.windowSamples = windowSamples;
        thresholdPower = Powers.most(thresholdRms);
        stretchWindows = watched ? (int) ((stretchSamples + windowSamples - 1) / windowSamples) : Integer.MAX_VALUE;
    }

    /** A window that was received, wholly or in part, with the square of its RMS in 16-bit units. */
    void heard(double power) {
        steps[2 * step(power)]++;
        windows++;
        if (power > peakPower) {
            peakPower = power;
        }
    }

    /** The window that ends at {@code position}, received or not; one with a key down is as loud as can be. */
    void window(double power, long position) {
        if (!watched) {
            return;
        }
        int number = number(position);
        int step = step(power);
        steps[2 * step + 1] = number;
        if (step >= quietestStep) {
            lastAbove = number;
        }
        if (number - lastAbove >= stretchWindows) {
            quieter(number);
        }
        lastLoud = power > thresholdPower ? number : lastLoud;
        silentStretch |= number - lastLoud >= stretchWindows;
    }

    private void quieter(int number) {
        int step = quietestStep - 1;
        while (step > 0 && (lastWindow(step) == 0 || number - lastWindow(step) >= stretchWindows)) {
            step--;
        }
        quietestStep = step;
        lastAbove = lastWindow(step);
    }

    private int lastWindow(int step) {
        return steps[2 * step + 1];
    }

    /** Windows follow on each other as a rule. */
    private int number(long position) {
        lastNumber = position == lastPosition + windowSamples ? lastNumber + 1 : (int) (position / windowSamples);
        lastPosition = position;
        return lastNumber;
    }

    /** {@return how many windows were received} */
    public long windows() {
        return windows;
    }

    /** {@return RMS of the loudest window in 16-bit units, exact} */
    public double peak() {
        return Powers.level(peakPower);
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
            seen += steps[2 * i];
            if (seen >= rank) {
                return Math.min(peak(), LevelSteps.middle(i));
            }
        }
        return 0;
    }

    /**
     * {@return the lowest RMS in 16-bit units that a stretch of the silence limit's length never passed, or −1 if no stretch was that long}
     */
    public double quietestStretch() {
        return quietestStep == STEPS ? -1 : LevelSteps.upper(quietestStep);
    }

    /** {@return whether there were stretches of the silence limit's length, but none was silent throughout (RULES L10)} */
    public boolean neverSilent() {
        return quietestStep < STEPS && !silentStretch;
    }

    private int step(double power) {
        if (power != knownPower) {
            knownPower = power;
            knownStep = LevelSteps.of(power);
        }
        return knownStep;
    }
}
