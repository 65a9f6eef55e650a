package io.tacet.samples.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * RULES L1 to L6 and T9 once more, slowly and literally: whole file in memory, plain doubles, no incremental sums.
 *
 * <p>Thread: the test's. Design note: shares no line with the engine nor with the generator's truth, so that two of three agreeing means
 * something.
 */
final class ReferenceModel {
    private final double[] samples;
    private final int rate;
    private final int window;

    ReferenceModel(double[] samples, int rate) {
        this.samples = samples;
        this.rate = rate;
        window = rate / 100;
    }

    /** What was decided, and where. */
    record Decision(String cause, long atSample) {}

    /** Levels of all complete windows. */
    List<Double> levels() {
        List<Double> levels = new ArrayList<>();
        double offset = 0;
        for (int start = 0; start + window <= samples.length; start += window) {
            int end = start + window;
            offset = end <= rate ? mean(0, end) : offset + (1 - Math.exp(-0.01)) * (mean(start, end) - offset);
            double squares = 0;
            for (int i = start; i < end; i++) {
                squares += (samples[i] - offset) * (samples[i] - offset);
            }
            levels.add(Math.sqrt(squares / window));
        }
        return levels;
    }

    /** The end of a recording with these limits; 0 seconds of duration is none. */
    Decision decide(double thresholdRms, double silenceSeconds, int minimumActivityMs, double durationSeconds) {
        long duration = durationSeconds > 0 ? Math.round(durationSeconds * rate) : Long.MAX_VALUE;
        long silence = silenceEnd(levels(), thresholdRms, silenceSeconds, minimumActivityMs);
        if (duration <= samples.length && duration <= silence) {
            return new Decision("DURATION", duration);
        }
        return silence == Long.MAX_VALUE ? new Decision("ENDED", samples.length) : new Decision("SILENCE", silence);
    }

    private long silenceEnd(List<Double> levels, double thresholdRms, double seconds, int minimumActivityMs) {
        long runStart = 0;
        for (int i = 0; i < levels.size(); i++) {
            long end = (long) (i + 1) * window;
            boolean loud = levels.get(i) > thresholdRms;
            if (loud && loudMillisAmongLastTen(levels, i, thresholdRms) >= minimumActivityMs) {
                runStart = end;
            } else if (!loud && end - runStart >= seconds * rate) {
                return end;
            }
        }
        return Long.MAX_VALUE;
    }

    private static int loudMillisAmongLastTen(List<Double> levels, int last, double thresholdRms) {
        int millis = 0;
        for (int i = Math.max(0, last - 9); i <= last; i++) {
            millis += levels.get(i) > thresholdRms ? 10 : 0;
        }
        return millis;
    }

    private double mean(int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += samples[i];
        }
        return sum / (end - start);
    }
}
