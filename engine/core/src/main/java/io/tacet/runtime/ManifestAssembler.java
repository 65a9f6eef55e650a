package io.tacet.runtime;

import io.tacet.AudioEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingManifest.Condition;
import io.tacet.RecordingManifest.Level;
import io.tacet.RecordingManifest.Levels;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Termination;
import io.tacet.Termination.Cause;
import io.tacet.core.LevelStatistics;
import io.tacet.core.RecordingMachine;
import io.tacet.core.RecordingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the full story of a session that has ended. Thread: recorder. */
final class ManifestAssembler {
    private final RecordingSession session;
    private final RecordingRequest request;
    private final RecordingMachine machine;
    private final RecordingRules rules;
    private final SilenceThreshold threshold;

    ManifestAssembler(RecordingSession session) {
        this.session = session;
        request = session.request();
        machine = session.machine();
        rules = machine.rules();
        SilencePolicy silence = request.silence();
        threshold = silence == null ? SilenceThreshold.DEFAULT : silence.threshold();
    }

    Ending ending(Termination termination) {
        long samples = termination.atSample();
        if (request.trimTrailingSilence()) {
            samples = machine.silence().trailingRunStart(samples);
        }
        RecordingManifest manifest = new RecordingManifest(
                request.id(),
                termination.cause(),
                termination instanceof Termination.Terminator key ? key.digit() : null,
                request.outputEncoding(),
                rules.sampleRate(),
                samples,
                termination.atSample(),
                conditions(termination),
                session.presses().before(lastPress(termination) + 1),
                levels(),
                request.silence() == null
                        ? null
                        : (double) machine.longestSilence(termination.atSample()) / rules.sampleRate(),
                false,
                session.gaps().before(samples),
                warnings(termination),
                counters(),
                session.receiver().reception(),
                request.labels());
        return new Ending(termination, samples * request.outputEncoding().bytesPerSample(), manifest);
    }

    /** A terminator and keys told at the very end belong to the recording; a key at the sample of a limit came too late. */
    private static long lastPress(Termination termination) {
        boolean limit = termination.cause() == Cause.DURATION || termination.cause() == Cause.SILENCE;
        return limit ? termination.atSample() - 1 : termination.atSample();
    }

    private PacketCounters counters() {
        return session.handle().live().counters(session.ring(), false);
    }

    private List<Condition> conditions(Termination termination) {
        long end = termination.atSample();
        List<Condition> conditions = new ArrayList<>();
        for (Cause cause : List.of(Cause.TERMINATOR, Cause.DURATION, Cause.SILENCE)) {
            Long at = cause == termination.cause() ? Long.valueOf(end) : wouldBe(cause);
            Double margin = at == null ? null : Math.max(0, at - end) / (double) rules.sampleRate();
            conditions.add(new Condition(cause, at, margin));
        }
        if (termination.cause().compareTo(Cause.SILENCE) > 0) {
            conditions.add(new Condition(termination.cause(), end, 0.0));
        }
        return conditions;
    }

    private @Nullable Long wouldBe(Cause cause) {
        long at = switch (cause) {
            case DURATION -> rules.capped() ? RecordingRules.NEVER : rules.durationSamples();
            case SILENCE -> machine.silenceAt();
            default -> RecordingRules.NEVER;
        };
        return at == RecordingRules.NEVER ? null : at;
    }

    private Levels levels() {
        LevelStatistics heard = machine.statistics();
        boolean watched = request.silence() != null;
        boolean any = heard.windows() > 0;
        return new Levels(
                watched ? threshold.value() : null,
                watched ? threshold.dbfs() : null,
                any ? level(heard.percentile(0.10)) : null,
                any ? level(heard.percentile(0.50)) : null,
                any ? level(heard.percentile(0.95)) : null,
                any ? level(heard.peak()) : null);
    }

    private Level level(double rms) {
        return new Level(threshold.scaleOf(rms), SilenceThreshold.dbfs(rms));
    }

    private List<String> warnings(Termination termination) {
        List<String> warnings = new ArrayList<>(Warnings.atStart(request));
        SilencePolicy silence = request.silence();
        if (termination.cause() == Cause.DURATION && rules.capped()) {
            warnings.add("the cap of " + rules.durationSamples() / rules.sampleRate() + " s ended the recording");
        }
        LevelStatistics heard = machine.statistics();
        if (silence != null && termination.cause() != Cause.SILENCE && heard.neverSilent()) {
            warnings.add(neverSilent(silence, heard.quietestStretch()));
        }
        if (session.presses().count() > PressLog.CAPACITY) {
            warnings.add(
                    session.presses().count() + " keys were pressed; the first " + PressLog.CAPACITY + " are listed");
        }
        if (session.gaps().dropped() > 0) {
            warnings.add(
                    "more than " + GapLog.CAPACITY + " gaps; " + session.gaps().dropped() + " are not listed");
        }
        String failure = session.failure();
        if (failure != null) {
            warnings.add(failure);
        }
        return warnings;
    }

    private String neverSilent(SilencePolicy silence, double quietest) {
        double needed = threshold.scaleOf(quietest);
        String quiet = String.format(
                Locale.ROOT,
                "silence never lasted: the quietest %.2f s were at level %.1f (%.1f dBFS), above the threshold of %.1f",
                silence.finalSilence().toMillis() / 1000.0,
                needed,
                SilenceThreshold.dbfs(quietest),
                threshold.value());
        double rounded = Math.max(1, Math.ceil(needed));
        double loudest = new SilenceThreshold(1000, threshold.scale(), threshold.calibrationDb()).rms();
        return quietest > loudest
                ? quiet + "; no threshold up to 1000 would have ended it"
                : quiet + String.format(Locale.ROOT, "; a threshold of %.0f would have ended it", rounded);
    }

    /** Warnings that are known before the first packet. */
    static final class Warnings {
        private Warnings() {}

        static List<String> atStart(RecordingRequest request) {
            List<String> warnings = new ArrayList<>(1);
            RecordingRules rules = RecordingRules.of(request);
            if (rules.capped() && rules.durationSamples() == RecordingRules.mostSamples(request)) {
                warnings.add("a WAV is smaller than 4 GiB: the recording ends after "
                        + rules.durationSamples() / rules.sampleRate() + " s at the latest");
            }
            SilencePolicy silence = request.silence();
            if (silence == null) {
                return warnings;
            }
            AudioEncoding encoding = request.payloadTypes().primary().encoding();
            boolean companded = encoding == AudioEncoding.PCMU || encoding == AudioEncoding.PCMA;
            double least = companded ? 8 : 1;
            if (silence.threshold().rms() < least) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "threshold %.1f is a level of %.1f, below %.0f, the lowest that %s can express:"
                                + " only digital silence is silent",
                        silence.threshold().value(),
                        silence.threshold().rms(),
                        least,
                        encoding));
            }
            if (silence.initialSilence().isZero() && request.duration() == null) {
                warnings.add("initial silence 0 waits for ever and there is no duration limit");
            }
            return warnings;
        }
    }
}
