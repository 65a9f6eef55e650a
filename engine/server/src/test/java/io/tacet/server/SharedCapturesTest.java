package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.SharedMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Captures of real phones and built ones, through the command, against their truth; skipped where the material is absent. */
class SharedCapturesTest {
    private static final double MOST_OFF_MILLIS = 60;

    @TempDir
    Path directory = Path.of("");

    private static List<Path> truths(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(SharedMaterial.locate(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private JsonNode record(Path capture, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("record", capture.toString()));
        arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        arguments.addAll(List.of(options));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    /** The digits equal, and each in its place. */
    private static void assertDigits(JsonNode truth, JsonNode manifest) {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event : truth.get("events")) {
            if (event.get("digit").isTextual()) {
                events.add(event); // Others have a number there: no key, so only counted.
            }
        }
        StringBuilder digits = new StringBuilder();
        for (JsonNode digit : manifest.get("digits")) {
            assertTrue(digits.length() < events.size(), manifest.get("digits") + " are more than " + events);
            JsonNode event = events.get(digits.length());
            double off = 1000 * digit.get("atSeconds").asDouble()
                    - event.get("media_ms").asDouble();
            assertTrue(Math.abs(off) <= MOST_OFF_MILLIS, digit + " is " + off + " ms from " + event);
            digits.append(digit.get("digit").asText());
        }
        assertEquals(truth.get("digits").asText(), digits.toString());
    }

    @TestFactory
    Stream<DynamicTest> shouldHearWhatWasBuiltIntoCaptures() throws IOException {
        return truths("pcap/derived", ".json").stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                    JsonNode truth = new ObjectMapper().readTree(file.toFile());
                    JsonNode manifest =
                            record(file.resolveSibling(truth.get("name").asText() + ".pcap"));
                    assertDigits(truth, manifest);
                    if (!truth.has("notes")) {
                        assertEquals(
                                truth.get("timeline_samples").asLong(),
                                manifest.get("endedAtSample").asLong());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepTheTimelineOverPausesAndLoss() throws IOException {
        return truths("pcap/derived", ".json").stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith("t"))
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                    JsonNode truth = new ObjectMapper().readTree(file.toFile());
                    JsonNode manifest =
                            record(file.resolveSibling(truth.get("name").asText() + ".pcap"));
                    assertEquals(
                            truth.get("timeline_samples").asLong(),
                            manifest.get("endedAtSample").asLong());
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldHearWhatRealPhonesSent() throws IOException {
        return truths("pcap/real", ".truth.json").stream().flatMap(file -> {
            Path capture =
                    file.resolveSibling(String.valueOf(file.getFileName()).replace(".truth.json", ""));
            return streams(file).stream()
                    .map(stream -> DynamicTest.dynamicTest(
                            capture.getFileName() + " " + stream.get("ssrc").asText(),
                            () -> assertStream(
                                    stream,
                                    record(capture, "--ssrc", stream.get("ssrc").asText()))));
        });
    }

    private static List<JsonNode> streams(Path truth) {
        try {
            List<JsonNode> streams = new ArrayList<>();
            new ObjectMapper().readTree(truth.toFile()).get("streams").forEach(streams::add);
            return streams;
        } catch (IOException e) {
            throw new AssertionError(truth.toString(), e);
        }
    }

    private static void assertStream(JsonNode stream, JsonNode manifest) {
        assertDigits(stream, manifest);
        assertEquals(
                stream.get("packets").asLong(),
                manifest.get("counters").get("received").asLong());
        if (stream.get("events").isEmpty()) {
            long last = stream.get("last_ts").asLong() - stream.get("first_ts").asLong();
            long packet =
                    Long.parseLong(stream.get("payload_sizes").fieldNames().next());
            assertEquals(last + packet, manifest.get("endedAtSample").asLong());
            assertEquals(stream.get("audio_packets"), manifest.get("counters").get("written"));
        }
    }
}
