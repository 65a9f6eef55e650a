package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tacet record --action}: an action in JSON goes in, an object and one event come out. */
class RecordActionTest {
    /** Word for word the action that the specification prints. */
    private static final String SEED = """
            {
                "Type": "RecordAudio",
                "Parameters": {
                    "CallId": "call-id-1",
                    "DurationInSeconds": "10",
                    "SilenceDurationInSeconds": 3,
                    "SilenceThreshold": 100,
                    "RecordingTerminators": [
                        "#"
                    ],
                    "RecordingDestination": {
                        "Type": "S3",
                        "BucketName": "valid-bucket-name",
                        "Prefix": "valid-prefix-name"
                    }
                }
            }
            """;

    private static final String CALL = "{\"TransactionId\":\"t-1\",\"Participants\":[{\"CallId\":\"call-id-1\","
            + "\"ParticipantTag\":\"LEG-A\",\"To\":\"+1\",\"From\":\"+2\",\"StartTimeInMilliseconds\":\"1\"}]}";

    @TempDir
    Path directory;

    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        input = directory.resolve("in.wav");
        short[] samples = new short[12 * 8000];
        Wavs.tone(samples, 8000, 0, 12, 3000);
        Wavs.pcm16(input, 8000, samples);
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void clear() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private CommandRun run(String action, String... more) throws IOException {
        String[] arguments = Stream.concat(
                        Stream.of("record", input.toString(), "--action", file("action.json", action)), Stream.of(more))
                .toArray(String[]::new);
        return CommandRun.of(arguments);
    }

    private String sink() {
        return "dir:" + directory.resolve("store");
    }

    private Path object(String key) {
        return directory.resolve("store").resolve("valid-bucket-name").resolve(key);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void shouldRunTheSpecificationsOwnExample() throws IOException {
        CommandRun run = run(SEED, "--sink", sink(), "--call-details", file("call.json", CALL), "--sequence", "5");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, run.out().lines().count());
        assertEquals(
                json(
                        "{\"SchemaVersion\":\"1.0\",\"Sequence\":5,\"InvocationEventType\":\"ACTION_SUCCESSFUL\",\"ActionData\":"
                                + "{\"Type\":\"RecordAudio\",\"Parameters\":"
                                + json(SEED).get("Parameters")
                                + ",\"RecordingDestination\":{\"Type\":\"S3\",\"BucketName\":\"valid-bucket-name\",\"Key\":"
                                + "\"valid-prefix-name/call-id-1-0.wav\"}},\"CallDetails\":" + CALL + "}"),
                json(run.out()));
        assertEquals(44 + 10 * 16_000, Files.size(object("valid-prefix-name/call-id-1-0.wav")));
        JsonNode manifest = json(Files.readString(object("valid-prefix-name/call-id-1-0.json")));
        assertEquals("DURATION", manifest.get("cause").asText());
        assertEquals(80_000, manifest.get("endedAtSample").asInt());
    }

