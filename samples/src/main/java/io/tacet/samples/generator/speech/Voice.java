package io.tacet.samples.generator.speech;

import io.tacet.samples.generator.SeededRandom;

/**
 * A speaker: source and filter, as a telephone line carries it.
 *
 * <p>Thread: one. Design note: the words mean nothing, but syllables, pitch, formants and pauses have the rhythm and the spectrum of
 * speech. Every utterance is loud from its first to its last window of 10 ms, so that the end of activity is known to the sample.
 *
 * @param pitch mean fundamental in hertz; 0 whispers
 * @param tract factor on the formants: 1 a man, 1.15 a woman
 */
public record Voice(double pitch, double tract) {
    /** A man. */
    public static final Voice MAN = new Voice(112, 1);

    /** A woman. */
    public static final Voice WOMAN = new Voice(196, 1.14);

    /** A whisper. */
    public static final Voice WHISPER = new Voice(0, 1.05);

    private static final int FADE_MILLIS = 2;

    /** An utterance of a length in samples, a multiple of 10 ms, with an RMS over its loud windows in 16-bit units. */
    public double[] speak(int samples, int rate, double rms, SeededRandom random) {
        Utterance utterance = new Utterance((int) (samples * 1000L / rate) + 1, random);
        double[] speech = synthesise(utterance, samples, rate, random);
        int fade = rate * FADE_MILLIS / 1000;
        for (int i = 0; i < fade; i++) {
            double gain = (i + 0.5) / fade;
            speech[i] *= gain;
            speech[samples - 1 - i] *= gain;
        }
        Levels.scaleToActive(speech, rate, rms);
        return speech;
    }

    private double[] synthesise(Utterance utterance, int samples, int rate, SeededRandom random) {
        Glottis glottis = new Glottis(rate, random);
        Biquad[] formants = {new Biquad(), new Biquad(), new Biquad(), new Biquad()};
        Biquad[] line = line(rate);
        double[] speech = new double[samples];
        int perMilli = rate / 1000;
        double swing = random.between(0, 6);
        for (int i = 0; i < samples; i++) {
            int ms = i / perMilli;
            if (i % perMilli == 0) {
                tune(formants, utterance, ms, rate);
            }
            double breath = utterance.breath[ms];
            double tone = 0;
            if (pitch > 0) {
                double fall = 1.12 - 0.24 * i / samples;
                double melody = 1 + 0.06 * StrictMath.sin(swing + ms * 0.0093) + 0.03 * StrictMath.sin(ms * 0.0241);
                tone = utterance.voice[ms] * glottis.next(pitch * fall * melody);
            } else {
                breath += 0.4 * utterance.voice[ms];
            }
            double x = tone + breath * random.gaussian();
            for (Biquad formant : formants) {
                x = formant.next(x);
            }
            for (Biquad filter : line) {
                x = filter.next(x);
            }
            speech[i] = x;
        }
        return speech;
    }

    private void tune(Biquad[] formants, Utterance utterance, int ms, int rate) {
        double highest = 0.44 * rate;
        formants[0].resonate(utterance.formant1[ms] * tract, 80, rate);
        formants[1].resonate(utterance.formant2[ms] * tract, 110, rate);
        formants[2].resonate(Math.min(highest, utterance.formant3[ms] * tract), 160, rate);
        formants[3].resonate(Math.min(highest, 3450 * tract), 250, rate);
    }

    /** 300 to 3400 Hz at 8 kHz, 100 to 7000 Hz above. */
    private static Biquad[] line(int rate) {
        double low = rate == 8000 ? 300 : 100;
        double high = rate == 8000 ? 3400 : 7000;
        return new Biquad[] {
            Biquad.highPass(low, 0.54, rate), Biquad.highPass(low, 1.31, rate), Biquad.lowPass(high, 0.71, rate)
        };
    }
}
