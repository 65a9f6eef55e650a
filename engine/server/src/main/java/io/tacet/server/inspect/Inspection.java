package io.tacet.server.inspect;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import io.tacet.core.RecordingRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one input.
 *
 * @param name of the input
 * @param series what was heard
 * @param limits what was asked with
 * @param manifest beside the input, or null
 * @param termination why and where it ended, or would have
 * @param sentences that explain it
 * @param runs of silence of at least 200 ms, under the limits' threshold
 * @param levels of the whole input
 * @param recommendation of a threshold
 * @param table where other thresholds would have ended it
 * @param notes for people
 */
public record Inspection(
        String name,
        LevelSeries series,
        Limits limits,
        @Nullable StoredManifest manifest,
        Termination termination,
        List<String> sentences,
        List<SilenceRun> runs,
        LevelSummary levels,
        Recommendation recommendation,
        List<Row> table,
        List<String> notes) {
    /** Thresholds of the table. */
    public static final List<Integer> THRESHOLDS = List.of(1, 50, 100, 150, 200, 300, 500, 1000);

    private static final int SHORTEST_RUN_PER_SECOND = 5;

    /**
     * Where a threshold ends the recording.
     *
     * @param threshold 1 to 1000
     * @param termination under it
     */
    public record Row(int threshold, Termination termination) {}

    /** Looks at a series. */
    public static Inspection of(
            String name, LevelSeries series, Limits limits, @Nullable StoredManifest manifest, List<String> notes) {
        RecordingRules rules = limits.silenceRules();
        WhatIf whatIf = WhatIf.decide(series, limits.assumed() ? limits.rules() : rules);
        long shortest = series.sampleRate() / SHORTEST_RUN_PER_SECOND;
        List<SilenceRun> runs = SilenceRuns.find(series, rules, shortest);
        RecordingRules own = limits.assumed() ? limits.rules() : rules;
        List<Row> table = new ArrayList<>();
        for (int threshold : THRESHOLDS) {
            table.add(new Row(threshold, terminationAt(series, limits, threshold)));
        }
        LevelSummary levels = LevelSummary.of(series);
        List<String> all = new ArrayList<>(notes);
        if (series.truncated()) {
            all.add("only the first " + SeriesRecorder.MAXIMUM_SECONDS / 3600 + " hours were looked at");
        }
        if (manifest != null && disagrees(manifest, whatIf.termination())) {
            all.add("the manifest says " + manifest.cause() + " at sample " + manifest.endedAtSample()
                    + "; these limits would have given " + whatIf.termination().cause() + " at sample "
                    + whatIf.termination().atSample());
        }
        return new Inspection(
                name,
                series,
                limits,
                manifest,
                whatIf.termination(),
                Explanation.of(series, limits, own, whatIf, runs),
                runs,
                levels,
                Recommendation.of(levels, limits.scale()),
                table,
                all);
    }

    /** Copies the lists. */
    public Inspection {
        sentences = List.copyOf(sentences);
        runs = List.copyOf(runs);
        table = List.copyOf(table);
        notes = List.copyOf(notes);
    }

    /** Where another threshold ends it. */
    static Termination terminationAt(LevelSeries series, Limits limits, double threshold) {
        return WhatIf.decide(series, limits.silenceRules(threshold)).termination();
    }

    /** A hang-up, a stop or a lost stream is not in the audio: there the recording just ends. */
    private static boolean disagrees(StoredManifest manifest, Termination termination) {
        boolean byLimit = manifest.cause().compareTo(Cause.SILENCE) <= 0;
        boolean same = termination.cause() == manifest.cause() && termination.atSample() == manifest.endedAtSample();
        return byLimit ? !same : termination.cause().compareTo(Cause.SILENCE) <= 0;
    }
}
