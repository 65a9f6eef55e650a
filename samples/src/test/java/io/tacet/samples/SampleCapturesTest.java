package io.tacet.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.AudioEncoding;
import io.tacet.MediaSource;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingManifest;
import io.tacet.server.capture.CaptureReader;
import io.tacet.server.capture.Datagram;
import io.tacet.server.capture.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every capture of samples/captures: digits, their places, the timeline and every end, to the sample. */
class SampleCapturesTest {
    private static final Path CAPTURES = Path.of("captures");

    private static final EngineRun.Host HOST = new EngineRun.Host();

    @AfterAll
    static void close() {
        HOST.close();
    }

    /** A capture, or one row of limits of it. */
    record Row(JsonNode truth, JsonNode limits) {
        @Override
        public String toString() {
            return truth.get("name").asText() + " " + limits;
        }
    }

    static List<Row> captures() throws IOException {
        List<Row> rows = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<Path> files = Files.list(CAPTURES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                rows.add(new Row(mapper.readTree(file.toFile()), mapper.createObjectNode()));
            }
        }
        return rows;
    }

    static List<Row> limits() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Row capture : captures()) {
            capture.truth.get("limits").forEach(limits -> rows.add(new Row(capture.truth, limits)));
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void shouldReportEveryPressOnceAtItsPlace(Row row) throws IOException {
        RecordingManifest manifest = record(row);
        assertEquals(expectedPresses(row.truth), presses(manifest));
        StringBuilder digits = new StringBuilder();
        manifest.digits().forEach(digit -> digits.append(digit.digit()));
        assertEquals(row.truth.get("digits").asText(), digits.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void shouldKeepTheTimelineToTheSampleAndAccountForEveryPacket(Row row) throws IOException {
        RecordingManifest manifest = record(row);
        assertEquals("ENDED", manifest.cause().name());
        assertEquals(row.truth.get("samples").asLong(), manifest.endedAtSample());
        assertEquals(row.truth.get("samples").asLong(), manifest.samples());
        assertEquals(row.truth.get("packets").asLong(), manifest.counters().received());
        assertEquals(0, manifest.counters().residual());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void shouldEndAtTheSampleOfTheTruth(Row row) throws IOException {
        RecordingManifest manifest = record(row);
        assertEquals(row.limits.get("cause").asText(), manifest.cause().name());
        assertEquals(row.limits.get("endedAtSample").asLong(), manifest.endedAtSample());
    }

    private static List<String> expectedPresses(JsonNode truth) {
        List<String> presses = new ArrayList<>();
        int rate = truth.get("sampleRate").asInt();
        for (JsonNode event : truth.get("events")) {
            long duration = Math.round(event.get("durationMs").asDouble() * rate / 1000);
            presses.add(
                    event.get("digit").asText() + " at " + event.get("atSample").asLong() + " for " + duration);
        }
        return presses;
    }

    private static List<String> presses(RecordingManifest manifest) {
        return manifest.digits().stream()
                .map(digit -> digit.digit() + " at " + digit.atSample() + " for " + digit.durationSamples())
                .toList();
    }

    private static RecordingManifest record(Row row) throws IOException {
        EngineRun run = HOST.open(EngineRun.request(types(row.truth.get("payloadTypes")), row.limits));
        Path file = CAPTURES.resolve(row.truth.get("file").asText());
        try (CaptureReader reader = CaptureReader.open(file)) {
            Datagram datagram = new Datagram();
            while (run.isRecording() && reader.next(datagram)) {
                Endpoint from = datagram.flow().source();
                long arrival = datagram.arrivalNanos();
                long source = MediaSource.of(from.address(), from.port());
                run.rtp(datagram.bytes(), datagram.offset(), datagram.length(), arrival, source);
            }
            return run.finish();
        }
    }

    private static PayloadTypes types(JsonNode types) {
        PayloadTypes.Builder builder = PayloadTypes.builder();
        for (JsonNode audio : types.get("audio")) {
            AudioEncoding encoding = AudioEncoding.valueOf(audio.get("encoding").asText());
            PayloadFormat format =
                    new PayloadFormat(encoding, audio.get("clockRate").asInt());
            builder.audio(audio.get("payloadType").asInt(), format);
        }
        JsonNode events = types.get("events");
        builder.events(
                events.get("payloadType").asInt(), events.get("clockRate").asInt());
        if (types.has("redundancy")) {
            builder.redundant(types.get("redundancy").asInt());
        }
        return builder.build();
    }
}
