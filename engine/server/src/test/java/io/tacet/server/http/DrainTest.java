package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.ServeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the process: told beforehand, nothing lost, one event for each action; and what the next start makes of a killed one. */
@Tag("slow")
class DrainTest {
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> send(ServeProcess serve, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + serve.port() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String action(int call) {
        return "{\"Type\":\"RecordAudio\",\"Parameters\":{\"CallId\":\"call-" + call
                + "\",\"RecordingTerminators\":[\"#\"],\"RecordingDestination\":{\"Type\":\"S3\",\"BucketName\":\"mail\"}}}";
    }

    @Test
    void shouldSayThatItEndsRefuseNewCallsAndSealTheLiveOnes(@TempDir Path directory) throws Exception {
        Path config = Files.writeString(directory.resolve("c.yaml"), "drain: {graceSeconds: 1.5}");
        try (ServeProcess serve = ServeProcess.begin(directory, "--config", config.toString())) {
            List<JsonNode> live = live(serve, 4);
            serve.terminate();
            ServeRun.await(() -> status(serve, "GET", "/readyz") == 503);
            HttpResponse<String> refused = send(serve, "POST", "/v1/recordings", "{}");
            assertEquals(
                    "Draining", ServeRun.expect(503, refused).get("errorType").asText());
            assertEquals(200, send(serve, "GET", "/healthz", "").statusCode());
            assertEquals(0, serve.exitCode(), serve.err());
            assertEvents(serve, live, 4);
            for (int i = 0; i < 4; i++) {
                assertEquals(44 + 2 * 160 * 10, Files.size(directory.resolve("out/mail/call-" + i + "-0.wav")));
            }
            assertTrue(serve.err().contains("ending: 4 recordings are live"), serve.err());
        }
    }

    @Test
    void shouldFinishAtTheNextStartWhatAKilledProcessLeft(@TempDir Path directory) throws Exception {
        List<JsonNode> live;
        try (ServeProcess serve = ServeProcess.begin(directory)) {
            live = live(serve, 3);
            Thread.sleep(400); // durable within 250 ms
            serve.kill();
        }
        try (ServeProcess serve = ServeProcess.begin(directory)) {
            ServeRun.await(() -> Files.exists(directory.resolve("out/mail/call-2-0.wav")));
            Thread.sleep(300);
            serve.terminate();
            assertEquals(0, serve.exitCode(), serve.err());
            assertEvents(serve, live, 3);
        }
    }

    private List<JsonNode> live(ServeProcess serve, int count) throws Exception {
        List<JsonNode> live = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode begun = ServeRun.expect(201, send(serve, "POST", "/v1/recordings", action(i)));
            live.add(begun);
            try (Phone phone = new Phone(begun)) {
                phone.loud(10);
            }
        }
        for (JsonNode one : live) {
            ServeRun.await(
                    () -> // not the position: it goes on by the clock while nothing arrives
                    text(serve, "/v1/recordings/" + one.get("id").asText()).contains("\"written\":10,"));
        }
        return live;
    }

    private static void assertEvents(ServeProcess serve, List<JsonNode> live, int count) throws IOException {
        Map<String, Integer> events = new HashMap<>();
        for (String line : serve.out()) {
            JsonNode event = ServeRun.JSON.readTree(line);
            if (event.has("InvocationEventType")) {
                assertEquals(
                        "ACTION_SUCCESSFUL", event.get("InvocationEventType").asText(), line);
                events.merge(event.at("/ActionData/RecordingDestination/Key").asText(), 1, Integer::sum);
            }
        }
        assertEquals(count, events.size(), events.toString());
        for (JsonNode one : live) {
            assertEquals(1, events.get(one.get("key").asText()), "one event each: " + events);
        }
    }

    private int status(ServeProcess serve, String method, String path) {
        try {
            return send(serve, method, path, "").statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(ServeProcess serve, String path) {
        try {
            return send(serve, "GET", path, "").body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
