package io.tacet.samples.generator.audio;

/**
 * A stretch of a track.
 *
 * @param kind silence, noise, speech, whisper or music
 * @param start first sample
 * @param end exclusive
 * @param floorRms RMS of the noise floor under it, by construction
 * @param soundRms RMS of the sound on it, by construction; 0 if there is none
 */
record Segment(String kind, int start, int end, double floorRms, double soundRms) {
    /** A floor's windows vary; clearly silent is a floor whose loudest window stays below the threshold. */
    private static final double FLOOR_CREST = 1.5;

    /** A floor whose RMS is above the threshold by so much has hardly a silent window, and never a second of them. */
    private static final double FLOOR_TROUGH = 1.25;

    /** Speech varies more. */
    private static final double SPEECH_TROUGH = 3;

    /** Whispers are flattened to ±2 dB, other sounds are not. */
    private static final double FLAT_RANGE = 1.6;

    /** Whether this is activity at a threshold, all of it. */
    boolean isActive(double thresholdRms) {
        boolean flat = kind.equals("whisper");
        double trough = flat ? FLAT_RANGE : SPEECH_TROUGH;
        boolean active = floorRms >= FLOOR_TROUGH * thresholdRms || soundRms >= trough * thresholdRms;
        boolean silent = floorRms * FLOOR_CREST <= thresholdRms
                && (soundRms == 0 || flat && soundRms * FLAT_RANGE <= thresholdRms);
        if (active == silent) {
            throw new IllegalArgumentException(this + " is ambiguous at an RMS of " + thresholdRms);
        }
        return active;
    }
}
