package io.tacet;

/**
 * What a silence threshold of 1 to 1000 means as an RMS in 16-bit units (0 to 32768).
 *
 * <p>Immutable and thread-safe. Design note: the two scales differ by a factor of about 1 at 200 and by 56 at 1; pick by what
 * your thresholds were tuned on, not by taste.
 */
public enum ThresholdScale {
    /**
     * The default: through the four reference points of the RecordAudio action (1: 30 dB, 100: 50 dB, 200: 60 dB, 1000: 75 dB),
     * straight lines in dB over log10(threshold), 75 dB being an RMS of 1000 (−30.3 dBFS).
     */
    REFERENCE {
        @Override
        double rms(double threshold) {
            if (threshold <= 0) {
                return 0;
            }
            double db = decibels(Math.min(threshold, MAXIMUM));
            return 1000 * Math.pow(10, (db - 75) / 20);
        }

        @Override
        double threshold(double rms) {
            if (rms <= 0) {
                return 0;
            }
            double db = 75 + 20 * Math.log10(rms / 1000);
            int i = 0;
            while (i < POINT_DB.length - 2 && db > POINT_DB[i + 1]) {
                i++;
            }
            double fraction = (db - POINT_DB[i]) / (POINT_DB[i + 1] - POINT_DB[i]);
            double log = POINT_LOG[i] + fraction * (POINT_LOG[i + 1] - POINT_LOG[i]);
            return Math.pow(10, log);
        }
    },

    /** The habit of telephony engines: threshold n is an RMS of n in 16-bit units. */
    AMPLITUDE {
        @Override
        double rms(double threshold) {
            return threshold;
        }

        @Override
        double threshold(double rms) {
            return rms;
        }
    };

    private static final double MAXIMUM = 1000;
    private static final double[] POINT_LOG = {0, 2, Math.log10(200), 3};
    private static final double[] POINT_DB = {30, 50, 60, 75};

    /** RMS in 16-bit units of a threshold, before calibration. */
    abstract double rms(double threshold);

    /** The inverse of {@link #rms}, not clamped. */
    abstract double threshold(double rms);

    private static double decibels(double threshold) {
        double log = Math.log10(threshold);
        int i = 0;
        while (i < POINT_LOG.length - 2 && log > POINT_LOG[i + 1]) {
            i++;
        }
        double fraction = (log - POINT_LOG[i]) / (POINT_LOG[i + 1] - POINT_LOG[i]);
        return POINT_DB[i] + fraction * (POINT_DB[i + 1] - POINT_DB[i]);
    }
}
