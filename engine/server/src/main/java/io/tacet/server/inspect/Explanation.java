package io.tacet.server.inspect;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import io.tacet.core.RecordingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a recording ended and by how much it missed its other limits, in sentences for people. Thread: one. */
final class Explanation {
    private final LevelSeries series;
    private final Limits limits;
    private final RecordingRules rules;
    private final WhatIf whatIf;
    private final List<SilenceRun> runs;
    private final List<String> sentences = new ArrayList<>();

    private Explanation(LevelSeries series, Limits limits, RecordingRules rules, WhatIf whatIf, List<SilenceRun> runs) {
        this.series = series;
        this.limits = limits;
        this.rules = rules;
        this.whatIf = whatIf;
        this.runs = runs;
    }

    /**
     * Explains.
     *
     * @param rules by which it ended
     * @param runs of silence in the whole series
     */
    static List<String> of(
            LevelSeries series, Limits limits, RecordingRules rules, WhatIf whatIf, List<SilenceRun> runs) {
        Explanation explanation = new Explanation(series, limits, rules, whatIf, runs);
        explanation.cause();
        explanation.otherLimits();
        return List.copyOf(explanation.sentences);
    }

    private void cause() {
        Termination termination = whatIf.termination();
        long end = termination.atSample();
        switch (termination.cause()) {
            case SILENCE -> silence(end);
            case DURATION -> say("the %s of %s was reached", rules.capped() ? "cap" : "duration limit", time(end));
            case TERMINATOR -> say("key %s was pressed at %s", key(termination), time(end));
            case ENDED -> say("the input ended at %s", time(end));
            case NO_MEDIA -> say("no packet came for too long after %s", time(end));
            default -> say("it was %s at %s", termination.cause().name().toLowerCase(Locale.ROOT), time(end));
        }
    }

    private static char key(Termination termination) {
        return termination instanceof Termination.Terminator key ? key.digit() : '?';
    }

    private void silence(long end) {
        long start = whatIf.runStart();
        boolean initial = !whatIf.heardActivity();
        String reached = "silence of " + time(initial ? rules.initialSilenceSamples() : rules.finalSilenceSamples())
                + " was reached at " + time(end);
        String threshold = String.format(
                Locale.ROOT,
                "lasted above threshold %s (%.1f dBFS)",
                Text.number(limits.scale().value()),
                limits.scale().dbfs());
        say(initial ? "%s, before anything %s" : "%s: nothing %s since %s", reached, threshold, time(start));
        clicks(start, end);
    }

    private void clicks(long start, long end) {
        List<SilenceRun.Click> forgiven = new ArrayList<>();
        for (SilenceRun run : runs) {
            if (run.start() <= start && run.end() >= start) {
                run.clicks().stream().filter(click -> click.start() < end).forEach(forgiven::add);
            }
        }
        if (forgiven.size() == 1) {
            SilenceRun.Click click = forgiven.get(0);
            say("a click of %.0f ms at %s was forgiven", 1000 * series.seconds(click.length()), time(click.start()));
        } else if (forgiven.size() > 1) {
            say(
                    "%d clicks from %s on were forgiven",
                    forgiven.size(), time(forgiven.get(0).start()));
        }
    }

    private void otherLimits() {
        Cause cause = whatIf.termination().cause();
        long end = whatIf.termination().atSample();
        long silenceAt = whatIf.silenceAt();
        boolean watched = rules.finalSilenceSamples() != RecordingRules.NEVER;
        if (cause != Cause.SILENCE && watched && silenceAt != RecordingRules.NEVER && silenceAt >= end) {
            say("silence was %s away", time(silenceAt - end));
            longest(end);
        }
        if (cause != Cause.DURATION && !rules.capped()) {
            say("duration was %s away", time(rules.durationSamples() - end));
        }
    }

    private void longest(long end) {
        long longest = 0;
        long at = 0;
        for (SilenceRun run : runs) {
            long length = Math.min(run.end(), end) - run.start();
            if (length > longest) {
                longest = length;
                at = run.start();
            }
        }
        if (longest > 0) {
            say("the longest was %s, from %s on", time(longest), time(at));
        }
    }

    private String time(long samples) {
        return Text.seconds(series.seconds(samples));
    }

    private void say(String format, Object... values) {
        sentences.add(String.format(Locale.ROOT, format, values));
    }
}
