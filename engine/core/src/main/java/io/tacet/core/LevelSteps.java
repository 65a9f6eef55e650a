package io.tacet.core;

import io.tacet.SilenceThreshold;

/**
 * Steps of 0.25 dB from −100 to 0 dBFS: which one a level lies in, without a root and a logarithm. Thread: any; no state.
 *
 * <p>Design note: {@link #of} gives exactly what the logarithm would round to. The least square of each step was found by bisection of that
 * formula when the class was loaded; the exponent and the first five bits of a square choose a cell of at most 0.14 dB, in which at most one
 * step begins. Whether it lies below or above is as good as random, so it is computed, not branched upon.
 */
final class LevelSteps {
    /** How many there are. */
    static final int COUNT = 401;

    private static final double STEP_DB = 0.25;
    private static final int CELL_SHIFT = 52 - 5;
    /** The bits of the least square of each step, which are ordered like the squares. */
    private static final long[] LEAST = new long[COUNT + 1];

    private static final double FIRST;
    private static final double LAST;
    private static final int FIRST_CELL;
    private static final short[] CELLS;

    static {
        LEAST[COUNT] = Long.MAX_VALUE;
        for (int step = 1; step < COUNT; step++) {
            LEAST[step] = least(step);
        }
        FIRST = Double.longBitsToDouble(LEAST[1]);
        LAST = Double.longBitsToDouble(LEAST[COUNT - 1]);
        FIRST_CELL = cell(LEAST[1]);
        CELLS = new short[cell(LEAST[COUNT - 1]) - FIRST_CELL + 1];
        for (int i = 0; i < CELLS.length; i++) {
            CELLS[i] = (short) logarithm(Math.sqrt(Double.longBitsToDouble((long) (FIRST_CELL + i) << CELL_SHIFT)));
        }
    }

    private LevelSteps() {}

    private static int cell(long bits) {
        return (int) (bits >>> CELL_SHIFT);
    }

    /** The smallest square that the formula puts into {@code step} or above; positive numbers are ordered like their bits. */
    private static long least(int step) {
        long below = 0;
        long above = Double.doubleToRawLongBits(Powers.FULL_SCALE);
        while (above - below > 1) {
            long middle = below + above >>> 1;
            if (logarithm(Math.sqrt(Double.longBitsToDouble(middle))) >= step) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }

    /** The formula, of an RMS in 16-bit units. */
    static int logarithm(double rms) {
        double dbfs = SilenceThreshold.dbfs(rms);
        return (int) Math.min(COUNT - 1, Math.round((dbfs - SilenceThreshold.MINIMUM_DBFS) / STEP_DB));
    }

    /** The step of the square of an RMS in 16-bit units: what {@link #logarithm} gives for its root. */
    static int of(double power) {
        if (!(power >= FIRST)) {
            return 0;
        }
        if (power >= LAST) {
            return COUNT - 1;
        }
        long bits = Double.doubleToRawLongBits(power);
        int step = CELLS[cell(bits) - FIRST_CELL];
        return step + (int) (LEAST[step + 1] - 1 - bits >>> 63);
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
