package io.tacet.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tacet.PacketCounters;
import io.tacet.Recording;
import io.tacet.SilencePolicy;
import io.tacet.Termination;
import io.tacet.server.serve.FinishedRecording;
import io.tacet.server.serve.LiveRecording;
import io.tacet.server.serve.MediaEndpoint;
import io.tacet.server.serve.Totals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Recordings and totals as JSON; the schemas of {@code openapi.json} say what each field means. Thread: any. */
final class RecordingJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private RecordingJson() {}

    static byte[] bytes(Reply.Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writer.write(json);
        }
        return out.toByteArray();
    }

    /** A whole recording. */
    static void live(JsonGenerator json, LiveRecording recording) throws IOException {
        json.writeStartObject();
        liveFields(json, recording);
        begin(json, recording.createdAt(), recording.endpoint(), recording.callId());
        Termination termination = recording.recording().termination();
        json.writeStringField(
                "cause", termination == null ? null : termination.cause().name());
        object(json, recording.bucket(), recording.key());
        counters(json, recording.recording().counters());
        json.writeNumberField("durableSamples", recording.recording().durableSamples());
        json.writeStringField("chain", recording.recording().toString());
        json.writeEndObject();
    }

    /** What changes five times a second. */
    static void tick(JsonGenerator json, LiveRecording recording) throws IOException {
        json.writeStartObject();
        liveFields(json, recording);
        json.writeEndObject();
    }

    private static void liveFields(JsonGenerator json, LiveRecording recording) throws IOException {
        Recording handle = recording.recording();
        SilencePolicy silence = recording.silence();
        int rate = handle.sampleRate();
        json.writeStringField("id", recording.id());
        json.writeStringField("state", handle.state().name());
        json.writeNumberField("positionSamples", handle.positionSamples());
        json.writeNumberField("sampleRate", rate);
        decimal(json, "level", handle.level());
        decimal(json, "threshold", silence == null ? null : silence.threshold().rms());
        json.writeNumberField("silenceMillis", handle.silenceSamples() * 1000 / rate);
        millis(json, "silenceLimitMillis", recording.silenceLimit());
        millis(json, "maxDurationMillis", recording.duration());
        json.writeNumberField("digits", handle.digitCount());
    }

    /** A recording that is over. */
    static void finished(JsonGenerator json, FinishedRecording recording) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", recording.id());
        json.writeStringField("state", recording.state().name());
        json.writeNumberField("positionSamples", recording.endedAtSample());
        json.writeNumberField("sampleRate", recording.sampleRate());
        json.writeNumberField("digits", recording.digits());
        begin(json, recording.createdAt(), recording.endpoint(), recording.callId());
        json.writeStringField("cause", recording.cause().name());
        object(json, recording.bucket(), recording.key());
        Character key = recording.terminator();
        json.writeStringField("terminator", key == null ? null : key.toString());
        json.writeStringField(
                "endedAt", recording.endedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeNumberField("samples", recording.samples());
        json.writeNumberField("endedAtSample", recording.endedAtSample());
        json.writeNumberField("durationMillis", recording.samples() * 1000 / recording.sampleRate());
        json.writeStringField("location", recording.location());
        json.writeStringField("failure", recording.failure());
        String base = "/v1/recordings/" + recording.id();
        boolean file = RecordingFiles.path(recording) != null;
        json.writeStringField("manifest", recording.manifest() == null ? null : base + "/manifest");
        json.writeStringField("audio", file ? base + "/audio" : null);
        json.writeStringField("report", file ? base + "/report" : null);
        json.writeEndObject();
    }

    static void totals(JsonGenerator json, Totals totals) throws IOException {
        json.writeStartObject();
        json.writeNumberField("live", totals.live());
        json.writeNumberField("completed", totals.completed());
        json.writeNumberField("failed", totals.failed());
        json.writeNumberField("refused", totals.refused());
        json.writeNumberField("packets", totals.packets());
        json.writeNumberField("foreignPackets", totals.foreignPackets());
        json.writeNumberField("durableLagMillis", totals.durableLagMillis());
        json.writeNumberField("deliveriesPending", totals.deliveriesPending());
        json.writeNumberField("eventsPending", totals.eventsPending());
        json.writeNumberField("spoolBytes", totals.spoolBytes());
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, Instant createdAt, MediaEndpoint endpoint, @Nullable String callId)
            throws IOException {
        json.writeStringField(
                "createdAt", createdAt.truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringField("media", endpoint.kind());
        json.writeObjectFieldStart("rtp");
        json.writeStringField("host", endpoint.host());
        json.writeNumberField("port", endpoint.port());
        json.writeEndObject();
        json.writeStringField("callId", callId);
    }

    private static void object(JsonGenerator json, @Nullable String bucket, String key) throws IOException {
        json.writeStringField("bucket", bucket);
        json.writeStringField("key", key);
    }

    private static void counters(JsonGenerator json, PacketCounters counters) throws IOException {
        json.writeObjectFieldStart("counters");
        json.writeNumberField("received", counters.received());
        json.writeNumberField("written", counters.written());
        json.writeNumberField("events", counters.events());
        json.writeNumberField("comfortNoise", counters.comfortNoise());
        json.writeNumberField("paused", counters.paused());
        json.writeNumberField("duplicate", counters.duplicate());
        json.writeNumberField("late", counters.late());
        json.writeNumberField("malformed", counters.malformed());
        json.writeNumberField("payloadType", counters.payloadType());
        json.writeNumberField("rtcp", counters.rtcp());
        json.writeNumberField("source", counters.source());
        json.writeNumberField("ssrc", counters.ssrc());
        json.writeNumberField("overflow", counters.overflow());
        json.writeNumberField("afterEnd", counters.afterEnd());
        json.writeEndObject();
    }

    private static void millis(JsonGenerator json, String name, @Nullable Duration value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value.toMillis());
        }
    }

    /** One decimal is enough for a meter. */
    private static void decimal(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, Math.rint(value * 10) / 10);
        }
    }
}
