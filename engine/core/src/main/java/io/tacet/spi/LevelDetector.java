package io.tacet.spi;

/**
 * Measures the level of 10 ms windows. Thread: recorder, one instance a recording. Must not block, throw or allocate. Must be
 * deterministic: the same samples give the same levels. Contract: {@code LevelDetectorContract} in the test jar.
 */
public interface LevelDetector {
    /**
     * Takes received samples of the current window, in order; a window may come in several parts.
     *
     * @param samples 16-bit, at the recording's rate; valid during the call only
     * @param offset of the first one
     * @param length how many, at least 1; never past the end of the window
     */
    void samples(short[] samples, int offset, int length);

    /**
     * The current window is complete.
     *
     * @param windowSamples over how many samples the level is taken: the received ones, or more where the rest was filled with
     *     silence; at least 1
     * @return the level as an RMS in 16-bit units, 0 to 32768
     */
    double endOfWindow(int windowSamples);

    /**
     * Looks ahead: what {@link #endOfWindow} would return now. Changes nothing.
     *
     * @param windowSamples as for {@link #endOfWindow}
     * @return the level as an RMS in 16-bit units, 0 to 32768
     */
    double peek(int windowSamples);
}
