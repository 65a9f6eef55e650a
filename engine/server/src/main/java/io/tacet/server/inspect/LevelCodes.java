package io.tacet.server.inspect;

import io.tacet.SilenceThreshold;
import java.util.Arrays;

/**
 * Levels as small numbers that lose no decision: a level's code is the number of break points below it, and every threshold of 1 to 1000 is
 * a break point.
 *
 * <p>Immutable. Design note: whether a level is above a threshold is decided here, once, by the engine's own comparison of doubles; a page
 * compares whole numbers. Break points of 0.25 dB in between are for drawing.
 */
final class LevelCodes {
    private static final double STEP_DB = 0.25;
    private static final int THRESHOLDS = 1000;

    private final double[] breakPoints;
    private final SilenceThreshold scale;

    /** Codes for all whole thresholds of a scale and the given one. */
    LevelCodes(SilenceThreshold scale) {
        this.scale = scale;
        int steps = (int) (-SilenceThreshold.MINIMUM_DBFS / STEP_DB);
        double[] all = new double[THRESHOLDS + 1 + steps];
        for (int i = 0; i < THRESHOLDS; i++) {
            all[i] = rms(i + 1);
        }
        all[THRESHOLDS] = scale.rms();
        for (int i = 1; i <= steps; i++) {
            all[THRESHOLDS + i] =
                    SilenceThreshold.FULL_SCALE * Math.pow(10, (SilenceThreshold.MINIMUM_DBFS + i * STEP_DB) / 20);
        }
        breakPoints = Arrays.stream(all).sorted().distinct().toArray();
    }

    private double rms(int threshold) {
        return Recommendation.threshold(threshold, scale).rms();
    }

    /** The code of a level in 16-bit units. */
    int code(double level) {
        int found = Arrays.binarySearch(breakPoints, level);
        return found >= 0 ? found : -found - 1;
    }

    /** What a code must exceed to be louder than the given threshold. */
    int givenThreshold() {
        return code(scale.rms());
    }

    /** What a code must exceed to be louder than thresholds 1 to 1000. */
    int[] thresholds() {
        int[] codes = new int[THRESHOLDS];
        for (int i = 0; i < THRESHOLDS; i++) {
            codes[i] = code(rms(i + 1));
        }
        return codes;
    }

    /** Thresholds 1 to 1000 in dBFS. */
    double[] thresholdDbfs() {
        double[] levels = new double[THRESHOLDS];
        for (int i = 0; i < THRESHOLDS; i++) {
            levels[i] = Math.round(SilenceThreshold.dbfs(rms(i + 1)) * 100) / 100.0;
        }
        return levels;
    }

    /** A level of each code, in dBFS, for drawing. */
    double[] dbfs() {
        double[] levels = new double[breakPoints.length + 1];
        levels[0] = SilenceThreshold.MINIMUM_DBFS;
        for (int i = 1; i < levels.length; i++) {
            double below = SilenceThreshold.dbfs(breakPoints[i - 1]);
            double above = SilenceThreshold.dbfs(breakPoints[Math.min(i, breakPoints.length - 1)]);
            levels[i] = Math.round((below + above) * 50) / 100.0;
        }
        return levels;
    }
}
