package io.tacet.server.inspect;

import io.tacet.SilenceThreshold;
import java.util.Arrays;

/**
 * Levels of the windows that were received, in dBFS, and where they part into noise and speech.
 *
 * <p>Immutable. Design note: the two kinds are told apart where their variances within are smallest (N. Otsu, "A threshold selection method
 * from gray-level histograms", 1979), over dB, since that is how both spread; everything below {@value #QUIETEST_DBFS} dBFS counts as that.
 *
 * @param windows how many were received
 * @param p10 10th percentile, the noise floor
 * @param median 50th percentile
 * @param p95 95th percentile
 * @param peak the loudest
 * @param noiseP95 95th percentile of the quieter kind, where nothing loud is within 100 ms
 * @param speechP10 10th percentile of the louder kind
 * @param speechLevel median of the louder kind
 * @param speechShare part of the windows that are of the louder kind, 0 to 1
 */
public record LevelSummary(
        int windows,
        double p10,
        double median,
        double p95,
        double peak,
        double noiseP95,
        double speechP10,
        double speechLevel,
        double speechShare) {
    private static final double QUIETEST_DBFS = -80;
    private static final double STEP_DB = 0.25;
    private static final int STEPS = (int) (-QUIETEST_DBFS / STEP_DB) + 1;
    private static final int EDGE_WINDOWS = 10;
    private static final int LEAST_NOISE = 20;
    private static final double NOTHING = SilenceThreshold.MINIMUM_DBFS;

    /** The levels of a series. */
    static LevelSummary of(LevelSeries series) {
        double[] heard = new double[series.windows()];
        int count = 0;
        for (int i = 0; i < series.windows(); i++) {
            if (series.kinds()[i] == LevelSeries.HEARD) {
                heard[count++] = SilenceThreshold.dbfs(series.levels()[i]);
            }
        }
        double[] inOrder = Arrays.copyOf(heard, count);
        double[] sorted = inOrder.clone();
        Arrays.sort(sorted);
        int split = split(sorted);
        double[] noise = noise(inOrder, split < count ? sorted[split] : Double.MAX_VALUE);
        return new LevelSummary(
                count,
                percentile(sorted, 0, count, 0.10),
                percentile(sorted, 0, count, 0.50),
                percentile(sorted, 0, count, 0.95),
                percentile(sorted, 0, count, 1),
                noise.length < LEAST_NOISE
                        ? percentile(sorted, 0, split, 0.95)
                        : percentile(noise, 0, noise.length, 0.95),
                percentile(sorted, split, count, 0.10),
                percentile(sorted, split, count, 0.50),
                count == 0 ? 0 : (double) (count - split) / count);
    }

    /** Levels below {@code loud} with nothing loud beside them, in order: the edges of words are no noise. */
    private static double[] noise(double[] levels, double loud) {
        double[] noise = new double[levels.length];
        int count = 0;
        int quiet = 0;
        for (int i = 0; i < levels.length; i++) {
            quiet = levels[i] < loud ? quiet + 1 : 0;
            if (quiet > 2 * EDGE_WINDOWS) {
                noise[count++] = levels[i - EDGE_WINDOWS];
            }
        }
        double[] sorted = Arrays.copyOf(noise, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double percentile(double[] sorted, int from, int to, double part) {
        int rank = (int) Math.max(1, Math.ceil(part * (to - from)));
        return from == to ? NOTHING : sorted[from + rank - 1];
    }

    /** How many of the sorted levels are of the quieter kind. */
    private static int split(double[] sorted) {
        long[] histogram = new long[STEPS];
        double total = 0;
        for (double level : sorted) {
            int step = (int) Math.round((Math.max(QUIETEST_DBFS, level) - QUIETEST_DBFS) / STEP_DB);
            histogram[Math.min(STEPS - 1, step)]++;
            total += Math.min(STEPS - 1, step);
        }
        double best = -1;
        int bestBelow = 0;
        long below = 0;
        double sumBelow = 0;
        for (int i = 0; i < STEPS; i++) {
            below += histogram[i];
            sumBelow += (double) i * histogram[i];
            long above = sorted.length - below;
            if (below > 0 && above > 0 && histogram[i] > 0) {
                double difference = sumBelow / below - (total - sumBelow) / above;
                double between = (double) below * above * difference * difference;
                if (between > best) {
                    best = between;
                    bestBelow = (int) below;
                }
            }
        }
        return best < 0 ? sorted.length : bestBelow;
    }
}
