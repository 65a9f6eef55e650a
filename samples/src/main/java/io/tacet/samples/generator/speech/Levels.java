package io.tacet.samples.generator.speech;

/** RMS and dBFS; 0 dBFS is an RMS of 32768. */
public final class Levels {
    private static final double FULL_SCALE = 32768;
    private static final double ACTIVE_RANGE = 30;

    private Levels() {}

    /** RMS in 16-bit units of a level in dBFS. */
    public static double rms(double dbfs) {
        return FULL_SCALE * StrictMath.pow(10, dbfs / 20);
    }

    /** The level of an RMS, never below −100. */
    public static double dbfs(double rms) {
        return rms <= 0 ? -100 : Math.max(-100, 20 * StrictMath.log10(rms / FULL_SCALE));
    }

    /** RMS of a stretch. */
    public static double rms(double[] samples, int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += samples[i] * samples[i];
        }
        return end > start ? Math.sqrt(sum / (end - start)) : 0;
    }

    /** Scales so that the windows within 30 dB of the loudest have an RMS. */
    static void scaleToActive(double[] samples, int rate, double rms) {
        int window = rate / 100;
        double loudest = 0;
        for (int i = 0; i + window <= samples.length; i += window) {
            loudest = Math.max(loudest, rms(samples, i, i + window));
        }
        double squares = 0;
        int count = 0;
        for (int i = 0; i + window <= samples.length; i += window) {
            double level = rms(samples, i, i + window);
            if (level * ACTIVE_RANGE > loudest) {
                squares += level * level;
                count++;
            }
        }
        double gain = rms / Math.sqrt(squares / count);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= gain;
        }
    }

    /** Brings every window of 10 ms into a narrow range of RMS: speech without loud and quiet parts. */
    public static void flatten(double[] samples, int rate, double low, double high) {
        int window = rate / 100;
        int count = samples.length / window;
        double[] gains = new double[count];
        for (int i = 0; i < count; i++) {
            double level = rms(samples, i * window, (i + 1) * window);
            gains[i] = Math.max(low, Math.min(high, level)) / Math.max(1, level);
        }
        for (int i = 0; i < samples.length; i++) {
            double at = Math.max(0, Math.min(count - 1, (i + 0.5) / window - 0.5));
            int left = (int) at;
            int right = Math.min(count - 1, left + 1);
            samples[i] *= gains[left] + (at - left) * (gains[right] - gains[left]);
        }
    }
}
