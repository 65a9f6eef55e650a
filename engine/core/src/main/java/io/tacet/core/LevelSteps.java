package io.tacet.core;

import io.tacet.SilenceThreshold;

/**
 * Steps of 0.25 dB from −100 to 0 dBFS: which one a level lies in, without a logarithm. Thread: any; no state.
 *
 * <p>Design note: {@link #of} gives exactly what the logarithm would round to. The least level of each step was found by bisection of that
 * formula when the class was loaded; the exponent and the first six bits of a level choose a cell of at most 0.14 dB, in which at most one
 * step begins.
 */
final class LevelSteps {
    /** How many there are. */
    static final int COUNT = 401;

    private static final double STEP_DB = 0.25;
    private static final int CELL_SHIFT = 52 - 6;
    private static final double[] LEAST = new double[COUNT + 1];
    private static final int FIRST_CELL;
    private static final short[] CELLS;

    static {
        LEAST[COUNT] = Double.POSITIVE_INFINITY;
        for (int step = 1; step < COUNT; step++) {
            LEAST[step] = least(step);
        }
        FIRST_CELL = cell(LEAST[1]);
        CELLS = new short[cell(SilenceThreshold.FULL_SCALE) - FIRST_CELL + 1];
        for (int i = 0; i < CELLS.length; i++) {
            CELLS[i] = (short) logarithm(Double.longBitsToDouble((long) (FIRST_CELL + i) << CELL_SHIFT));
        }
    }

    private LevelSteps() {}

    private static int cell(double rms) {
        return (int) (Double.doubleToRawLongBits(rms) >>> CELL_SHIFT);
    }

    /** The smallest number that the formula puts into {@code step} or above; positive numbers are ordered like their bits. */
    private static double least(int step) {
        long below = 0;
        long above = Double.doubleToRawLongBits(SilenceThreshold.FULL_SCALE);
        while (above - below > 1) {
            long middle = below + above >>> 1;
            if (logarithm(Double.longBitsToDouble(middle)) >= step) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return Double.longBitsToDouble(above);
    }

    /** The formula. */
    static int logarithm(double rms) {
        double dbfs = SilenceThreshold.dbfs(rms);
        return (int) Math.min(COUNT - 1, Math.round((dbfs - SilenceThreshold.MINIMUM_DBFS) / STEP_DB));
    }

    /** The step of an RMS in 16-bit units: what {@link #logarithm} gives. */
    static int of(double rms) {
        if (!(rms >= LEAST[1])) {
            return 0;
        }
        if (rms >= LEAST[COUNT - 1]) {
            return COUNT - 1;
        }
        int step = CELLS[cell(rms) - FIRST_CELL];
        return rms >= LEAST[step + 1] ? step + 1 : step;
    }

    /** The RMS in the middle of a step. */
    static double middle(int step) {
        return step == 0 ? 0 : rms(step);
    }

    /** The RMS at the upper end of a step. */
    static double upper(int step) {
        return rms(step + 0.5);
    }

    private static double rms(double steps) {
        double dbfs = SilenceThreshold.MINIMUM_DBFS + steps * STEP_DB;
        return SilenceThreshold.FULL_SCALE * Math.pow(10, dbfs / 20);
    }
}
