package io.tacet.server.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.ListenProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** sipp calls sipp, whose answer sends the media here: speech and keys from sipp's own captures, by play_pcap_audio. */
@Tag("interop")
@Timeout(120)
class SippTest {
    private static final Path CAPTURES = Path.of("/usr/share/sip-tester");
    /** What sipp's capture g711a.pcap holds. */
    private static final int SPEECH_PACKETS = 236;

    private static final int SPEECH_SAMPLES = SPEECH_PACKETS * 240;
    private static final double MOST_LATE_SECONDS = 0.25;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void needSipp() throws IOException, InterruptedException {
        Program.assumeRuns("sipp", "-v");
        assumeTrue(Files.exists(CAPTURES.resolve("g711a.pcap")), "skipped: sipp's captures are not in " + CAPTURES);
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: sipp plays captures as root only");
    }

    private static String freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    @Test
    void shouldRecordSippsSpeechAndEndAtItsKey() throws IOException, InterruptedException {
        Path answer = Program.resource(directory, "uas.xml", "-", "");
        Path call = Program.resource(directory, "uac.xml", "captures", CAPTURES.toString());
        String port = freePort();
        try (ListenProcess listen = ListenProcess.begin(directory, "--terminators", "#");
                Program uas = Program.start(
                        directory,
                        "sipp",
                        "-sf",
                        answer.toString(),
                        "-i",
                        "127.0.0.1",
                        "-p",
                        port,
                        "-m",
                        "1",
                        "-timeout",
                        "35",
                        "-nostdin",
                        "-key",
                        "recorder_port",
                        Integer.toString(listen.port()));
                Program uac = Program.start(
                        directory,
                        "sipp",
                        "-sf",
                        call.toString(),
                        "-i",
                        "127.0.0.1",
                        "-p",
                        freePort(),
                        "-mp",
                        freePort(),
                        "-m",
                        "1",
                        "-timeout",
                        "35",
                        "-nostdin",
                        "127.0.0.1:" + port)) {
            JsonNode manifest = listen.end(0);
            uac.end();
            uas.end();
            assertEquals(
                    "TERMINATOR #",
                    manifest.get("cause").asText() + " "
                            + manifest.get("terminator").asText());
            JsonNode digits = manifest.get("digits");
            assertEquals(2, digits.size(), digits.toString());
            assertPress("5", 7.5, digits.get(0));
            assertPress("#", 8.2, digits.get(1));
            assertEquals(SPEECH_PACKETS, manifest.get("counters").get("written").asInt());
            assertEquals(0, manifest.get("counters").get("rejected").get("ssrc").asInt());
            JsonNode gap = manifest.get("gaps").get(0);
            assertEquals(SPEECH_SAMPLES, Math.round(gap.get("atSeconds").asDouble() * 8000));
            long samples = manifest.get("samples").asLong();
            assertEquals(Math.round(digits.get(1).get("atSeconds").asDouble() * 8000), samples);
            assertEquals(
                    44 + 2 * samples, Files.size(Path.of(manifest.get("file").asText())));
        }
    }

    private static void assertPress(String key, double nominal, JsonNode digit) {
        assertEquals(key, digit.get("digit").asText());
        double at = digit.get("atSeconds").asDouble();
        assertTrue(Math.abs(at - nominal) < MOST_LATE_SECONDS, digit + ", pressed at " + nominal + " s");
    }
}
