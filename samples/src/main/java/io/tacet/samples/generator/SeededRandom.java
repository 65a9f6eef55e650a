package io.tacet.samples.generator;

/**
 * Random numbers that are the same on every JVM, for ever.
 *
 * <p>Thread: one. Source: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
 */
public final class SeededRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** Numbers that depend on a name, so that a new sample does not change the others. */
    public SeededRandom(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        state = hash;
    }

    /** 64 random bits. */
    public long bits() {
        state += GOLDEN;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** From 0 to below 1. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Between two numbers. */
    public double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** From 0 to {@code bound} − 1. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Whether something that happens with a probability happens. */
    public boolean happens(double probability) {
        return uniform() < probability;
    }

    /** Nearly normal with variance 1, never beyond ±6: the sum of twelve. */
    public double gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += uniform();
        }
        return sum;
    }
}
