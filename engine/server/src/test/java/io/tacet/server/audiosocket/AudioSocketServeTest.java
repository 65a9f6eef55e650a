package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import io.tacet.server.live.ServeHarness;
import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeConfigReader;
import io.tacet.server.serve.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AudioSocket as part of {@code tacet serve}: announced over HTTP, or not. */
@Timeout(60)
class AudioSocketServeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WAV_HEADER = 44;

    @TempDir
    Path directory = Path.of("");

    private static ServeConfig.AudioSocket closed() {
        return new ServeConfig.AudioSocket(null, 0);
    }

    private static Caller caller(ServeHarness serve) throws Exception {
        int port =
                Objects.requireNonNull(serve.daemon().audioSocket()).endpoint().port();
        return new Caller(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** A recording once it is over. */
    private static JsonNode over(ServeHarness serve, String id) throws Exception {
        Desk.await(() -> serve.daemon().registry().finished(id) != null, "end of " + id);
        return JSON.readTree(serve.get("/v1/recordings/" + id).body());
    }

    @Test
    void shouldRecordTheCallThatWasAnnouncedOverHttp() throws Exception {
        byte[] pcm = Desk.noise(30, 7005);
        try (ServeHarness serve = ServeHarness.start(directory, closed())) {
            JsonNode made = JSON.readTree(serve.post(
                            "/v1/recordings",
                            "{\"media\":{\"type\":\"audiosocket\",\"sampleRate\":16000},\"terminators\":\"#\",\"callId\":\"c-1\"}")
                    .body());
            String id = made.path("id").asText();
            assertEquals("audiosocket", made.path("media").asText(), made.toString());
            assertEquals(
                    Objects.requireNonNull(serve.daemon().audioSocket())
                            .endpoint()
                            .port(),
                    made.path("rtp").path("port").asInt());
            try (Caller caller = caller(serve)) {
                caller.send(Caller.uuid(UUID.fromString(id)), Caller.audio(0x12, pcm, 640), Caller.digits("#"));
                assertArrayEquals(Desk.HANG_UP, caller.heard());
            }
            JsonNode over = over(serve, id);
            assertEquals("TERMINATOR", over.path("cause").asText(), over.toString());
            byte[] wav = Files.readAllBytes(Path.of(over.path("location").asText()));
            assertArrayEquals(pcm, Arrays.copyOfRange(wav, WAV_HEADER, wav.length));
            String metrics = new String(serve.get("/metrics").body(), StandardCharsets.UTF_8);
            assertTrue(metrics.contains("tacet_audiosocket_ended_total{reason=\"recording_ended\"} 1.0"), metrics);
        }
    }

    @Test
    void shouldRefuseCallsThatNobodyAnnouncedUnlessTheConfigurationHasLimitsForThem() throws Exception {
        UUID call = UUID.randomUUID();
        byte[] pcm = Caller.join(Desk.noise(31, 8000), Desk.silence(12_000));
        try (ServeHarness serve = ServeHarness.start(directory.resolve("closed"), closed());
                Caller caller = caller(serve)) {
            caller.send(Caller.uuid(call));
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            assertEquals(0, serve.daemon().registry().liveCount());
        }
        ServeConfig.UnknownCalls limits = new ServeConfig.UnknownCalls(
                Duration.ofSeconds(60), SilencePolicy.after(Duration.ofSeconds(1)), Terminators.NONE);
        try (ServeHarness serve =
                        ServeHarness.start(directory.resolve("open"), new ServeConfig.AudioSocket(null, 0, limits));
                Caller caller = caller(serve)) {
            caller.send(Caller.uuid(call), Caller.audio(pcm));
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            Desk.await(() -> !serve.daemon().registry().finished(1).isEmpty(), "the end");
            JsonNode over =
                    over(serve, serve.daemon().registry().finished(1).get(0).id());
            assertEquals(
                    "SILENCE 16000",
                    over.path("cause").asText() + " "
                            + over.path("endedAtSample").asText());
            assertEquals(call.toString(), over.path("callId").asText());
        }
    }

    @Test
    void shouldReadItsSettings() {
        Map<String, String> environment = Map.of(
                "TACET_AUDIO_SOCKET_PORT", "9092",
                "TACET_AUDIO_SOCKET_UNKNOWN", "true",
                "TACET_AUDIO_SOCKET_SILENCE_SECONDS", "2.5",
                "TACET_AUDIO_SOCKET_TERMINATORS", "#*");
        ServeConfig.AudioSocket read = ServeConfigReader.read(new Settings().environment(environment), line -> {})
                .audioSocket();
        SilencePolicy silence = SilencePolicy.after(Duration.ofMillis(2500));
        ServeConfig.UnknownCalls limits = new ServeConfig.UnknownCalls(null, silence, Terminators.of("*#"));
        assertEquals(new ServeConfig.AudioSocket(null, 9092, limits), read);
        assertEquals(
                ServeConfig.AudioSocket.DEFAULT,
                ServeConfigReader.read(new Settings(), line -> {}).audioSocket());
    }

    @Test
    void shouldSayWhatIsAllowed() throws Exception {
        try (ServeHarness serve = ServeHarness.start(directory, ServeConfig.AudioSocket.DEFAULT)) {
            assertEquals(
                    "400 media.type is audiosocket; allowed is rtp, for this server's audioSocket.port is not set",
                    serve.error("{\"media\":{\"type\":\"audiosocket\"}}"));
            String type = serve.error("{\"media\":{\"type\":\"webrtc\"}}");
            assertTrue(type.contains("rtp or audiosocket"), type);
            String rate = serve.error("{\"media\":{\"type\":\"audiosocket\",\"sampleRate\":44100}}");
            assertTrue(rate.contains("8000, 16000, 32000, 48000"), rate);
        }
    }
}
