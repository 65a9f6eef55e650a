package io.tacet.runtime;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingManifest.Levels;
import io.tacet.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Manifests with one thing changed. Thread: any; no state. */
final class Manifests {
    private Manifests() {}

    /** Of a recording whose journal was given up while it ran. */
    static RecordingManifest degraded(RecordingManifest m) {
        return copy(m, m.samples(), m.recovered(), m.warnings(), "degraded");
    }

    /** Of a file that holds fewer samples than were recorded. */
    static RecordingManifest cut(RecordingManifest m, long samples) {
        return copy(m, samples, m.recovered(), m.warnings(), m.durability());
    }

    /** Finished by recovery, with its length and what it has to say. */
    static RecordingManifest recovered(RecordingManifest m, long samples, List<String> more) {
        List<String> warnings = new ArrayList<>(m.warnings());
        warnings.addAll(more);
        return copy(m, samples, true, warnings, m.durability());
    }

    /** Of a recording whose story cannot be read any more. */
    static RecordingManifest lost(String id, String reason) {
        return new RecordingManifest(
                id,
                Termination.Cause.FAILED,
                null,
                OutputEncoding.PCM16,
                0,
                0,
                0,
                List.of(),
                List.of(),
                new Levels(null, null, null, null, null, null),
                null,
                false,
                List.of(),
                List.of(reason),
                PacketCounters.NONE,
                null,
                Map.of());
    }

    private static RecordingManifest copy(
            RecordingManifest m,
            long samples,
            boolean recovered,
            List<String> warnings,
            @org.jspecify.annotations.Nullable String durability) {
        return new RecordingManifest(
                m.recordingId(),
                m.cause(),
                m.terminator(),
                m.encoding(),
                m.sampleRate(),
                samples,
                m.endedAtSample(),
                m.conditions(),
                m.digits(),
                m.levels(),
                m.longestSilenceSeconds(),
                recovered,
                m.gaps(),
                warnings,
                m.counters(),
                m.reception(),
                m.labels(),
                durability);
    }
}
