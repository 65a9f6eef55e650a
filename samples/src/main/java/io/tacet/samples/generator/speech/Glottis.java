package io.tacet.samples.generator.speech;

import io.tacet.samples.generator.SeededRandom;

/**
 * The voice's source: pulses of air with jittered pitch.
 *
 * <p>Thread: one. Source: the pulse is Rosenberg's (1971), differenced for the radiation at the lips.
 */
final class Glottis {
    private static final double OPENING = 0.4;
    private static final double CLOSING = 0.18;

    private final SeededRandom random;
    private final int rate;
    private double phase;
    private double period;
    private double previous;

    Glottis(int rate, SeededRandom random) {
        this.rate = rate;
        this.random = random;
    }

    /** The next sample at a pitch. */
    double next(double hertz) {
        phase += 1;
        if (period == 0 || phase >= period) {
            phase = Math.max(0, phase - period);
            period = rate / hertz * (1 + 0.012 * random.gaussian());
        }
        double flow = flow(phase / period);
        double pulse = flow - previous;
        previous = flow;
        return pulse * rate / 1000;
    }

    private static double flow(double part) {
        if (part < OPENING) {
            return 0.5 - 0.5 * StrictMath.cos(StrictMath.PI * part / OPENING);
        }
        if (part < OPENING + CLOSING) {
            return StrictMath.cos(StrictMath.PI / 2 * (part - OPENING) / CLOSING);
        }
        return 0;
    }
}
