package io.tacet;

/**
 * The level up to which a 10 ms window counts as silent: a value of 1 to 1000 on a {@link ThresholdScale}. Higher means that
 * more is taken for silence, so the recording ends sooner. Immutable.
 *
 * @param value 1 to 1000; default 200, about −45.3 dBFS on the reference scale
 * @param scale what the value means
 * @param calibrationDb added to the level that the value stands for, in dB, −60 to 60; default 0. Trade-off: corrects a line that
 *     is quieter or louder than usual without touching the thresholds that users configured
 */
public record SilenceThreshold(double value, ThresholdScale scale, double calibrationDb) {
    /** RMS of a full-scale 16-bit square wave, 0 dBFS. */
    public static final double FULL_SCALE = 32768;

    /** The lowest level that {@link #dbfs(double)} reports. */
    public static final double MINIMUM_DBFS = -100;

    /** The threshold of the RecordAudio action when it names none: 200 on the reference scale. */
    public static final SilenceThreshold DEFAULT = of(200);

    /**
     * Checks the ranges.
     *
     * @param value 1 to 1000
     * @param scale which level a value stands for
     * @param calibrationDb −60 to 60 dB
     * @throws IllegalArgumentException if a number is out of range or not a number
     */
    public SilenceThreshold {
        if (!(value >= 1 && value <= 1000)) {
            throw new IllegalArgumentException("silence threshold is " + value + "; allowed are 1 to 1000");
        }
        if (!(calibrationDb >= -60 && calibrationDb <= 60)) {
            throw new IllegalArgumentException("calibration is " + calibrationDb + " dB; allowed are -60 to 60");
        }
    }

    /**
     * A threshold on the reference scale.
     *
     * @param value 1 to 1000
     * @return that value on {@link ThresholdScale#REFERENCE}, without calibration
     * @throws IllegalArgumentException if it is out of range
     */
    public static SilenceThreshold of(double value) {
        return new SilenceThreshold(value, ThresholdScale.REFERENCE, 0);
    }

    /** {@return the RMS in 16-bit units above which a window is loud} */
    public double rms() {
        return scale.rms(value) * Math.pow(10, calibrationDb / 20);
    }

    /** {@return the same level in dBFS (0 dBFS is an RMS of 32768)} */
    public double dbfs() {
        return dbfs(rms());
    }

    /**
     * {@return where an RMS in 16-bit units lies on this scale, clamped to 0 to 1000}
     *
     * @param rms 0 to 32768, as {@link Recording#level()} gives it
     */
    public double scaleOf(double rms) {
        double value = scale.threshold(rms / Math.pow(10, calibrationDb / 20));
        return Math.max(0, Math.min(1000, value));
    }

    /**
     * {@return 20·log10(rms / 32768), never below −100}
     *
     * @param rms in 16-bit units, 0 to 32768
     */
    public static double dbfs(double rms) {
        return rms <= 0 ? MINIMUM_DBFS : Math.max(MINIMUM_DBFS, 20 * Math.log10(rms / FULL_SCALE));
    }
}
