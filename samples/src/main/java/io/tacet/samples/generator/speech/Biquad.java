package io.tacet.samples.generator.speech;

/**
 * A filter of second order in direct form 1. Thread: one.
 *
 * <p>Source: bilinear transforms of the analogue prototypes (R. Bristow-Johnson's cookbook); the resonator is Klatt's (1980).
 */
final class Biquad {
    private double b0;
    private double b1;
    private double b2;
    private double a1;
    private double a2;
    private double x1;
    private double x2;
    private double y1;
    private double y2;

    static Biquad highPass(double hertz, double q, int rate) {
        double w = 2 * StrictMath.PI * hertz / rate;
        double cos = StrictMath.cos(w);
        double alpha = StrictMath.sin(w) / (2 * q);
        Biquad filter = new Biquad();
        filter.set((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
        return filter;
    }

    static Biquad lowPass(double hertz, double q, int rate) {
        double w = 2 * StrictMath.PI * hertz / rate;
        double cos = StrictMath.cos(w);
        double alpha = StrictMath.sin(w) / (2 * q);
        Biquad filter = new Biquad();
        filter.set((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
        return filter;
    }

    /** Makes this a resonator with a gain of 1 at 0 Hz; keeps its state. */
    void resonate(double hertz, double bandwidth, int rate) {
        double c = -StrictMath.exp(-2 * StrictMath.PI * bandwidth / rate);
        double b = 2
                * StrictMath.exp(-StrictMath.PI * bandwidth / rate)
                * StrictMath.cos(2 * StrictMath.PI * hertz / rate);
        set(1 - b - c, 0, 0, 1, -b, -c);
    }

    private void set(double n0, double n1, double n2, double d0, double d1, double d2) {
        b0 = n0 / d0;
        b1 = n1 / d0;
        b2 = n2 / d0;
        a1 = d1 / d0;
        a2 = d2 / d0;
    }

    double next(double x) {
        double y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y;
        return y;
    }
}
