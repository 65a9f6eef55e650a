package io.tacet.samples.generator.speech;

/** Music on hold: chords on an organ that never falls silent. Thread: one. */
public final class Music {
    private static final double[][] CHORDS = {
        {220, 277.2, 329.6}, {196, 246.9, 293.7}, {174.6, 220, 261.6}, {196, 246.9, 392}
    };
    private static final int CHORD_MILLIS = 800;

    private Music() {}

    /** Music of a length with an RMS in 16-bit units. */
    public static double[] play(int samples, int rate, double rms) {
        double[] music = new double[samples];
        for (int i = 0; i < samples; i++) {
            int ms = (int) (i * 1000L / rate);
            double[] chord = CHORDS[ms / CHORD_MILLIS % CHORDS.length];
            double swell = 1 + 0.25 * StrictMath.sin(ms * 0.012);
            for (double note : chord) {
                for (int harmonic = 2; harmonic <= 5; harmonic++) {
                    music[i] += swell / harmonic * StrictMath.sin(2 * StrictMath.PI * note * harmonic * i / rate);
                }
            }
        }
        double gain = rms / Levels.rms(music, 0, samples);
        for (int i = 0; i < samples; i++) {
            music[i] *= gain;
        }
        return music;
    }
}
