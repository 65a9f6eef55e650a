package io.tacet.samples.generator.speech;

import io.tacet.samples.generator.SeededRandom;

/**
 * What the voice says: targets for every millisecond, of words without meaning. Begins and ends in an open vowel, so that its first and
 * its last moment are clearly loud; no pause in it is longer than a quarter of a second.
 *
 * <p>Thread: one.
 */
final class Utterance {
    private static final int EDGE_MILLIS = 130;
    private static final int FORMANT_SMOOTHING = 18;
    private static final int LOUDNESS_SMOOTHING = 7;

    final double[] formant1;
    final double[] formant2;
    final double[] formant3;
    final double[] voice;
    final double[] breath;

    private final SeededRandom random;
    private int at;

    Utterance(int milliseconds, SeededRandom random) {
        this.random = random;
        formant1 = new double[milliseconds];
        formant2 = new double[milliseconds];
        formant3 = new double[milliseconds];
        voice = new double[milliseconds];
        breath = new double[milliseconds];
        say(Phone.A, EDGE_MILLIS, 1);
        int inWord = 1;
        while (at < milliseconds - EDGE_MILLIS - 300) {
            if (random.happens(0.35 * inWord)) {
                say(Phone.PAUSE, 30 + random.below(random.happens(0.2) ? 180 : 60), 1);
                inWord = 0;
            }
            syllable();
            inWord++;
        }
        say(Phone.E, milliseconds - at - EDGE_MILLIS, 1);
        say(Phone.A, milliseconds - at, 1);
        smooth();
    }

    private void syllable() {
        Phone onset = Phone.CONSONANTS[random.below(Phone.CONSONANTS.length)];
        say(onset, lasting(onset), 1);
        if (onset == Phone.STOP) {
            say(Phone.BURST, Phone.BURST.milliseconds, 1);
        }
        Phone vowel = Phone.VOWELS[random.below(Phone.VOWELS.length)];
        say(vowel, lasting(vowel), random.between(0.6, 1));
        if (random.happens(0.3)) {
            Phone coda = random.happens(0.5) ? Phone.N : Phone.S;
            say(coda, lasting(coda), 0.8);
        }
    }

    private int lasting(Phone phone) {
        return (int) (phone.milliseconds * random.between(0.8, 1.3));
    }

    private void say(Phone phone, int milliseconds, double loudness) {
        int end = Math.min(formant1.length, at + milliseconds);
        for (; at < end; at++) {
            formant1[at] = phone.formant1;
            formant2[at] = phone.formant2;
            formant3[at] = phone.formant3;
            voice[at] = phone.voice * loudness;
            breath[at] = phone.breath * loudness;
        }
    }

    private void smooth() {
        smooth(formant1, FORMANT_SMOOTHING);
        smooth(formant2, FORMANT_SMOOTHING);
        smooth(formant3, FORMANT_SMOOTHING);
        smooth(voice, LOUDNESS_SMOOTHING);
        smooth(breath, LOUDNESS_SMOOTHING / 2);
    }

    /** Mean over ± a reach, keeping the edges. */
    private static void smooth(double[] values, int reach) {
        double[] source = values.clone();
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int j = i - reach; j <= i + reach; j++) {
                sum += source[Math.max(0, Math.min(source.length - 1, j))];
            }
            values[i] = sum / (2 * reach + 1);
        }
    }
}
