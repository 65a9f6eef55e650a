package io.tacet.server.inspect;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import io.tacet.core.RecordingMachine;
import io.tacet.core.RecordingRules;

/**
 * Where a recording would have ended under other limits, by the engine's own machine over a {@link LevelSeries}.
 *
 * <p>Thread: one. Design note: nothing is decided here. The series is fed to a {@link RecordingMachine} as the session fed it, with the
 * levels that were measured then; a test holds the outcome to the engine's, and the page's script to both.
 */
public final class WhatIf {
    private static final short[] ANYTHING = new short[480];
    private static final int NO_MEDIA_SECONDS = 30;

    private final LevelSeries series;
    private final RecordingRules rules;
    private final SeriesDetector detector;
    private final RecordingMachine machine;
    private Termination termination = new Termination.Ended(0);

    private WhatIf(LevelSeries series, RecordingRules rules) {
        this.series = series;
        this.rules = rules;
        detector = new SeriesDetector(series);
        machine = new RecordingMachine(rules, detector);
    }

    /** Decides under the given rules. */
    public static WhatIf decide(LevelSeries series, RecordingRules rules) {
        WhatIf whatIf = new WhatIf(series, rules);
        whatIf.termination = whatIf.run();
        return whatIf;
    }

    /** Why and where it ends. */
    public Termination termination() {
        return termination;
    }

    /** Where the run of silence began that lasts to the end. */
    public long runStart() {
        return machine.silence().trailingRunStart(termination.atSample());
    }

    /** Whether anything but silence was heard before the end. */
    public boolean heardActivity() {
        return machine.silence().heardActivity();
    }

    /** The sample at which silence would have been reached had nothing but silence followed, or {@link RecordingRules#NEVER}. */
    public long silenceAt() {
        return termination instanceof Termination.Silence ? termination.atSample() : machine.silenceAt();
    }

    private Termination run() {
        if (series.startedAfterSamples() >= noMediaAfter()) {
            return new Termination.NoMedia(0);
        }
        int decidingGroup = -1;
        for (Mark mark : series.marks()) {
            boolean decided = machine.hasCandidate();
            if (!decided) {
                advance(mark.position(), mark.heardLevel());
            }
            if (!machine.hasCandidate()) {
                apply(mark);
                decidingGroup = machine.hasCandidate() && mark instanceof Mark.Press press ? press.group() : -1;
                if (machine.hasCandidate() && decidingGroup < 0) {
                    break;
                }
            } else if (mark instanceof Mark.Press press && sameInstant(press, decidingGroup)) {
                apply(mark);
            } else if (!(mark instanceof Mark.Held)) {
                break;
            }
        }
        if (!machine.hasCandidate()) {
            advance(series.samples(), series.tailLevel());
            machine.end(Cause.ENDED, series.end());
        }
        return machine.termination();
    }

    /** Whether a press came with what decided the end: no later, so it may still be earlier (RULES E1). */
    private boolean sameInstant(Mark.Press press, int decidingGroup) {
        return decidingGroup < 0 ? machine.position() > press.groupStart() : press.group() == decidingGroup;
    }

    private long noMediaAfter() {
        long least = (long) NO_MEDIA_SECONDS * rules.sampleRate();
        long duration = rules.capped() ? RecordingRules.NEVER : rules.durationSamples();
        return Math.min(least, Math.min(rules.initialSilenceSamples(), duration));
    }

    private void apply(Mark mark) {
        if (mark instanceof Mark.Press press) {
            machine.press(press.digit(), press.atSample(), press.until(), press.mayTerminate());
        } else if (mark instanceof Mark.Held held) {
            machine.held(held.atSample(), held.until());
        } else if (mark instanceof Mark.Wait wait) {
            long limit = machine.nextLimit();
            if (limit <= wait.decidableTo() && limit <= wait.timeoutAt()) {
                machine.timePasses(limit);
            } else if (wait.timeoutAt() != Long.MAX_VALUE && limit > wait.timeoutAt()) {
                machine.end(Cause.NO_MEDIA, machine.position());
            }
        }
    }

    /** Feeds the machine up to {@code position}; {@code heardLevel} tells about a window that it ends in. */
    private void advance(long position, double heardLevel) {
        int window = series.windowSamples();
        detector.soFar(heardLevel);
        while (machine.position() < position && !machine.hasCandidate()) {
            long start = machine.position();
            int number = (int) (start / window);
            long windowEnd = (long) (number + 1) * window;
            boolean whole = position >= windowEnd;
            byte kind = number < series.windows() ? series.kinds()[number] : LevelSeries.SILENT;
            int length = (int) (Math.min(position, windowEnd) - start);
            if (whole ? kind == LevelSeries.HEARD : !Double.isNaN(heardLevel)) {
                machine.audio(ANYTHING, 0, length);
            } else {
                machine.fill(length, kind == LevelSeries.LOST);
            }
        }
    }
}
