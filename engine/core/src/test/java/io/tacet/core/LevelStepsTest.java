package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.SilenceThreshold;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The steps of squares, without a logarithm, are those of the logarithm of their roots. */
class LevelStepsTest {
    private static final long SEED = 20_261_124;

    @Test
    void shouldGiveTheStepOfTheLogarithmForAnyLevel() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300_000; i++) {
            double rms = SilenceThreshold.FULL_SCALE * Math.pow(10, random.nextDouble() * -5.5);
            check(rms * rms);
        }
    }

    @Test
    void shouldTurnOverAtTheSameNumberAsTheLogarithm() {
        for (int step = 0; step < LevelSteps.COUNT; step++) {
            double rms = Math.min(SilenceThreshold.FULL_SCALE, LevelSteps.upper(step));
            double below = rms * rms;
            double above = below;
            for (int i = 0; i < 50; i++) {
                check(below);
                check(above);
                below = Math.nextDown(below);
                above = Math.nextUp(above);
            }
        }
    }

    @Test
    void shouldTakeWhatIsNoLevelOfAWindowToo() {
        for (double power : new double[] {0, -1, Double.MIN_VALUE, Double.NaN, 0x1p30, 2e9, Double.POSITIVE_INFINITY}) {
            check(power);
        }
    }

    private static void check(double power) {
        int expected = LevelSteps.logarithm(Math.sqrt(power));
        assertEquals(expected, LevelSteps.of(power), () -> "square " + power + ", seed " + SEED);
    }
}
