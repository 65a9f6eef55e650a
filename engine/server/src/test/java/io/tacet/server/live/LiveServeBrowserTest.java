package io.tacet.server.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.server.serve.ServeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live page of a real server that gets real RTP: meters move, a key ends a recording, its row links to the report. */
@Tag("browser")
@Timeout(180)
class LiveServeBrowserTest {
    private static final Path SHOTS = Path.of("target", "browser");
    private static final Path SAMPLES = Path.of("..", "..", "samples", "audio");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory = Path.of("");

    private static String open(ServeHarness serve, RtpFeeder feeder, String call, String sample, String limits)
            throws Exception {
        JsonNode made = JSON.readTree(
                serve.post("/v1/recordings", "{\"callId\":\"" + call + "\"," + limits + "," + RtpFeeder.MEDIA + "}")
                        .body());
        assertTrue(made.has("rtp"), made.toString());
        feeder.feed(made.path("rtp").path("port").asInt(), SAMPLES.resolve(sample + ".wav"));
        return made.path("id").asText();
    }

    @Test
    void shouldShowWhatIsRecorded() throws Exception {
        Browser browser = Browser.assumed();
        String usual = "\"silenceSeconds\":3,\"threshold\":200,\"durationSeconds\":120,\"terminators\":\"#\"";
        try (ServeHarness serve = ServeHarness.start(directory, ServeConfig.AudioSocket.DEFAULT);
                RtpFeeder feeder = new RtpFeeder()) {
            open(
                    serve,
                    feeder,
                    "+1 555 0100",
                    "floor-room-70",
                    "\"silenceSeconds\":2,\"threshold\":200,\"durationSeconds\":60");
            String pressed = open(serve, feeder, "+1 555 0117", "pauses", usual);
            List<String> samples = List.of("voicemail", "music", "whisper", "exact-pauses", "noise-step");
            for (int i = 0; i < samples.size(); i++) {
                open(serve, feeder, "+1 555 01" + (23 + 11 * i), samples.get(i), usual);
            }
            open(serve, feeder, "+1 555 0198", "hum-with-offset", "\"durationSeconds\":600");
            browser.run(
                    Files.createDirectories(directory.resolve("browser")),
                    "serve.js",
                    serve.address(),
                    Files.createDirectories(SHOTS).toAbsolutePath().toString(),
                    pressed);
        }
    }
}
