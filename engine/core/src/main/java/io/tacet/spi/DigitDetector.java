package io.tacet.spi;

/**
 * Finds keys in the audio itself (in-band tones). None is built in. Thread: recorder, one instance a recording. Must not block,
 * throw or allocate. Contract: {@code DigitDetectorContract} in the test jar.
 */
public interface DigitDetector {
    /**
     * Takes received samples in order; fills are not shown.
     *
     * @param samples 16-bit, at the recording's rate; valid during the call only
     * @param offset of the first one
     * @param length how many
     * @param position of the first sample, from the first recorded sample
     * @param presses takes what was found; call it at most once a press
     */
    void samples(short[] samples, int offset, int length, long position, Presses presses);

    /** Takes presses. */
    interface Presses {
        /**
         * A key was pressed.
         *
         * @param digit one of {@code 0–9 * # A–D}
         * @param atSample its position, not before the last one reported
         * @param durationSamples as far as known
         */
        void press(char digit, long atSample, long durationSamples);
    }
}
