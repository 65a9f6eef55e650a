package io.tacet.server.capture;

import static io.tacet.server.capture.CaptureBytes.datagram;
import static io.tacet.server.capture.CaptureBytes.event;
import static io.tacet.server.capture.CaptureBytes.rtp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.SharedMaterial;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureStreamsTest {
    private static final byte[] AUDIO = new byte[160];

    @TempDir
    Path directory = Path.of("");

    private final CaptureBytes file = new CaptureBytes(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xA1B2C3D4, 101);
    private int millis;

    private void packet(int port, byte[] payload) {
        file.pcapRecord(millis / 1000, millis % 1000 * 1000L, datagram(port, payload));
        millis += 10;
    }

    private void audio(int port, int payloadType, long ssrc, int packets) {
        for (int i = 0; i < packets; i++) {
            packet(port, rtp(payloadType, 65534 + i, 160L * i, ssrc, AUDIO));
        }
    }

    private void press(int port, int payloadType, long ssrc, int event) {
        for (int i = 1; i <= 4; i++) {
            packet(port, rtp(payloadType, 700 + i, 9000, ssrc, event(event, i > 2, 160 * Math.min(i, 3))));
        }
    }

    private CaptureStreams find(StreamSelection selection) throws IOException {
        Path path = directory.resolve("a.pcap");
        Files.write(path, file.toByteArray());
        return CaptureStreams.find(path, selection);
    }

    @Test
    void shouldPreferEventsThenPackets() throws IOException {
        audio(5000, 0, 1, 50);
        audio(5002, 8, 2, 20);
        press(5002, 101, 2, 5);
        audio(5004, 0, 3, 70);
        CaptureStreams streams = find(StreamSelection.ANY);
        assertEquals(
                "10.0.0.1:4000 → 10.0.0.2:5002, SSRC 0x00000002, 24 packets, payload type 8, 101 (events)",
                streams.chosen().toString());
        assertEquals(
                List.of(5004, 5000),
                streams.others().stream()
                        .map(stream -> stream.flow().destination().port())
                        .toList());
        assertEquals(500_000_000L, streams.chosen().firstArrivalNanos());
    }

    @Test
    void shouldTakeThePortOrTheSourceThatWasAskedFor() throws IOException {
        audio(5000, 0, 1, 50);
        audio(5002, 0, 0xCAFE, 20);
        audio(5002, 0, 0xBABE, 20);
        assertEquals(40, find(new StreamSelection(5002, null, null)).chosen().packets());
        CaptureStream one = find(new StreamSelection(null, 0xBABEL, null)).chosen();
        assertEquals(List.of(0xBABEL), one.ssrcs());
        assertEquals(20, one.packets());
        assertEquals(
                "the capture has no RTP stream to UDP port 5000 of SSRC 0x0000BABE; there is "
                        + "10.0.0.1:4000 → 10.0.0.2:5000, SSRC 0x00000001, 50 packets, payload type 0; "
                        + "10.0.0.1:4000 → 10.0.0.2:5002, SSRC 0x0000CAFE, 0x0000BABE, 40 packets, payload type 0",
                assertThrows(NoStreamException.class, () -> find(new StreamSelection(5000, 0xBABEL, null)))
                        .getMessage());
    }

    @Test
    void shouldRecogniseEventsOnOtherTypes() throws IOException {
        audio(5000, 0, 1, 50);
        press(5000, 96, 1, 11);
        assertEquals(96, find(StreamSelection.ANY).chosen().eventPayloadType());
        press(5000, 101, 1, 11);
        assertEquals(101, find(StreamSelection.ANY).chosen().eventPayloadType());
        assertEquals(96, find(new StreamSelection(null, null, 96)).chosen().eventPayloadType());
        assertNull(find(new StreamSelection(null, null, 97)).chosen().eventPayloadType());
    }

    @Test
    void shouldTakeEventsAloneForAStream() throws IOException {
        press(5000, 101, 1, 0);
        CaptureStream stream = find(StreamSelection.ANY).chosen();
        assertEquals(4, stream.packets());
        assertTrue(stream.recordable());
    }

    @Test
    void shouldNotTakeOtherFourByteMediaForEvents() throws IOException {
        audio(5000, 0, 1, 10);
        for (int i = 0; i < 50; i++) {
            packet(5000, rtp(98, 10 + i, 300L * i, 1, CaptureBytes.text("text"))); // T.140: one timestamp a packet
            packet(5000, rtp(126, 60 + i, 0, 1, new byte[4])); // keep-alive: nothing grows
            packet(5000, rtp(97, 110 + i, 0, 1, new byte[] {(byte) i, 0, (byte) i, 0})); // another event each time
        }
        assertNull(find(StreamSelection.ANY).chosen().eventPayloadType());
    }

    @Test
    void shouldNotTakeOtherMediaOn101ForEvents() throws IOException {
        audio(5000, 0, 1, 10);
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            packet(5000, rtp(101, 10 + i, 960L * i, 1, new byte[1 + random.nextInt(90)]));
        }
        assertNull(find(StreamSelection.ANY).chosen().eventPayloadType());
    }

    @Test
    void shouldNotTakeRandomBytesOrRtcpForRtp() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            byte[] noise = new byte[8 + random.nextInt(200)];
            random.nextBytes(noise);
            packet(5000 + i % 3, noise);
            packet(5008, rtp(72 + i % 5, i, 0, 9, AUDIO));
            packet(5010, rtp(0, 5, 0, 9, AUDIO)); // the sequence number never moves
        }
        assertEquals(
                "the capture has no RTP stream (15000 UDP datagrams in 15000 packets)",
                assertThrows(NoStreamException.class, () -> find(StreamSelection.ANY))
                        .getMessage());
    }

    @Test
    void shouldSayWhatThereIsWhenNothingCanBeDecoded() {
        audio(5000, 18, 0xABCD, 10);
        assertEquals(
                "no stream with audio in PCMU or PCMA or telephone events; there is "
                        + "10.0.0.1:4000 → 10.0.0.2:5000, SSRC 0x0000ABCD, 10 packets, payload type 18",
                assertThrows(NoStreamException.class, () -> find(StreamSelection.ANY))
                        .getMessage());
    }

    @Test
    void shouldCarryEverythingOfItsFlowOrOnlyItsSource() throws IOException {
        audio(5000, 0, 1, 5);
        audio(5000, 0, 2, 5);
        packet(5000, CaptureBytes.text("junk"));
        packet(5002, rtp(0, 1, 1, 1, AUDIO));
        assertEquals(11, carried(find(StreamSelection.ANY).chosen()));
        assertEquals(5, carried(find(new StreamSelection(null, 2L, null)).chosen()));
    }

    private int carried(CaptureStream stream) throws IOException {
        int count = 0;
        Datagram view = new Datagram();
        try (CaptureReader reader = CaptureReader.open(directory.resolve("a.pcap"))) {
            while (reader.next(view)) {
                count += stream.carries(view) ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"0,,", "65536,,", ",-1,", ",4294967296,", ",,-1", ",,128"})
    void shouldRefuseSelectionsOutOfRange(Integer port, Long ssrc, Integer eventPayloadType) {
        assertThrows(IllegalArgumentException.class, () -> new StreamSelection(port, ssrc, eventPayloadType));
    }

    @Test
    void shouldFindTheStreamsOfRealCaptures() throws IOException {
        Path folder = SharedMaterial.locate("pcap/real");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path truth :
                    files.filter(f -> f.toString().endsWith(".truth.json")).toList()) {
                JsonNode root = new ObjectMapper().readTree(truth.toFile());
                String name = root.get("file").asText();
                CaptureStreams streams = CaptureStreams.find(folder.resolve(name), StreamSelection.ANY);
                assertEquals(root.get("streams").size(), 1 + streams.others().size(), name);
                JsonNode best = root.get("streams").get(0);
                assertEquals(best.get("packets").asLong(), streams.chosen().packets(), name);
                assertEquals(
                        best.get("src").asText() + " → " + best.get("dst").asText(),
                        streams.chosen().flow().toString(),
                        name);
                boolean events = best.get("pts").has("101");
                assertEquals(
                        events ? Integer.valueOf(101) : null, streams.chosen().eventPayloadType(), name);
            }
        }
    }

    @Test
    void shouldRecogniseTheEventsOfEveryBuiltCapture() throws IOException {
        Path folder = SharedMaterial.locate("pcap/derived");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> truths =
                    files.filter(f -> f.toString().endsWith(".json")).toList();
            assertFalse(truths.isEmpty());
            for (Path truth : truths) {
                JsonNode root = new ObjectMapper().readTree(truth.toFile());
                String name = root.get("name").asText();
                CaptureStream stream = CaptureStreams.find(folder.resolve(name + ".pcap"), StreamSelection.ANY)
                        .chosen();
                assertEquals(root.get("packets").asLong(), stream.packets(), name);
                Integer expected = root.get("events").isEmpty()
                        ? null
                        : Integer.valueOf(root.get("telephone_event_pt").asInt());
                assertEquals(expected, stream.eventPayloadType(), name);
            }
        }
    }
}
