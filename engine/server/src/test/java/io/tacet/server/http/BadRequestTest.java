package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.serve.ServeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers send: typed answers, in one line, that name the field and what is allowed. */
class BadRequestTest {
    @SuppressWarnings("NullAway.Init") // by start()
    private static ServeRun run;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        run = ServeRun.start(ServeRun.config(directory));
    }

    @AfterAll
    static void stop() throws IOException {
        run.close();
    }

    /** Sends bytes as they are and returns the answer up to the close. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    private static void typed(int status, String answer) throws IOException {
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        JsonNode error = ServeRun.JSON.readTree(answer.substring(answer.indexOf("{\"")));
        assertTrue(
                error.get("errorType").isTextual() && error.get("errorMessage").isTextual(), answer);
        assertFalse(answer.contains("jetty") || answer.contains("Exception:") || answer.contains("\tat "), answer);
    }

    @Test
    void shouldAnswerMalformedHttpWithATypedError() throws IOException {
        typed(400, raw("GARBAGE\r\n\r\n"));
        typed(400, raw("GET / HTTP/1.1\r\n\r\n")); // no Host
        typed(400, raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        typed(400, raw("POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12x\r\n\r\n"));
        typed(
                400,
                raw("POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                        + "Content-Length: 4\r\n\r\nabcd"));
        typed(431, raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"));
        typed(505, raw("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"));
        assertTrue(raw("\0\0\0\0").length() < 1000);
        assertEquals(200, run.send("GET", "/healthz", null).statusCode(), "others are undisturbed");
    }

    @Test
    void shouldNotBeCalledByOtherNamesWithoutAToken() throws IOException {
        typed(403, raw("GET /v1/recordings HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        typed(403, raw("GET /v1/recordings HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n"));
        assertTrue(raw("GET /v1/recordings HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
    }

    @Test
    void shouldNotReadABodyThatIsTooLargeHoweverItComes() throws IOException {
        typed(413, raw("POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n{"));
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String answer = raw("POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(20));
        assertTrue(answer.equals("reset") || answer.startsWith("HTTP/1.1 413"), answer);
    }

    @Test
    void shouldNameTheFieldAndWhatIsAllowed() throws IOException {
        refused("{", "InvalidJson", "line 1");
        refused("[]", "InvalidJson", "object");
        refused("{} {}", "InvalidJson", "");
        refused("{\"a\":1,\"a\":2}", "InvalidJson", "uplicate");
        refused("[".repeat(100_000), "InvalidJson", "depth");
        refused("{\"silenceSecond\":3}", "InvalidParameter", "silenceSecond is not known; allowed are callId, media");
        refused("{\"silenceSeconds\":0}", "InvalidParameter", "silenceSeconds is 0; allowed: seconds, above 0 to 1000");
        refused("{\"silenceSeconds\":1e400}", "InvalidParameter", "silenceSeconds");
        refused("{\"silenceSeconds\":\"3\"}", "InvalidParameter", "silenceSeconds");
        refused("{\"durationSeconds\":2147483648}", "InvalidParameter", "durationSeconds");
        refused("{\"threshold\":5}", "InvalidParameter", "threshold is given without silenceSeconds");
        refused("{\"silenceSeconds\":3,\"threshold\":1001}", "InvalidParameter", "threshold is 1001; allowed");
        refused("{\"terminators\":\"A\"}", "InvalidParameter", "terminators is \"A\"; allowed: one or more of");
        refused("{\"format\":\"mp3\"}", "InvalidParameter", "pcm16, mulaw, alaw");
        refused("{\"callId\":\"\"}", "InvalidParameter", "callId");
        refused("{\"media\":1}", "InvalidParameter", "media is 1; allowed: an object");
        refused("{\"media\":{\"ptimeMillis\":0}}", "InvalidParameter", "media.ptimeMillis is 0; allowed");
        refused("{\"media\":{\"source\":\"localhost:4000\"}}", "InvalidParameter", "media.source");
        refused("{\"media\":{\"source\":\"999.1.1.1:4000\"}}", "InvalidParameter", "media.source");
        refused("{\"media\":{\"payloadTypes\":{\"200\":\"PCMU\"}}}", "InvalidParameter", "media.payloadTypes.200");
        refused("{\"media\":{\"payloadTypes\":{\"96\":\"opus/48000\"}}}", "InvalidParameter", "L16/RATE");
        refused(
                "{\"media\":{\"payloadTypes\":{\"96\":\"L16/16000\",\"0\":\"PCMU/8000\"}}}",
                "InvalidParameter",
                "media.payloadTypes");
        refused("{\"Type\":\"PlayAudio\"}", "InvalidActionParameter", "Type");
        assertEquals(0, run.daemon.registry().liveCount());
    }

    private static void refused(String body, String type, String part) throws IOException {
        JsonNode error = ServeRun.expect(400, run.send("POST", "/v1/recordings", body));
        assertEquals(type, error.get("errorType").asText(), body);
        String message = error.get("errorMessage").asText();
        assertTrue(message.contains(part), message);
        assertTrue(message.length() < 700 && message.lines().count() == 1, message);
    }

    @Test
    void shouldNotFindFilesByPaths() throws IOException {
        for (String path : new String[] {
            "/v1/recordings/..%2f..%2fetc%2fpasswd/audio",
            "/v1/recordings/../../etc/passwd/audio",
            "/v1/recordings/%2e%2e/manifest",
            "/../pom.xml",
            "/v1/recordings/a/b/audio",
            "/v1/recordings//audio"
        }) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 4"), path + ": " + answer);
        }
        ServeRun.expect(405, run.send("PUT", "/v1/recordings", "{}"));
        ServeRun.expect(404, run.send("GET", "/v2", null));
        ServeRun.expect(400, run.send("GET", "/v1/recordings?limit=0", null));
        ServeRun.expect(400, run.send("GET", "/v1/recordings?state=x", null));
    }

    @Test
    void shouldRefuseMoreRecordingsThanAllowedAndMorePortsThanThereAre(@TempDir Path directory) throws IOException {
        ServeConfig config = ServeRun.with(directory, http -> http, rtp -> ServeRun.twoPorts(Duration.ofSeconds(3)), 2);
        try (ServeRun small = ServeRun.start(config)) {
            String first = small.start("{}").get("id").asText();
            small.start("{}");
            HttpResponse<String> many = small.send("POST", "/v1/recordings", "{}");
            assertEquals(
                    "TooManyRecordings",
                    ServeRun.expect(429, many).get("errorType").asText());
            assertEquals("1", many.headers().firstValue("retry-after").orElse(""));
            small.send("DELETE", "/v1/recordings/" + first, null);
            small.ended(first);
            HttpResponse<String> resting = small.send("POST", "/v1/recordings", "{}");
            assertEquals(
                    "PortsExhausted",
                    ServeRun.expect(503, resting).get("errorType").asText());
            assertTrue(resting.headers().firstValueAsLong("retry-after").orElse(0) >= 1);
            assertEquals(2, small.daemon.totals().refused());
        }
    }
}
