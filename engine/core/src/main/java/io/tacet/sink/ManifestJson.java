package io.tacet.sink;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.Termination;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as one line of JSON. Thread: any; no state.
 *
 * <p>Keys stand in a fixed order and are never absent, but for {@code terminator}, which only a recording that a key ended has,
 * and {@code durability}, which only one has whose journal was given up; what is
 * not known is null. Seconds are exact to the microsecond.
 */
public final class ManifestJson {
    private static final int SECONDS_DECIMALS = 6;
    private static final int MILLIS_DECIMALS = 3;
    private static final int SCALE_DECIMALS = 1;
    private static final int DBFS_DECIMALS = 2;

    private ManifestJson() {}

    /**
     * Without a line end, and without the labels: they may hold what is not for everyone.
     *
     * @param manifest of one recording
     * @param file where the recording lies; null if nowhere
     * @return one JSON object (RFC 8259)
     */
    public static String of(RecordingManifest manifest, @Nullable String file) {
        JsonLine json = beginning(manifest);
        json.key("cause").value(manifest.cause().name());
        if (manifest.cause() == Termination.Cause.TERMINATOR) {
            Character key = manifest.terminator();
            json.key("terminator").value(key == null ? null : key.toString());
        }
        json.key("file").value(file);
        json.key("encoding").value(encoding(manifest.encoding()));
        json.key("sampleRate").value(manifest.sampleRate());
        json.key("samples").value(manifest.samples());
        json.key("durationSeconds").ratio(manifest.samples(), manifest.sampleRate(), SECONDS_DECIMALS);
        json.key("endedAtSample").value(manifest.endedAtSample());
        conditions(json, manifest);
        digits(json, manifest);
        levels(json, manifest.levels());
        json.key("longestSilenceSeconds").upTo(manifest.longestSilenceSeconds(), SECONDS_DECIMALS);
        json.key("recovered").value(manifest.recovered());
        if (manifest.durability() != null) {
            json.key("durability").value(manifest.durability());
        }
        gaps(json, manifest);
        json.key("warnings").begin('[');
        manifest.warnings().forEach(json::value);
        json.end(']');
        counters(json, manifest.counters());
        reception(json, manifest.reception());
        return json.end('}').toString();
    }

    /** How the line of every manifest of this recording begins, and that of no other. */
    static String identity(RecordingManifest manifest) {
        return beginning(manifest) + ",";
    }

    private static JsonLine beginning(RecordingManifest manifest) {
        return new JsonLine().begin('{').key("recordingId").value(manifest.recordingId());
    }

    /** How an encoding is called in manifests. */
    private static String encoding(OutputEncoding encoding) {
        return switch (encoding) {
            case PCM16 -> "pcm16";
            case MULAW -> "mulaw";
            case ALAW -> "alaw";
        };
    }

    private static void conditions(JsonLine json, RecordingManifest manifest) {
        json.key("conditions").begin('[');
        for (RecordingManifest.Condition condition : manifest.conditions()) {
            json.begin('{').key("cause").value(condition.cause().name());
            Long atSample = condition.atSample();
            json.key("atSample");
            if (atSample == null) {
                json.nil();
            } else {
                json.value(atSample);
            }
            json.key("marginSeconds").upTo(condition.marginSeconds(), SECONDS_DECIMALS);
            json.end('}');
        }
        json.end(']');
    }

    private static void digits(JsonLine json, RecordingManifest manifest) {
        json.key("digits").begin('[');
        for (RecordingManifest.Digit digit : manifest.digits()) {
            json.begin('{').key("digit").value(String.valueOf(digit.digit()));
            json.key("atSeconds").ratio(digit.atSample(), manifest.sampleRate(), SECONDS_DECIMALS);
            json.key("durationSeconds").ratio(digit.durationSamples(), manifest.sampleRate(), SECONDS_DECIMALS);
            json.end('}');
        }
        json.end(']');
    }

    private static void levels(JsonLine json, RecordingManifest.Levels levels) {
        json.key("levels").begin('{');
        json.key("threshold").fixed(levels.threshold(), SCALE_DECIMALS);
        json.key("thresholdDbfs").fixed(levels.thresholdDbfs(), DBFS_DECIMALS);
        level(json, "noiseFloor", levels.noiseFloor());
        level(json, "median", levels.median());
        level(json, "p95", levels.p95());
        level(json, "peak", levels.peak());
        json.end('}');
    }

    private static void level(JsonLine json, String name, RecordingManifest.@Nullable Level level) {
        json.key(name);
        if (level == null) {
            json.nil();
            return;
        }
        json.begin('{').key("scale").fixed(level.scale(), SCALE_DECIMALS);
        json.key("dbfs").fixed(level.dbfs(), DBFS_DECIMALS).end('}');
    }

    private static void gaps(JsonLine json, RecordingManifest manifest) {
        json.key("gaps").begin('[');
        for (RecordingManifest.Gap gap : manifest.gaps()) {
            json.begin('{').key("atSeconds").ratio(gap.atSample(), manifest.sampleRate(), SECONDS_DECIMALS);
            json.key("seconds").ratio(gap.samples(), manifest.sampleRate(), SECONDS_DECIMALS);
            json.key("reason").value(gap.reason().name()).end('}');
        }
        json.end(']');
    }

    private static void counters(JsonLine json, PacketCounters counters) {
        json.key("counters").begin('{');
        json.key("received").value(counters.received());
        json.key("written").value(counters.written());
        json.key("events").value(counters.events());
        json.key("comfortNoise").value(counters.comfortNoise());
        json.key("paused").value(counters.paused());
        json.key("duplicate").value(counters.duplicate());
        json.key("late").value(counters.late());
        json.key("rejected").begin('{');
        json.key("malformed").value(counters.malformed());
        json.key("payloadType").value(counters.payloadType());
        json.key("rtcp").value(counters.rtcp());
        json.key("source").value(counters.source());
        json.key("ssrc").value(counters.ssrc()).end('}');
        json.key("overflow").value(counters.overflow());
        json.key("afterEnd").value(counters.afterEnd()).end('}');
    }

    private static void reception(JsonLine json, RecordingManifest.@Nullable Reception reception) {
        json.key("reception");
        if (reception == null) {
            json.nil();
            return;
        }
        String hex = Long.toHexString(reception.ssrc() & 0xFFFFFFFFL);
        json.begin('{').key("ssrc").value("0x" + "0".repeat(8 - hex.length()) + hex);
        json.key("expected").value(reception.expected());
        json.key("lost").value(reception.lost());
        json.key("jitterMillis").upTo(reception.jitterMillis(), MILLIS_DECIMALS);
        json.key("maxJitterMillis")
                .upTo(reception.maxJitterMillis(), MILLIS_DECIMALS)
                .end('}');
    }
}
