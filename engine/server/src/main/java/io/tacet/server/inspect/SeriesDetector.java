package io.tacet.server.inspect;

import io.tacet.spi.LevelDetector;

/** Tells a machine the levels of a {@link LevelSeries} again; the samples that it is given do not matter. Thread: one. */
final class SeriesDetector implements LevelDetector {
    private final LevelSeries series;
    private int next;
    private double soFar;

    SeriesDetector(LevelSeries series) {
        this.series = series;
    }

    /** The level that a window in progress is said to have. */
    void soFar(double level) {
        soFar = level;
    }

    @Override
    public void samples(short[] samples, int offset, int length) {
        // The level is known.
    }

    @Override
    public double endOfWindow(int windowSamples) {
        byte[] kinds = series.kinds();
        while (kinds[next] != LevelSeries.HEARD) {
            next++;
        }
        return series.levels()[next++];
    }

    @Override
    public double peek(int windowSamples) {
        return soFar;
    }
}