    @Test
    void shouldNameTheTerminatorThatWasPressed() throws IOException {
        CommandRun run = run(SEED, "--sink", sink(), "--press", "5@1", "--press", "#@4");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
                "#",
                json(run.out()).get("ActionData").get("RecordingTerminatorUsed").asText());
        assertEquals(44 + 4 * 16_000, Files.size(object("valid-prefix-name/call-id-1-0.wav")));
    }

    @Test
    void shouldTakeTheSmallestCounterThatIsFreeUnlessTold() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertEquals(0, run(SEED, "--sink", sink()).exitCode());
            assertTrue(Files.exists(object("valid-prefix-name/call-id-1-" + i + ".wav")));
        }
        assertEquals(0, run(SEED, "--sink", sink(), "--counter", "9").exitCode());
        assertTrue(Files.exists(object("valid-prefix-name/call-id-1-9.wav")));
    }

    @Test
    void shouldFailTheActionWhenItsPlaceIsTakenByAnother() throws IOException {
        Files.createDirectories(object("valid-prefix-name"));
        Files.writeString(object("valid-prefix-name/call-id-1-4.wav"), "somebody else's");
        CommandRun run = run(SEED, "--sink", sink(), "--counter", "4");
        assertEquals(1, run.exitCode());
        assertEquals(
                "Error occurred while uploading recording to S3 bucket.",
                json(run.out()).get("ActionData").get("ErrorMessage").asText());
        assertEquals("somebody else's", Files.readString(object("valid-prefix-name/call-id-1-4.wav")));
    }

    @Test
    void shouldFailAnInvalidActionAndRecordNothing() throws IOException {
        CommandRun run = run(SEED.replace("\"10\"", "0").replace("\"#\"", "\"A\""), "--sink", sink());
        assertEquals(1, run.exitCode());
        JsonNode data = json(run.out()).get("ActionData");
        assertEquals("InvalidActionParameter", data.get("ErrorType").asText());
        assertEquals(
                "DurationInSeconds parameter value is invalid.",
                data.get("ErrorMessage").asText());
        assertEquals(0, data.get("Parameters").get("DurationInSeconds").asInt());
        assertEquals(2, run.errLines().size(), run.err());
        assertFalse(Files.exists(directory.resolve("store")));
    }

    @Test
    void shouldFailAnActionForSomebodyWhoIsNotInTheCall() throws IOException {
        String call = file("call.json", CALL.replace("call-id-1", "another"));
        CommandRun run = run(SEED, "--sink", sink(), "--call-details", call);
        assertEquals(1, run.exitCode());
        assertEquals(
                "CallId or ParticipantTag parameter for action is invalid.",
                json(run.out()).get("ActionData").get("ErrorMessage").asText());
        assertFalse(Files.exists(directory.resolve("store")));
    }

    @Test
    void shouldPutRecordingAndManifestIntoTheBucket() throws IOException {
        try (TinyStore store = new TinyStore()) {
            CommandRun run = run(
                    SEED,
                    "--sink",
                    "s3",
                    "--s3-unchunked",
                    "--s3-endpoint",
                    store.endpoint(),
                    "--out",
                    directory.toString());
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(
                    List.of(
                            "/valid-bucket-name/valid-prefix-name/call-id-1-0.json",
                            "/valid-bucket-name/valid-prefix-name/call-id-1-0.wav"),
                    List.copyOf(store.objects.keySet()));
            JsonNode manifest = json(store.text("/valid-bucket-name/valid-prefix-name/call-id-1-0.json"));
            assertEquals(
                    "s3://valid-bucket-name/valid-prefix-name/call-id-1-0.wav",
                    manifest.get("file").asText());
            assertTrue(run.err().startsWith("s3://valid-bucket-name/valid-prefix-name/call-id-1-0.wav: 10.00 s"));
            CommandRun dir = run(SEED, "--sink", sink());
            assertEquals(dir.out(), run.out(), "the event does not tell where it ran");
            assertArrayEquals(
                    Files.readAllBytes(object("valid-prefix-name/call-id-1-0.wav")),
                    store.objects.get("/valid-bucket-name/valid-prefix-name/call-id-1-0.wav"));
        }
    }

    @Test
    void shouldFailAtOnceWhereThePolicyForbidsIt() throws IOException {
        try (TinyStore store = new TinyStore()) {
            store.denying = true;
            CommandRun run = run(
                    SEED,
                    "--sink",
                    "s3",
                    "--s3-unchunked",
                    "--s3-endpoint",
                    store.endpoint(),
                    "--out",
                    directory.toString());
            assertEquals(1, run.exitCode());
            assertEquals(
                    "Error occurred while uploading recording to S3 bucket.",
                    json(run.out()).get("ActionData").get("ErrorMessage").asText());
            assertTrue(run.err().contains("403 AccessDenied"), run.err());
        }
    }

    @Test
    void shouldRefuseWrongUsageInOneLine() throws IOException {
        for (String[] more : new String[][] {
            {"--duration", "3"},
            {"--silence", "3"},
            {"--terminators", "#"},
            {"--sink", "ftp"},
            {"--sink", "dir:"},
            {"--counter", "-1"},
            {"--call-details", "missing.json"},
            {"--call-details", file("odd.json", "[]")},
        }) {
            CommandRun run = run(SEED, more);
            assertEquals(2, run.exitCode(), run.out());
            assertEquals(1, run.errLines().size(), run.err());
            assertEquals("", run.out());
        }
        for (String action : List.of("{", "{\"Type\":\"PlayAudio\"}", "[]")) {
            CommandRun run = run(action, "--sink", sink());
            assertEquals(2, run.exitCode());
            assertEquals(1, run.errLines().size(), run.err());
        }
    }
}
