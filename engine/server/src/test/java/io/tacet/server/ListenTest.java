package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.AudioEncoding;
import io.tacet.codec.Decoders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live calls over loopback. Packets are sent when they are due; the samples follow from their timestamps alone. */
@Timeout(60)
class ListenTest {
    @TempDir
    Path directory = Path.of("");

    private LiveCall listen(String... options) throws IOException, InterruptedException {
        return LiveCall.begin(directory, options);
    }

    private static void ended(String cause, long atSample, JsonNode manifest) {
        assertEquals(cause + " " + atSample, manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
    }

    private static String digits(JsonNode manifest) {
        StringBuilder all = new StringBuilder();
        for (JsonNode digit : manifest.get("digits")) {
            all.append(digit.get("digit").asText());
        }
        return all.toString();
    }

    private static long counter(JsonNode manifest, String name) {
        return manifest.get("counters").get(name).asLong();
    }

    private static short[] samples(JsonNode manifest) throws IOException {
        byte[] wav = Files.readAllBytes(Path.of(manifest.get("file").asText()));
        short[] samples = new short[(wav.length - 44) / 2];
        ByteBuffer.wrap(wav, 44, wav.length - 44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    @Test
    void shouldEndAtThePressOfATerminatorAndListTheOtherKeys() throws IOException, InterruptedException {
        try (LiveCall call = listen("--terminators", "#")) {
            call.audio(20, true).key(5).audio(10, true).key(11);
            JsonNode manifest = call.end(0);
            ended("TERMINATOR", (20 + 3 + 10) * 160, manifest);
            assertEquals("5#", digits(manifest));
            assertEquals(
                    20 * 160,
                    Math.round(manifest.get("digits").get(0).get("atSeconds").asDouble() * 8000));
            assertEquals((20 + 3 + 10) * 160, samples(manifest).length);
        }
    }

    @Test
    void shouldWriteExactlyWhatWasSent() throws IOException, InterruptedException {
        byte[] ramp = new byte[160];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) i;
        }
        short[] expected = new short[160];
        Decoders.of(AudioEncoding.PCMU).decode(ramp, 0, 160, expected);
        try (LiveCall call = listen("--terminators", "#")) {
            JsonNode manifest = call.audio(0, ramp).audio(0, ramp).key(11).end(0);
            ended("TERMINATOR", 320, manifest);
            short[] samples = samples(manifest);
            assertArrayEquals(expected, Arrays.copyOf(samples, 160));
            assertArrayEquals(expected, Arrays.copyOfRange(samples, 160, 320));
        }
    }

    @Test
    void shouldEndAfterSilenceThatIsSent() throws IOException, InterruptedException {
        try (LiveCall call = listen("--silence", "1")) {
            call.audio(20, true).audio(60, false);
            ended("SILENCE", 20 * 160 + 8000, call.end(0));
        }
    }

    @Test
    void shouldEndAfterSilenceWhenPacketsStop() throws IOException, InterruptedException {
        try (LiveCall call = listen("--silence", "1")) {
            JsonNode manifest = call.audio(20, true).end(0);
            ended("SILENCE", 20 * 160 + 8000, manifest);
            assertEquals(20 * 160 + 8000, samples(manifest).length);
            assertEquals("NO_PACKETS", manifest.get("gaps").get(0).get("reason").asText());
        }
    }

    @Test
    void shouldEndAtTheDurationWhenPacketsStop() throws IOException, InterruptedException {
        try (LiveCall call = listen("--duration", "0.8")) {
            JsonNode manifest = call.audio(20, true).end(0);
            ended("DURATION", 6400, manifest);
            assertEquals(20, counter(manifest, "written"));
        }
    }

    @Test
    void shouldFailAtTheMediaTimeoutAndKeepWhatWasHeard() throws IOException, InterruptedException {
        try (LiveCall call = listen("--media-timeout", "1")) {
            JsonNode manifest = call.audio(20, true).end(1);
            ended("NO_MEDIA", 20 * 160, manifest);
            assertEquals(20 * 160, samples(manifest).length);
        }
    }

    @Test
    void shouldFailWithoutAnyPacket() throws IOException, InterruptedException {
        try (LiveCall call = listen("--silence", "0.3")) {
            JsonNode manifest = call.end(1);
            ended("NO_MEDIA", 0, manifest);
            assertTrue(manifest.get("file").isNull());
        }
    }

    @Test
    void shouldBeginWithTheFirstPacketWhenItMayWait() throws IOException, InterruptedException {
        try (LiveCall call = listen("--silence", "0.5", "--wait", "20")) {
            Thread.sleep(1000);
            ended("SILENCE", 20 * 160 + 4000, call.audio(20, true).end(0));
        }
    }

    @Test
    void shouldWaitNoLongerThanItMay() throws IOException, InterruptedException {
        try (LiveCall call = listen("--silence", "0.3", "--wait", "0.3")) {
            ended("NO_MEDIA", 0, call.end(1));
        }
    }

    @Test
    void shouldFillWhatWasLostToTheSample() throws IOException, InterruptedException {
        try (LiveCall call = listen("--terminators", "#")) {
            JsonNode manifest =
                    call.audio(15, true).lose(5).audio(12, true).key(11).end(0);
            ended("TERMINATOR", 32 * 160, manifest);
            assertEquals("LOSS", manifest.get("gaps").get(0).get("reason").asText());
            short[] samples = samples(manifest);
            for (int i = 0; i < 5 * 160; i++) {
                assertEquals(0, samples[15 * 160 + i], "sample " + (15 * 160 + i));
            }
            assertFalse(samples[20 * 160] == 0);
        }
    }

    @Test
    void shouldTakeNothingFromElsewhereWhenTheSourceIsGiven() throws IOException, InterruptedException {
        try (DatagramChannel intruder = intruder();
                LiveCall call = listen("--source", "PHONE", "--terminators", "#")) {
            call.intrude(intruder, 101, new byte[] {11, 10, 0, (byte) 160});
            for (int i = 0; i < 10; i++) {
                call.intrude(intruder, 0, new byte[160]).audio(1, true);
            }
            JsonNode manifest = call.key(11).end(0);
            ended("TERMINATOR", 10 * 160, manifest);
            assertEquals(
                    11, manifest.get("counters").get("rejected").get("source").asLong());
            assertEquals(10, counter(manifest, "written"));
        }
    }

    @Test
    void shouldTakeNothingFromElsewhereOnceTheSourceIsLearned() throws IOException, InterruptedException {
        try (DatagramChannel intruder = intruder();
                LiveCall call = listen("--terminators", "#")) {
            call.audio(4, true);
            for (int i = 0; i < 10; i++) {
                call.intrude(intruder, 101, new byte[] {11, 10, 0, (byte) 160}).audio(1, true);
            }
            JsonNode manifest = call.key(11).end(0);
            ended("TERMINATOR", 14 * 160, manifest);
            assertEquals(
                    10, manifest.get("counters").get("rejected").get("source").asLong());
        }
    }

    @Test
    void shouldCountWhatIsNotRtpAndTypesWithoutMeaning() throws IOException, InterruptedException {
        try (LiveCall call = listen("--terminators", "#")) {
            call.audio(10, true).raw(new byte[0]).raw(new byte[] {'h', 'i'});
            call.raw(new byte[] {(byte) 0x80, (byte) 200, 0, 6, 0, 0, 0, 7}).audio(77, new byte[160]);
            JsonNode manifest = call.audio(10, true).key(11).end(0);
            ended("TERMINATOR", 21 * 160, manifest);
            JsonNode rejected = manifest.get("counters").get("rejected");
            assertEquals(2, rejected.get("malformed").asLong());
            assertEquals(1, rejected.get("rtcp").asLong());
            assertEquals(1, rejected.get("payloadType").asLong());
        }
    }

    @Test
    void shouldRecordWidebandByItsEncodingAndPayloadType() throws IOException, InterruptedException {
        byte[] packet = new byte[320];
        for (int i = 0; i < packet.length; i += 2) {
            packet[i] = 0x12;
            packet[i + 1] = (byte) i;
        }
        try (LiveCall call = listen("--encoding", "l16/16000@118", "--terminators", "#")) {
            JsonNode manifest = call.audio(118, packet)
                    .audio(118, packet)
                    .audio(118, packet)
                    .key(11)
                    .end(0);
            ended("TERMINATOR", 480, manifest);
            assertEquals(16_000, manifest.get("sampleRate").asInt());
            short[] samples = samples(manifest);
            for (int i = 0; i < 480; i++) {
                assertEquals(0x1200 | i % 160 * 2 & 0xFF, samples[i]);
            }
        }
    }

    @Test
    void shouldTakeTypesAndPortFromASessionDescription() throws IOException, InterruptedException {
        Path sdp = Files.writeString(
                directory.resolve("call.sdp"),
                "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 96 97 111\r\na=rtpmap:96 PCMA/8000\r\n"
                        + "a=rtpmap:97 telephone-event/8000\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:97 0-9\r\n");
        byte[] idle = new byte[160];
        Arrays.fill(idle, (byte) 0xD5);
        try (LiveCall call = listen("--sdp", sdp.toString(), "--terminators", "12#")) {
            call.audio(96, idle).audio(96, idle).packet(97, 160 * 2 - 1600, new byte[] {2, 10, 0, (byte) 160});
            ended("TERMINATOR", 320, call.end(0, 4));
            assertTrue(call.err().contains(sdp + ": not used: 111 opus/48000/2\n"), call.err());
            assertTrue(call.err().contains(sdp + ": announces no telephone event for the terminators #\n"), call.err());
        }
    }

    private static DatagramChannel intruder() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
