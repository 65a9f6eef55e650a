package io.tacet.server.inspect;

import io.tacet.RecordingManifest.Digit;
import io.tacet.core.RecordingRules;
import io.tacet.core.SilenceTimer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds the runs of silence in a series, as the engine's own timer sees them. Thread: one. */
final class SilenceRuns {
    private static final int ONSET_WINDOWS = 10;

    private final LevelSeries series;
    private final RecordingRules rules;
    private final SilenceTimer timer;
    private final List<SilenceRun> runs = new ArrayList<>();
    private final List<Long> loud = new ArrayList<>();
    private final long shortest;

    private SilenceRuns(LevelSeries series, RecordingRules rules, long shortest) {
        this.series = series;
        this.rules = rules;
        this.shortest = shortest;
        timer = new SilenceTimer(rules);
    }

    /** Runs of at least {@code shortest} samples, by the threshold and minimum activity of {@code rules}. */
    static List<SilenceRun> find(LevelSeries series, RecordingRules rules, long shortest) {
        SilenceRuns finder = new SilenceRuns(series, rules, shortest);
        finder.walk();
        return finder.runs;
    }

    private void walk() {
        int size = series.windowSamples();
        BitSet pressed = pressed();
        for (int i = 0; i < series.windows(); i++) {
            long end = (long) (i + 1) * size;
            boolean lost = series.kinds()[i] == LevelSeries.LOST;
            boolean isLoud = lost ? timer.previousLoud() : series.levels()[i] > rules.thresholdRms();
            long before = timer.runStart();
            timer.window(end, isLoud, pressed.get(i));
            if (timer.runStart() == end) {
                loud.removeIf(at -> at >= end - (long) ONSET_WINDOWS * size);
                add(before, end - size);
            } else if (isLoud) {
                loud.add(end - size);
            }
        }
        add(timer.runStart(), (long) series.windows() * size);
    }

    private BitSet pressed() {
        BitSet pressed = new BitSet(series.windows());
        int size = series.windowSamples();
        long samples = (long) series.windows() * size;
        for (Digit digit : series.digits()) {
            long from = Math.max(0, digit.atSample());
            long until = Math.min(samples, digit.atSample() + Math.max(1, digit.durationSamples()));
            if (until > from) {
                pressed.set((int) (from / size), (int) ((until + size - 1) / size));
            }
        }
        return pressed;
    }

    private void add(long start, long end) {
        if (end - start >= shortest) {
            runs.add(new SilenceRun(start, end, clicks()));
        }
        loud.clear();
    }

    /** Adjoining loud windows are one click. */
    private List<SilenceRun.Click> clicks() {
        List<SilenceRun.Click> clicks = new ArrayList<>();
        int size = series.windowSamples();
        for (long at : loud) {
            int last = clicks.size() - 1;
            if (last >= 0 && clicks.get(last).start() + clicks.get(last).length() == at) {
                clicks.set(
                        last,
                        new SilenceRun.Click(
                                clicks.get(last).start(), clicks.get(last).length() + size));
            } else {
                clicks.add(new SilenceRun.Click(at, size));
            }
        }
        return clicks;
    }
}
