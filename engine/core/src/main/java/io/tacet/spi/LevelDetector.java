package io.tacet.spi;

/**
 * Measures the level of 10 ms windows. Thread: recorder, one instance a recording. Must not block, throw or allocate. Must be
 * deterministic: the same samples give the same levels. Contract: {@code LevelDetectorContract} in the test jar.
 */
public interface LevelDetector {
    /** Received samples of the current window, in order; a window may come in several parts. */
    void samples(short[] samples, int offset, int length);

    /**
     * The current window is complete.
     *
     * @param windowSamples over how many samples the level is taken: the received ones, or more where the rest was filled with
     *     silence; at least 1
     * @return the level as an RMS in 16-bit units, 0 to 32768
     */
    double endOfWindow(int windowSamples);

    /** The level that {@link #endOfWindow} would return now, without ending the window. */
    double peek(int windowSamples);
}
