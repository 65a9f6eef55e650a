package io.tacet.server.inspect;

import java.util.Arrays;

/** Levels and extremes of windows as they come, in arrays that grow. Thread: one. */
final class WindowLog {
    private double[] levels = new double[1024];
    private byte[] kinds = new byte[1024];
    private short[] low = new short[1024];
    private short[] high = new short[1024];
    private int count;
    private short lowest;
    private short highest;

    /** Samples of the current window. */
    void samples(short[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            lowest = samples[i] < lowest ? samples[i] : lowest;
            highest = samples[i] > highest ? samples[i] : highest;
        }
    }

    /** The current window is complete. */
    void endOfWindow(double level, byte kind) {
        extremes();
        levels[count] = level;
        kinds[count] = kind;
        count++;
    }

    private void extremes() {
        if (count == levels.length) {
            levels = Arrays.copyOf(levels, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
            low = Arrays.copyOf(low, 2 * count);
            high = Arrays.copyOf(high, 2 * count);
        }
        low[count] = lowest;
        high[count] = highest;
        lowest = 0;
        highest = 0;
    }

    double[] levels() {
        return Arrays.copyOf(levels, count);
    }

    byte[] kinds() {
        return Arrays.copyOf(kinds, count);
    }

    /** Smallest samples, a partial window at the end included. */
    short[] low(boolean partial) {
        closeIf(partial);
        return Arrays.copyOf(low, count + (partial ? 1 : 0));
    }

    /** Largest samples, a partial window at the end included. */
    short[] high(boolean partial) {
        closeIf(partial);
        return Arrays.copyOf(high, count + (partial ? 1 : 0));
    }

    private void closeIf(boolean partial) {
        if (partial && (lowest != 0 || highest != 0)) {
            extremes();
        }
    }
}
