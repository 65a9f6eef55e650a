package io.tacet.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link LevelDetector} keeps. Extend it, and give a new detector for 8 kHz, whose windows have 80 samples. */
public abstract class LevelDetectorContract {
    private static final long SEED = 3550;
    private static final int WINDOW = 80;
    private static final int WINDOWS = 300;

    /** For those who extend it. */
    protected LevelDetectorContract() {}

    /** A new detector for 8 kHz. */
    protected abstract LevelDetector newDetector();

    @Test
    void shouldFindNoLevelInDigitalSilence() {
        LevelDetector detector = newDetector();
        for (int window = 0; window < WINDOWS; window++) {
            detector.samples(new short[WINDOW], 0, WINDOW);
            assertEquals(0, detector.endOfWindow(WINDOW), "window " + window);
        }
    }

    @Test
    void shouldFindNoLevelWhereNothingWasReceived() {
        LevelDetector detector = newDetector();
        assertEquals(0, detector.peek(1));
        assertEquals(0, detector.endOfWindow(WINDOW));
    }

    @Test
    void shouldStayWithinTheScaleWhateverComes() {
        LevelDetector detector = newDetector();
        Random random = new Random(SEED);
        for (int window = 0; window < WINDOWS; window++) {
            short[] samples = new short[WINDOW];
            int kind = random.nextInt(3);
            for (int i = 0; i < WINDOW; i++) {
                boolean high = kind == 0 ? i % 2 == 0 : random.nextBoolean();
                samples[i] = kind == 2 ? (short) random.nextInt() : high ? Short.MAX_VALUE : Short.MIN_VALUE;
            }
            detector.samples(samples, 0, WINDOW);
            double level = detector.endOfWindow(WINDOW);
            assertTrue(level >= 0 && level <= 32768, "seed " + SEED + ", window " + window + ": " + level);
        }
    }

    @Test
    void shouldGiveTheSameLevelsHoweverAWindowIsCutAndHoweverOftenItIsPeekedAt() {
        Random random = new Random(SEED);
        LevelDetector whole = newDetector();
        LevelDetector parts = newDetector();
        for (int window = 0; window < WINDOWS; window++) {
            short[] samples = new short[WINDOW];
            for (int i = 0; i < WINDOW; i++) {
                samples[i] = (short) (random.nextGaussian() * 500 + 50);
            }
            whole.samples(samples, 0, WINDOW);
            for (int at = 0; at < WINDOW; ) {
                int count = Math.min(WINDOW - at, 1 + random.nextInt(40));
                parts.samples(samples, at, count);
                parts.peek(WINDOW);
                at += count;
            }
            assertEquals(parts.peek(WINDOW), whole.endOfWindow(WINDOW), "seed " + SEED + ", window " + window);
            parts.endOfWindow(WINDOW);
        }
    }

    @Test
    void shouldRiseWithTheAmplitude() {
        double before = 0;
        for (int amplitude = 10; amplitude < 30_000; amplitude *= 2) {
            LevelDetector detector = newDetector();
            short[] square = new short[WINDOW];
            for (int i = 0; i < WINDOW; i++) {
                square[i] = (short) (i % 8 < 4 ? amplitude : -amplitude);
            }
            detector.samples(square, 0, WINDOW);
            double level = detector.endOfWindow(WINDOW);
            assertTrue(level > before, amplitude + ": " + level + " after " + before);
            before = level;
        }
    }
}
