package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.SilenceThreshold;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Squares decide as the levels do, to the last bit. */
class PowersTest {
    private static final long SEED = 20_261_128;

    @Test
    void shouldGiveBackTheLevelThatWasSquared() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000_000; i++) {
            double level = SilenceThreshold.FULL_SCALE * random.nextDouble();
            assertEquals(level, Powers.level(Powers.of(level)));
        }
        assertEquals(SilenceThreshold.FULL_SCALE, Powers.level(Powers.FULL_SCALE));
        assertEquals(0, Powers.of(-1));
        assertEquals(0, Powers.of(Double.NaN));
    }

    @Test
    void shouldBeLoudExactlyWhereTheLevelIs() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double threshold = i % 2 == 0 ? random.nextInt(1_000) : SilenceThreshold.FULL_SCALE * random.nextDouble();
            double most = Powers.most(threshold);
            double power = threshold * threshold;
            for (int k = 0; k < 4; k++) {
                power = Math.nextDown(power);
            }
            for (int k = 0; k < 8; k++) {
                double level = Math.sqrt(power);
                assertEquals(level > threshold, power > most, "threshold " + threshold + ", square " + power);
                power = Math.nextUp(power);
            }
        }
    }

    @Test
    void shouldKnowThresholdsThatEverythingOrNothingPasses() {
        assertEquals(-1, Powers.most(-1));
        assertEquals(Double.POSITIVE_INFINITY, Powers.most(Double.POSITIVE_INFINITY));
        assertEquals(Double.MAX_VALUE, Powers.most(1e300));
        assertEquals(0, Powers.most(0));
    }
}
