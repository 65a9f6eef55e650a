package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.SharedMaterial;
import io.tacet.server.capture.CaptureBytes;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCaptureTest {
    @TempDir
    Path directory = Path.of("");

    private final CaptureBytes file = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xA1B2C3D4, 101);
    private String err = "";
    private int sequence = 65_500;

    /** Packets of 20 ms of µ-law at 50 s and later, loud or at the encoding's idle. */
    private void audio(int port, int from, int to, boolean loud) {
        for (int i = from; i < to; i++) {
            byte[] payload = new byte[160];
            for (int j = 0; j < 160; j++) {
                payload[j] = (byte) (loud ? (j / 10 % 2 == 0 ? 0xA0 : 0x20) : 0xFF);
            }
            packet(port, 20 * i, CaptureBytes.rtp(0, sequence++, 160L * i, 7, payload));
        }
    }

    private void packet(int port, int millis, byte[] rtp) {
        file.pcapRecord(50 + millis / 1000, millis % 1000 * 1000L, CaptureBytes.datagram(port, rtp));
    }

    private Path written() throws IOException {
        return Files.write(directory.resolve("call.pcap"), file.toByteArray());
    }

    private CommandRun run(Path input, String... options) {
        List<String> arguments = new ArrayList<>(List.of("record", input.toString()));
        arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode record(Path input, String... options) throws IOException {
        CommandRun run = run(input, options);
        assertEquals(0, run.exitCode(), run.err());
        err = run.err();
        return new ObjectMapper().readTree(run.out());
    }

    private static void ended(String cause, long atSample, JsonNode manifest) {
        assertEquals(cause + " " + atSample, manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
    }

    @Test
    void shouldEndAtThePressOfATerminator() throws IOException {
        audio(5000, 0, 50, true);
        for (int i = 1; i <= 5; i++) {
            packet(
                    5000,
                    1000 + 20 * i,
                    CaptureBytes.rtp(101, sequence++, 8000, 7, CaptureBytes.event(11, i > 2, 160 * i)));
        }
        JsonNode manifest = record(written(), "--terminators", "#");
        ended("TERMINATOR", 8_000, manifest);
        assertEquals(8_000, manifest.get("samples").asLong());
        assertEquals(50, manifest.get("counters").get("written").asLong());
    }

    @Test
    void shouldEndInAPauseWithoutPackets() throws IOException {
        audio(5000, 0, 50, true);
        audio(5000, 300, 310, true);
        ended("SILENCE", 32_000, record(written(), "--silence", "3"));
        ended("DURATION", 20_000, record(written(), "--duration", "2.5"));
        ended("ENDED", 49_600, record(written()));
        CommandRun run = run(written(), "--media-timeout", "4.9");
        assertEquals(1, run.exitCode());
        JsonNode manifest = new ObjectMapper().readTree(run.out());
        ended("NO_MEDIA", 8_000, manifest);
    }

    @Test
    void shouldNameTheStreamsThatItDoesNotRecord() throws IOException {
        audio(5000, 0, 50, true);
        audio(5002, 0, 60, true);
        Path call = written();
        ended("ENDED", 9_600, record(call));
        assertTrue(
                err.contains(call + ": not recorded: 10.0.0.1:4000 → 10.0.0.2:5000, SSRC 0x00000007, 50 packets"), err);
        ended("ENDED", 8_000, record(call, "--udp-port", "5000"));
        CommandRun run = run(call, "--udp-port", "6000");
        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size());
        assertTrue(run.err().startsWith("tacet record: " + call + ": the capture has no RTP stream to UDP port 6000"));
    }

    @Test
    void shouldUseEverythingBeforeACut() throws IOException {
        audio(5000, 0, 50, true);
        Path call = written();
        Files.write(call, Arrays.copyOf(file.toByteArray(), file.size() - 1));
        ended("ENDED", 49 * 160, record(call));
        assertTrue(err.contains("the capture is cut inside the record at byte"), err);
    }

    @Test
    void shouldRefuseACaptureWithoutRtp() throws IOException {
        packet(53, 0, CaptureBytes.text("no RTP here"));
        Path call = written();
        CommandRun run = run(call);
        assertEquals(2, run.exitCode());
        assertEquals(
                "tacet record: " + call + ": the capture has no RTP stream (1 UDP datagrams in 1 packets)\n",
                run.err());
    }

    @Test
    void shouldRefusePressesForACapture() throws IOException {
        audio(5000, 0, 5, true);
        Path call = written();
        CommandRun run = run(call, "--press", "#@1");
        assertEquals(2, run.exitCode());
        assertEquals(
                "tacet record: --press is for WAV files; the keys of " + call + " are in the capture\n", run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"t01-dtx-gap-no-packets", "t12-silence-ulaw-idle"})
    void shouldEndKnownCapturesAtTheirKnownSample(String name) throws IOException {
        Path capture = SharedMaterial.locate("pcap/derived/" + name + ".pcap");
        ended("SILENCE", 40_000, record(capture, "--silence", "3", "--threshold", "200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d01-baseline", "d16-pt96", "d18-flash-and-abcd"})
    void shouldListTheDigitsOfKnownCaptures(String name) throws IOException {
        Path capture = SharedMaterial.locate("pcap/derived/" + name + ".pcap");
        JsonNode truth = new ObjectMapper()
                .readTree(
                        SharedMaterial.locate("pcap/derived/" + name + ".json").toFile());
        StringBuilder digits = new StringBuilder();
        record(capture)
                .get("digits")
                .forEach(digit -> digits.append(digit.get("digit").asText()));
        assertEquals(truth.get("digits").asText(), digits.toString());
    }
}
