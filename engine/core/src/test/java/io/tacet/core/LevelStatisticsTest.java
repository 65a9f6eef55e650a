package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.SilenceThreshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The histogram and the quietest stretch against a model that keeps every window (RULES L10). */
class LevelStatisticsTest {
    private static final int CASES = 400;
    private static final int WINDOW = 80;

    /** Half a step of the histogram, in dB. */
    private static final double HALF_STEP = 0.125;

    private static double decibels(double rms) {
        return SilenceThreshold.dbfs(rms);
    }

    @Test
    void shouldGivePercentilesToHalfAStepAndThePeakExactly() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            LevelStatistics statistics = new LevelStatistics(RecordingRules.NEVER, WINDOW, 100);
            List<Double> levels = new ArrayList<>();
            int windows = 1 + random.nextInt(500);
            for (int i = 0; i < windows; i++) {
                double level = level(random);
                levels.add(level);
                statistics.heard(level * level);
            }
            Collections.sort(levels);
            for (double part : new double[] {0.1, 0.5, 0.95, 1}) {
                double expected = levels.get(Math.max(1, (int) Math.ceil(part * windows)) - 1);
                double found = statistics.percentile(part);
                assertEquals(decibels(expected), decibels(found), HALF_STEP + 1e-9, "seed " + seed + ", " + part);
            }
            assertEquals(levels.get(windows - 1), statistics.peak(), "seed " + seed);
            assertEquals(windows, statistics.windows());
        }
    }

    @Test
    void shouldFindTheQuietestStretchOfTheLimitsLength() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            int stretch = 1 + random.nextInt(40);
            // A limit off the windows needs the window that it ends in.
            long limit = (long) stretch * WINDOW - random.nextInt(WINDOW);
            double threshold = 1 + random.nextInt(1_000);
            LevelStatistics statistics = new LevelStatistics(limit, WINDOW, threshold);
            List<Double> levels = new ArrayList<>();
            double level = level(random);
            for (int i = 1; i <= 300; i++) {
                level = random.nextInt(12) == 0 ? level(random) : level * (0.9 + 0.2 * random.nextDouble());
                levels.add(level);
                statistics.window(level * level, (long) i * WINDOW);
                assertQuietest(levels, stretch, threshold, statistics, "seed " + seed + ", window " + i);
            }
        }
    }

    private static void assertQuietest(
            List<Double> levels, int stretch, double threshold, LevelStatistics statistics, String name) {
        if (levels.size() < stretch) {
            assertEquals(-1, statistics.quietestStretch(), name);
            assertFalse(statistics.neverSilent(), name);
            return;
        }
        double quietest = Double.MAX_VALUE;
        for (int from = 0; from + stretch <= levels.size(); from++) {
            quietest = Math.min(quietest, Collections.max(levels.subList(from, from + stretch)));
        }
        double found = statistics.quietestStretch();
        assertTrue(found >= Math.min(quietest, SilenceThreshold.FULL_SCALE), name + ": " + found + " < " + quietest);
        assertTrue(
                decibels(found) <= decibels(quietest) + 2 * HALF_STEP + 1e-9, name + ": " + found + " > " + quietest);
        assertEquals(quietest > threshold, statistics.neverSilent(), name);
    }

    @Test
    void shouldKnowNoStretchWithoutALimit() {
        LevelStatistics statistics = new LevelStatistics(RecordingRules.NEVER, WINDOW, 100);
        for (int i = 1; i < 1_000; i++) {
            statistics.window(0, (long) i * WINDOW);
        }
        assertEquals(-1, statistics.quietestStretch());
        assertFalse(statistics.neverSilent());
    }

    @Test
    void shouldKnowNothingOfNoWindows() {
        LevelStatistics statistics = new LevelStatistics(800, WINDOW, 100);
        assertEquals(0, statistics.windows());
        assertEquals(0, statistics.peak());
        assertEquals(0, statistics.percentile(0.5));
    }

    /** From digital silence to full scale, evenly in dB. */
    private static double level(Random random) {
        return random.nextInt(10) == 0 ? 0 : SilenceThreshold.FULL_SCALE * Math.pow(10, -5 * random.nextDouble());
    }
}
