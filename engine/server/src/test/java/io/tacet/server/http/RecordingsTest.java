package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.capture.CaptureBytes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings over the API with packets on the wire: each ends at its sample, and its file is there. */
class RecordingsTest {
    private static final String ACTION = "{\"Type\":\"RecordAudio\",\"Parameters\":{\"CallId\":\"call-1\","
            + "\"RecordingTerminators\":[\"#\"],\"RecordingDestination\":{\"Type\":\"S3\",\"BucketName\":\"mail\","
            + "\"Prefix\":\"in\"}}}";

    @SuppressWarnings("NullAway.Init") // by start()
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static ServeRun run;

    @BeforeAll
    static void start(@TempDir Path ofTheTest) throws IOException {
        directory = ofTheTest;
        run = ServeRun.start(ServeRun.config(directory));
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    @Test
    void shouldEndAtTheSampleOfTheDurationAndServeTheFile() throws Exception {
        JsonNode begun = run.start("{\"durationSeconds\":0.8,\"callId\":\"c\"}");
        String id = begun.get("id").asText();
        assertEquals("OPENED", begun.get("state").asText());
        assertEquals(id + ".wav", begun.get("key").asText());
        try (Phone phone = new Phone(begun)) {
            phone.loud(45);
        }
        JsonNode over = run.ended(id);
        assertEquals("DURATION", over.get("cause").asText());
        assertEquals(6400, over.get("samples").asLong());
        assertEquals("c", over.get("callId").asText());
        byte[] audio = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(run.uri("/v1/recordings/" + id + "/audio"))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        assertArrayEquals(Files.readAllBytes(directory.resolve("out").resolve(id + ".wav")), audio);
        assertEquals(44 + 2 * 6400, audio.length);
        JsonNode manifest = run.get("/v1/recordings/" + id + "/manifest");
        assertEquals(6400, manifest.get("endedAtSample").asLong());
        assertTrue(
                run.send("GET", "/v1/recordings/" + id + "/report", null).body().contains("<title>" + id));
    }

    @Test
    void shouldEndAtTheSampleOfTheKeyAndPublishTheActionsEvent() throws Exception {
        JsonNode begun = run.start(ACTION);
        assertEquals("in/call-1-0.wav", begun.get("key").asText());
        assertEquals("mail", begun.get("bucket").asText());
        try (Phone phone = new Phone(begun)) {
            phone.loud(15).key(11).loud(2);
        }
        JsonNode over = run.ended(begun.get("id").asText());
        assertEquals("TERMINATOR", over.get("cause").asText());
        assertEquals("#", over.get("terminator").asText());
        assertEquals(15 * 160, over.get("endedAtSample").asLong());
        assertTrue(Files.exists(directory.resolve("out/mail/in/call-1-0.wav")));
        ServeRun.await(() -> run.events.stream()
                .anyMatch(e -> e.get("InvocationEventType").asText().equals("ACTION_SUCCESSFUL")));
        JsonNode second = run.start("{\"action\":" + ACTION + ",\"sequence\":7}");
        assertEquals("in/call-1-1.wav", second.get("key").asText(), "the next of the same call");
        ServeRun.expect(
                202, run.send("DELETE", "/v1/recordings/" + second.get("id").asText(), null));
        assertEquals(
                "ABORTED", run.ended(second.get("id").asText()).get("cause").asText());
    }

    @Test
    void shouldEndAtTheSampleOfTheSilence() throws Exception {
        JsonNode begun = run.start("{\"silenceSeconds\":0.5,\"media\":{\"payloadTypes\":{\"0\":\"PCMU/8000\"}}}");
        try (Phone phone = new Phone(begun)) {
            phone.loud(10).silent(28);
        }
        JsonNode over = run.ended(begun.get("id").asText());
        assertEquals("SILENCE", over.get("cause").asText());
        assertEquals(10 * 160 + 4000, over.get("endedAtSample").asLong());
    }

    @Test
    void shouldStopAtTheEndOfWhatWasSentAndTakeDigitsFromSignalling() throws Exception {
        JsonNode begun = run.start("{\"terminators\":\"*\"}");
        String path = "/v1/recordings/" + begun.get("id").asText();
        try (Phone phone = new Phone(begun)) {
            phone.loud(10);
            ServeRun.await(() -> written(path) == 10);
            JsonNode live = ServeRun.expect(202, run.send("POST", path + "/digits", "{\"digits\":\"12\"}"));
            assertEquals("RECORDING", live.get("state").asText());
            assertTrue(live.get("level").asDouble() > 1000, live.toString());
            ServeRun.await(() -> number(path, "digits") == 2);
            ServeRun.expect(202, run.send("POST", path + "/stop", null));
        }
        JsonNode over = run.ended(begun.get("id").asText());
        assertEquals("STOPPED", over.get("cause").asText());
        assertEquals(1600, over.get("samples").asLong());
        assertEquals(2, over.get("digits").asInt());
        JsonNode again = ServeRun.expect(409, run.send("POST", path + "/stop", null));
        assertEquals("Conflict", again.get("errorType").asText());
    }

    @Test
    void shouldInterruptAnActionForTheCallToGoOn() throws Exception {
        JsonNode begun = run.start(ACTION.replace("call-1", "call-2"));
        String path = "/v1/recordings/" + begun.get("id").asText();
        try (Phone phone = new Phone(begun)) {
            phone.loud(5);
            ServeRun.await(() -> written(path) == 5);
            ServeRun.expect(202, run.send("POST", path + "/stop", "{\"interrupt\":true}"));
        }
        ServeRun.await(() -> run.events.stream()
                .anyMatch(e -> e.get("InvocationEventType").asText().equals("ACTION_INTERRUPTED")));
    }

    @Test
    void shouldRecordFromThePinnedAddressOnlyAndCountTheOthers() throws Exception {
        try (Phone pinned = new Phone(1);
                Phone stranger = new Phone(1)) {
            JsonNode begun = run.start("{\"durationSeconds\":0.5,\"media\":{\"source\":\"" + pinned.address() + "\"}}");
            int port = begun.get("rtp").get("port").asInt();
            byte[] packet = CaptureBytes.rtp(0, 1, 0, 9, new byte[160]);
            for (int i = 0; i < 300; i++) {
                stranger.sendTo(port, packet);
            }
            pinned.to(port).loud(30);
            JsonNode over = run.ended(begun.get("id").asText());
            JsonNode manifest = run.get("/v1/recordings/" + begun.get("id").asText() + "/manifest");
            assertEquals(4000, over.get("samples").asLong());
            assertEquals(25, manifest.get("counters").get("written").asLong(), manifest.toString());
            JsonNode totals = run.get("/v1/recordings").get("totals");
            assertTrue(totals.get("foreignPackets").asLong() >= 300, totals.toString());
        }
    }

    @Test
    void shouldKeepAPortFromTheNextRecordingForAWhile() throws Exception {
        JsonNode first = run.start("{}");
        run.send("DELETE", "/v1/recordings/" + first.get("id").asText(), null);
        run.ended(first.get("id").asText());
        JsonNode second = run.start("{}");
        assertNotEquals(
                first.get("rtp").get("port").asInt(),
                second.get("rtp").get("port").asInt());
        assertEquals(0, second.get("rtp").get("port").asInt() % 2);
        run.send("DELETE", "/v1/recordings/" + second.get("id").asText(), null);
    }

    @Test
    void shouldPublishTheEventOfAnInvalidActionAndSayWhatIsWrong() throws Exception {
        String wrong = ACTION.replace("[\"#\"]", "[\"E\"]").replace("call-1", "call-3");
        JsonNode error = ServeRun.expect(400, run.send("POST", "/v1/recordings", wrong));
        assertEquals("InvalidActionParameter", error.get("errorType").asText());
        assertTrue(error.get("errorMessage").asText().contains("RecordingTerminators"), error.toString());
        ServeRun.await(() -> run.events.stream()
                .anyMatch(e -> e.get("InvocationEventType").asText().equals("ACTION_FAILED")));
        assertFalse(run.get("/v1/recordings?state=live").toString().contains("call-3"));
    }

    @Test
    void shouldCountForPrometheus() throws Exception {
        String metrics = run.send("GET", "/metrics", null).body();
        for (String name : new String[] {
            "tacet_recordings_live ", "tacet_recordings_ended_total{cause=\"SILENCE\"}", "tacet_rtp_packets_total ",
            "tacet_durable_lag_seconds ", "tacet_spool_bytes ", "tacet_errors_total{class=\"storage\"}"
        }) {
            assertTrue(metrics.contains(name), name + " in " + metrics);
        }
    }

    /** Packets that are in the file: the position goes on by the clock while nothing arrives. */
    private static long written(String path) {
        try {
            return run.get(path).get("counters").get("written").asLong();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(String path, String field) {
        try {
            return run.get(path).get(field).asLong();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
