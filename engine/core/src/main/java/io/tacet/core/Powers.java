package io.tacet.core;

import io.tacet.SilenceThreshold;

/**
 * Squares of levels: what the machine compares, so that a window costs no root. Thread: any; no state.
 *
 * <p>Design note: the root of a square is the level again, to the last bit (IEEE 754, radix 2), and roots keep the order of what they are
 * taken of; so nothing is decided otherwise than by levels.
 */
final class Powers {
    /** Of {@link SilenceThreshold#FULL_SCALE}, exact. */
    static final double FULL_SCALE = SilenceThreshold.FULL_SCALE * SilenceThreshold.FULL_SCALE;

    private Powers() {}

    /** {@return the square of a level in 16-bit units, whose root is that level; 0 for what is no level} */
    static double of(double level) {
        return level > 0 ? level * level : 0;
    }

    /** {@return the level of a square} */
    static double level(double power) {
        return Math.sqrt(power);
    }

    /** {@return the greatest number whose root is at most {@code level}: above it lie exactly the squares of louder levels} */
    static double most(double level) {
        if (level < 0 || level == Double.POSITIVE_INFINITY) {
            return level;
        }
        double power = level * level;
        while (Math.sqrt(power) > level) {
            power = Math.nextDown(power);
        }
        while (Math.sqrt(Math.nextUp(power)) <= level) {
            power = Math.nextUp(power);
        }
        return power;
    }
}
