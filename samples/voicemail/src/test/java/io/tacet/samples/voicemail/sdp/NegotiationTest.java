package io.tacet.samples.voicemail.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of an offer: a table, and what a table cannot say. */
class NegotiationTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                # offered media line          | attributes                                                    | audio, events, noise, ptime, direction
                audio 4000 RTP/AVP 0          |                                                               | PCMU 0 -1 -1 20 sendrecv
                audio 4000 RTP/AVP 8          |                                                               | PCMA 8 -1 -1 20 sendrecv
                audio 4000 RTP/AVP 8 0 13     | a=sendonly                                                    | PCMA 8 -1 13 20 recvonly
                audio 4000 RTP/AVP 18 0 101   | a=rtpmap:101 telephone-event/8000 a=recvonly                  | PCMU 0 101 -1 20 sendonly
                audio 4000 RTP/AVP 111 9 8 96 | a=rtpmap:111 opus/48000/2 a=rtpmap:96 telephone-event/8000    | PCMA 8 96 -1 20 sendrecv
                audio 4000 RTP/AVP 111 0 97 96| a=rtpmap:97 telephone-event/48000 a=rtpmap:96 telephone-event/8000 | PCMU 0 96 -1 20 sendrecv
                audio 4000 RTP/AVP 98 127     | a=rtpmap:98 pcma/8000 a=rtpmap:127 Telephone-Event/8000       | PCMA 98 127 -1 20 sendrecv
                audio 4000 RTP/AVP 0          | a=ptime:30 a=inactive                                         | PCMU 0 -1 -1 30 inactive
                audio 4000 RTP/AVP 0          | a=ptime:200                                                   | PCMU 0 -1 -1 60 sendrecv
                audio 4000 RTP/AVP 0          | a=ptime:30 a=maxptime:20                                      | PCMU 0 -1 -1 20 sendrecv
                audio 4000 RTP/AVP 0          | a=ptime:2.5                                                   | PCMU 0 -1 -1 20 sendrecv
                audio 4000/2 RTP/AVP 0        | a=x-unknown:1 b=AS:64 k=clear:x                               | PCMU 0 -1 -1 20 sendrecv
                audio 0 RTP/AVP 0             |                                                               | none
                audio 4000 RTP/SAVP 0         |                                                               | none
                audio 4000 RTP/AVP 18 9       |                                                               | none
                audio 4000 RTP/AVP 101        | a=rtpmap:101 telephone-event/8000                             | none
                audio 4000 RTP/AVP 96         | a=rtpmap:96 PCMU/16000                                        | none
                audio 4000 RTP/AVP 0          | c=IN~IP4~224.0.0.1                                            | none
                audio 4000 RTP/AVP 0          | c=IN~IP4~255.255.255.255                                      | none
                audio 4000 RTP/AVP 0          | c=IN~IP4~phone.example.com                                    | none
                audio 4000 RTP/AVP 0          | c=IN~IP4~999.1.1.1                                            | none
                audio 4000 RTP/AVP 999 x 0    |                                                               | PCMU 0 -1 -1 20 sendrecv
                video 4000 RTP/AVP 0          |                                                               | none
                """)
    void shouldAgreeOnWhatTheTableSays(String media, @Nullable String attributes, String expected) throws Exception {
        String lines = attributes == null
                ? ""
                : attributes.replace(" a=", "\na=").replace(" b=", "\nb=").replace(" k=", "\nk=");
        assertEquals(expected, summary(negotiate(HEAD + "m=" + media + "\r\n" + lines.replace('~', ' ') + "\r\n")));
    }

    @Test
    void shouldAnswerEveryLineAndRefuseAllButOne() throws Exception {
        List<MediaLine> offer =
                read(HEAD + "m=video 5000 RTP/AVP 96\r\nm=audio 6000 RTP/SAVP 0\r\nm=audio 4000 RTP/AVP 0 96\r\n"
                        + "a=rtpmap:96 telephone-event/8000\r\nm=audio 4002 RTP/AVP 0\r\n");
        AudioSession session = Negotiation.of(offer);
        assertNotNull(session);
        SdpWriter writer = new SdpWriter(InetAddress.getLoopbackAddress(), 7);

        assertEquals("""
                v=0
                o=tacet 7 1 IN IP4 127.0.0.1
                s=voicemail
                c=IN IP4 127.0.0.1
                t=0 0
                m=video 0 RTP/AVP 96
                m=audio 0 RTP/SAVP 0
                m=audio 20000 RTP/AVP 0 96
                a=rtpmap:0 PCMU/8000
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-16
                a=ptime:20
                a=sendrecv
                m=audio 0 RTP/AVP 0
                """, writer.answer(offer, session, 20_000).replace("\r\n", "\n"));
        assertTrue(writer.answer(offer, session, 20_000).contains("o=tacet 7 2 IN"));
    }

    @Test
    void shouldPreferWhatIsSaidOfTheLineToWhatIsSaidOfTheSession() throws Exception {
        AudioSession session = negotiate(
                HEAD + "a=sendonly\r\na=ptime:30\r\nm=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\na=sendrecv\r\n");

        assertNotNull(session);
        assertEquals(
                "[2001:db8:0:0:0:0:0:1]:4000", String.valueOf(session.remote()).replace("/", ""));
        assertEquals("PCMU 0 -1 -1 30 sendrecv", summary(session));
    }

    @Test
    void shouldSendNothingToTheAddressOfOldHold() throws Exception {
        AudioSession session = negotiate("v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio 4000 RTP/AVP 0\r\n");

        assertNotNull(session);
        assertNull(session.remote());
        assertTrue(!session.maySend());
    }

    @ParameterizedTest
    @CsvSource({
        "hello, line 1",
        "v=0~m=audio, line 2",
        "v=0~m=audio 65536 RTP/AVP 0, line 2",
        "v=0~m=audio -1 RTP/AVP 0, line 2",
        "v=0~c=IN IP4, line 2",
        "v=0~s=-~what, line 3",
        "v=0~a=rtpmap:x PCMU/8000, line 2",
        "v=0~a=rtpmap:0 PCMU/99999999999999, line 2",
        "v=0~a=rtpmap:0, line 2",
        "v=0~a=ptime:many, line 2"
    })
    void shouldNameTheLineThatIsWrong(String text, String where) {
        MalformedSdpException e = assertThrows(MalformedSdpException.class, () -> read(text.replace("~", "\r\n")));

        assertTrue(String.valueOf(e.getMessage()).startsWith(where), e.getMessage());
    }

    @Test
    void shouldRefuseDescriptionsBeyondReason() {
        assertThrows(MalformedSdpException.class, () -> read("v=0\n" + "a=x\n".repeat(1001)));
        assertThrows(MalformedSdpException.class, () -> read("v=0\n" + "m=audio 1 RTP/AVP 0\n".repeat(33)));
    }

    private static @Nullable AudioSession negotiate(String sdp) throws MalformedSdpException {
        return Negotiation.of(read(sdp));
    }

    private static List<MediaLine> read(String sdp) throws MalformedSdpException {
        return SdpReader.read(sdp.getBytes(StandardCharsets.UTF_8));
    }

    private static String summary(@Nullable AudioSession s) {
        return s == null
                ? "none"
                : s.encoding() + " " + s.audioType() + " " + s.eventType() + " " + s.comfortNoiseType() + " "
                        + s.ptimeMillis() + " " + s.direction().attribute();
    }
}
