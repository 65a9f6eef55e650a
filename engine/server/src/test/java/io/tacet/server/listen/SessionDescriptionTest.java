package io.tacet.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionDescriptionTest {
    private static final String SESSION = "v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nt=0 0\n";

    private static SessionDescription parse(String... lines) throws IOException {
        return SessionDescription.parse(SESSION + String.join("\n", lines) + "\n");
    }

    private static String refusal(String text) {
        String message = assertThrows(IOException.class, () -> SessionDescription.parse(text))
                .getMessage();
        return message == null ? "" : message;
    }

    @Test
    void shouldReadTheTypesRatesAddressAndPacketTimeOfACall() throws IOException {
        SessionDescription call = parse(
                "c=IN IP4 192.0.2.1",
                "m=audio 49170 RTP/AVP 8 0 101 13",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:101 telephone-event/8000",
                "a=fmtp:101 0-11,16",
                "a=ptime:30",
                "a=rtcp-mux",
                "a=sendrecv");
        assertEquals(
                "0=PCMU/8000 8=PCMA/8000 13=CN 101=telephone-event/8000",
                call.payloadTypes().toString());
        assertEquals("192.0.2.1", call.host());
        assertEquals(49170, call.port());
        assertEquals(30, call.ptimeMillis());
        assertEquals("{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16}", String.valueOf(call.events()));
        assertEquals(List.of(), call.unusable());
    }

    @Test
    void shouldTakeWidebandWithEventsOfTheirOwnClock() throws IOException {
        SessionDescription call = parse(
                "m=audio 5004 RTP/AVP 96 97 98 99 100",
                "a=rtpmap:96 L16/16000/1",
                "a=rtpmap:97 telephone-event/16000",
                "a=rtpmap:98 telephone-event/8000",
                "a=rtpmap:99 CN/16000",
                "a=rtpmap:100 red/8000");
        assertEquals(
                "13=CN 96=L16/16000 97=telephone-event/16000 98=telephone-event/8000 99=CN 100=red",
                call.payloadTypes().toString());
        assertNull(call.host());
        assertNull(call.ptimeMillis());
    }

    @Test
    void shouldTakeTheFirstUsableFormatsRateAndNameTheRest() throws IOException {
        SessionDescription call = parse(
                "m=video 6000 RTP/AVP 98",
                "a=rtpmap:98 VP8/90000",
                "m=audio 5004 RTP/AVPF 111 9 0 96 97",
                "a=rtpmap:111 opus/48000/2",
                "a=rtpmap:96 L16/16000",
                "a=rtpmap:97 L16/8000/2");
        assertEquals(
                "0=PCMU/8000 8=PCMA/8000 13=CN 101=telephone-event/8000",
                call.payloadTypes().toString());
        assertEquals(
                List.of("111 opus/48000/2", "9 G722/8000", "96 L16/16000", "97 L16/8000/2", "m=video"),
                call.unusable());
        assertNull(call.events());
    }

    @Test
    void shouldNotTakeAnotherFormatOn101ForTelephoneEvents() throws IOException {
        SessionDescription call = parse("m=audio 5004 RTP/AVP 0 101", "a=rtpmap:101 opus/48000/2");
        assertEquals(0, call.payloadTypes().eventClockRate(101));
        assertNull(call.payloadTypes().audio(101));
    }

    @Test
    void shouldReadCarriageReturnsAndWhatStandsBeforeTheFirstLine() throws IOException {
        String text = "SDP:\r\n" + SESSION.replace("\n", "\r\n") + "c=IN IP6 ::1\r\nm=audio 5004/2 RTP/AVP 8\r\n\r\n";
        SessionDescription call = SessionDescription.parse(text);
        assertEquals("::1", call.host());
        assertEquals(5004, call.port());
    }

    @Test
    void shouldPreferTheAddressOfTheSectionAndPassOverMulticast() throws IOException {
        assertEquals(
                "192.0.2.2",
                parse("c=IN IP4 192.0.2.1", "m=audio 5004 RTP/AVP 0", "c=IN IP4 192.0.2.2")
                        .host());
        assertNull(parse("c=IN IP4 224.2.1.1/127/3", "m=audio 5004 RTP/AVP 0").host());
        assertNull(parse("c=IN IP6 ff15::101", "m=audio 5004 RTP/AVP 0").host());
    }

    @Test
    void shouldTakeTheFirstAudioThatCanBeRecorded() throws IOException {
        SessionDescription call = parse(
                "m=audio 0 RTP/AVP 0", "m=audio 5004 RTP/SAVP 0", "m=audio 5006 RTP/AVP 8", "m=audio 5008 RTP/AVP 0");
        assertEquals(5006, call.port());
        assertEquals(
                List.of("m=audio (port not of 1 to 65535)", "m=audio (encrypted, RTP/SAVP)", "further m=audio"),
                call.unusable());
    }

    @Test
    void shouldRefuseInOneLineWhatHasNoUsableAudio() {
        assertEquals(
                "has no m=audio line; allowed is a session description (RFC 8866) with an m=audio line",
                refusal(SESSION));
        assertEquals(
                "has no m=audio line; allowed is a session description (RFC 8866) with an m=audio line", refusal(""));
        assertEquals(
                "has no audio that can be recorded (18 G729/8000, 96 without rtpmap); usable are PCMU, PCMA and L16, mono, at"
                        + " 8000, 16000, 32000 or 48000 Hz, over RTP/AVP",
                refusal(SESSION + "m=audio 5004 RTP/AVP 18 96\n"));
        assertTrue(
                refusal("m=audio\n").startsWith("has no audio that can be recorded (m=audio (without payload types))"));
    }

    @Test
    void shouldNeverFailOnGarbageButByItsOneLine() {
        long seed = 20260731;
        Random random = new Random(seed);
        String letters = "vcma=audio :/0189-\r\nRTPAVP IN IP4 rtpmap fmtp L16 CN ,\u0000\u00ff";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "m=audio 5004 RTP/AVP 0 96\na=" : "");
            for (int j = random.nextInt(80); j > 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                SessionDescription.parse(text.toString());
            } catch (IOException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("has no "), "seed " + seed);
            }
        }
    }

    @Test
    void shouldBoundWhatItReadsAndWhatItNames(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("call.sdp");
        String audio = SESSION + "m=audio 5004 RTP/AVP 0\n";
        Files.writeString(file, audio + "a=x\n".repeat(10), StandardCharsets.UTF_8);
        assertEquals(5004, SessionDescription.read(file).port());
        Files.writeString(file, audio + "a".repeat(SessionDescription.LARGEST), StandardCharsets.UTF_8);
        assertEquals(
                "is longer than 65536 bytes; allowed is a session description",
                assertThrows(IOException.class, () -> SessionDescription.read(file))
                        .getMessage());
        SessionDescription many = SessionDescription.parse(audio + ("m=" + "x".repeat(500) + "\n").repeat(100));
        assertEquals(9, many.unusable().size());
        assertTrue(many.unusable().stream().allMatch(text -> text.length() <= 42));
    }
}
