package io.tacet.spi;

/** Hears nothing, whatever comes. Thread: as {@link LevelDetector}. */
public class QuietDetector implements LevelDetector {
    /** Hears nothing. */
    public QuietDetector() {}

    @Override
    public void samples(short[] samples, int offset, int length) {}

    @Override
    public double endOfWindow(int windowSamples) {
        return 0;
    }

    @Override
    public double peek(int windowSamples) {
        return 0;
    }

    @Override
    public String toString() {
        return "quiet";
    }
}
