package io.tacet.samples.generator.speech;

import io.tacet.samples.generator.SeededRandom;

/** Noise floors of a line. */
public enum Noise {
    /** Flat, as of an amplifier. */
    WHITE {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            double[] noise = new double[samples];
            for (int i = 0; i < samples; i++) {
                noise[i] = random.gaussian();
            }
            return noise;
        }
    },
    /** Falling by 3 dB an octave (Kellet's filter), as of an office. */
    PINK {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            double[] noise = new double[samples];
            double slow = 0;
            double middle = 0;
            double fast = 0;
            Biquad line = Biquad.highPass(200, 0.71, rate);
            for (int i = 0; i < samples; i++) {
                double white = random.gaussian();
                slow = 0.99765 * slow + white * 0.0990460;
                middle = 0.96300 * middle + white * 0.2965164;
                fast = 0.57000 * fast + white * 1.0526913;
                noise[i] = line.next(slow + middle + fast + white * 0.1848);
            }
            return noise;
        }
    },
    /** Brownish, with mains hum and a little hiss, as of a room with a ventilator. */
    ROOM {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            double[] noise = new double[samples];
            double brown = 0;
            Biquad line = Biquad.highPass(250, 0.71, rate);
            for (int i = 0; i < samples; i++) {
                brown = 0.85 * brown + random.gaussian();
                double hum = 0.4 * StrictMath.sin(2 * StrictMath.PI * 100 * i / rate);
                noise[i] = line.next(brown) + hum + 0.3 * random.gaussian();
            }
            return noise;
        }
    },
    /** Mains hum of 50 Hz with its third harmonic. */
    HUM {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            double[] noise = new double[samples];
            for (int i = 0; i < samples; i++) {
                double angle = 2 * StrictMath.PI * 50 * i / rate;
                noise[i] = StrictMath.sin(angle) + 0.3 * StrictMath.sin(3 * angle) + 0.05 * random.gaussian();
            }
            return noise;
        }
    },
    /** A converter that idles: −1, 0 and 1. */
    IDLE {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            double[] noise = new double[samples];
            for (int i = 0; i < samples; i++) {
                noise[i] = random.below(3) - 1;
            }
            return noise;
        }
    },
    /** The smallest values of either sign in turn. */
    ALTERNATING {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            double[] noise = new double[samples];
            for (int i = 0; i < samples; i++) {
                noise[i] = i % 2 == 0 ? 1 : -1;
            }
            return noise;
        }
    },
    /** Nothing at all. */
    NONE {
        @Override
        double[] raw(int samples, int rate, SeededRandom random) {
            return new double[samples];
        }
    };

    abstract double[] raw(int samples, int rate, SeededRandom random);

    /** Noise of a length with an RMS in 16-bit units. */
    public double[] make(int samples, int rate, double rms, SeededRandom random) {
        double[] noise = raw(samples, rate, random);
        double gain = rms / Math.max(1e-9, Levels.rms(noise, 0, samples));
        for (int i = 0; i < samples; i++) {
            noise[i] *= gain;
        }
        return noise;
    }
}
