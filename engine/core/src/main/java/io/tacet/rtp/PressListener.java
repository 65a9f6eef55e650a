package io.tacet.rtp;

/** Told of presses. Thread: recorder; must not block, throw or allocate. */
public interface PressListener {
    /**
     * A key was pressed: once a press, at its first packet (RULES D1).
     *
     * @param event 0 to 255 (RFC 4733 section 3.2)
     * @param atSample its position; below 0 when it began before the recording
     * @param durationSamples as reported so far
     * @param beganBefore whether it began before the recording (RULES D5)
     */
    void pressed(int event, long atSample, long durationSamples, boolean beganBefore);

    /**
     * The press that was told last at this position lasts longer.
     *
     * @param event 0 to 255
     * @param atSample the position that was told
     * @param durationSamples the largest reported duration
     */
    void lasted(int event, long atSample, long durationSamples);
}
