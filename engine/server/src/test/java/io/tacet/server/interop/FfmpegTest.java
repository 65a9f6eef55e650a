package io.tacet.server.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.server.ListenProcess;
import io.tacet.server.RepositoryFile;
import io.tacet.server.TacetCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ffmpeg sends a file, or a tone, by RTP. */
@Tag("interop")
@Timeout(90)
class FfmpegTest {
    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void needFfmpeg() throws IOException, InterruptedException {
        Program.assumeRuns("ffmpeg", "-version");
    }

    /** The same file through {@code tacet record}: live and from disk must be one recording. */
    private JsonNode fromDisk(Path file, String silence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] arguments = {
            "record",
            file.toString(),
            "--silence",
            silence,
            "--out",
            directory.resolve("disk").toString()
        };
        int code = TacetCommand.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private static byte[] wav(JsonNode manifest) throws IOException {
        return Files.readAllBytes(Path.of(manifest.get("file").asText()));
    }

    @ParameterizedTest
    @CsvSource({"idle-mulaw,pcm_mulaw,2,27200", "idle-alaw,pcm_alaw,1,23200"})
    void shouldRecordWhatFfmpegSendsAsFromDisk(String sample, String codec, String silence, long end)
            throws IOException, InterruptedException {
        Path file = RepositoryFile.locate("samples/audio/" + sample + ".wav");
        JsonNode live;
        try (ListenProcess listen = ListenProcess.begin(directory, "--silence", silence);
                Program ffmpeg = Program.start(
                        directory,
                        "ffmpeg",
                        "-nostdin",
                        "-re",
                        "-i",
                        file.toString(),
                        "-c:a",
                        codec,
                        "-f",
                        "rtp",
                        "rtp://127.0.0.1:" + listen.port())) {
            live = listen.end(0);
            ffmpeg.end();
        }
        JsonNode disk = fromDisk(file, silence);
        assertEquals("SILENCE " + end, disk.get("cause").asText() + " " + disk.get("endedAtSample"));
        assertEquals("SILENCE " + end, live.get("cause").asText() + " " + live.get("endedAtSample"));
        assertEquals(0, live.get("gaps").size(), live.toString());
        assertArrayEquals(wav(disk), wav(live));
    }

    @Test
    void shouldEndAfterSilenceWhenFfmpegStops() throws IOException, InterruptedException {
        try (ListenProcess listen = ListenProcess.begin(directory, "--silence", "1");
                Program ffmpeg = Program.start(
                        directory,
                        "ffmpeg",
                        "-nostdin",
                        "-re",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=8000:duration=1.5",
                        "-c:a",
                        "pcm_mulaw",
                        "-f",
                        "rtp",
                        "rtp://127.0.0.1:" + listen.port())) {
            JsonNode manifest = listen.end(0);
            ffmpeg.end();
            assertEquals("SILENCE 20000", manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
            assertEquals(20_000, manifest.get("samples").asLong());
        }
    }

    @Test
    void shouldRecordWidebandByFfmpegsOwnSessionDescription() throws IOException, InterruptedException {
        Path sdp = directory.resolve("call.sdp");
        try (Program ffmpeg = Program.start(directory, tone("0.1", sdp, 5004))) {
            ffmpeg.end();
        }
        try (ListenProcess listen = ListenProcess.begin(directory, "--sdp", sdp.toString(), "--duration", "0.9");
                Program ffmpeg = Program.start(directory, tone("1.5", sdp, listen.port()))) {
            JsonNode manifest = listen.end(0);
            ffmpeg.end();
            assertEquals("DURATION 14400", manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
            assertEquals(16_000, manifest.get("sampleRate").asInt());
            assertEquals(0, manifest.get("gaps").size(), manifest.toString());
        }
    }

    private static String[] tone(String seconds, Path sdp, int port) {
        return new String[] {
            "ffmpeg",
            "-nostdin",
            "-y",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:sample_rate=16000:duration=" + seconds,
            "-c:a",
            "pcm_s16be",
            "-f",
            "rtp",
            "-sdp_file",
            sdp.toString(),
            "rtp://127.0.0.1:" + port
        };
    }
}
