package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each request is answered with (RFC 3261). */
@Timeout(30)
class SignallingTest {
    private static final Duration RINGS_FOR_LONG = Duration.ofSeconds(20);

    @TempDir
    private static Path out = Path.of("");

    private static RunningVoicemail voicemail;
    /** Has one place, and does not answer. */
    private static RunningVoicemail ringing;
    /** Has one port, and does not answer. */
    private static RunningVoicemail narrow;

    @BeforeAll
    static void start() throws IOException {
        voicemail = RunningVoicemail.start(out.resolve("one"));
        ringing = RunningVoicemail.start(out.resolve("two"), RINGS_FOR_LONG, 1, 5, 10);
        narrow = RunningVoicemail.start(out.resolve("three"), RINGS_FOR_LONG, 5, 1, 10);
    }

    @AfterAll
    static void stop() {
        RunningVoicemail.closeAll(List.of(voicemail, ringing, narrow));
    }

    @Test
    void shouldBeBusyUntilTheCallThatTakesItsPlaceIsCancelled() throws Exception {
        try (Phone phone = new Phone(ringing.port);
                Phone other = new Phone(ringing.port);
                Phone next = new Phone(ringing.port)) {
            phone.invite(phone.offer("sendrecv"));
            phone.await(180, "INVITE");
            other.invite(other.offer("sendrecv"));
            assertEquals("5", other.await(486, "INVITE").header("Retry-After"));
            other.ackRefusal();

            phone.cancel();
            phone.await(200, "CANCEL");
            phone.await(487, "INVITE");
            phone.ackRefusal();

            next.invite(next.offer("sendrecv"));
            next.await(180, "INVITE");
        }
    }

    @Test
    void shouldAnswerARepeatedInviteWithTheSameAnswer() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            String invite = phone.invite(phone.offer("sendrecv"));
            SipText first = phone.await(200, "INVITE");
            phone.send(invite);
            phone.send(invite);
            Set<String> tags = new HashSet<>();
            for (SipText answer = first; answer != null; answer = phone.receive(400)) {
                tags.add(answer.header("To") + " " + answer.status() + " " + answer.audioPort());
            }
            phone.ack("");
            phone.talkTo(first.audioPort());
            phone.hear();
            phone.talk(10, 0x80);
            phone.send(invite);
            phone.bye();

            assertEquals(1, tags.size(), tags.toString());
            assertEquals(1600, voicemail.samples(voicemail.event(phone)).length);
            assertTrue(voicemail.events.isEmpty());
        }
    }

    @Test
    void shouldRepeatItsAnswerAndThenHangUpWhenNoAckComes() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.invite(phone.offer("sendrecv"));
            phone.await(200, "INVITE");
            phone.await(200, "INVITE");
            phone.awaitRequest("BYE");

            assertTrue(voicemail.events.isEmpty());
        }
    }

    @Test
    void shouldBeUnavailableWhenNoPortIsFree() throws Exception {
        try (Phone phone = new Phone(narrow.port);
                Phone other = new Phone(narrow.port)) {
            phone.invite(phone.offer("sendrecv"));
            phone.await(180, "INVITE");
            other.invite(other.offer("sendrecv"));

            assertEquals("5", other.await(503, "INVITE").header("Retry-After"));
            other.ackRefusal();
        }
    }

    /** Found by {@link SipFuzzTest}: the stack cannot answer by a transport that it does not listen on. */
    @Test
    void shouldTakeNoCallWhoseAnswerHasNoWay() throws Exception {
        try (Phone lost = new Phone(ringing.port);
                Phone phone = new Phone(ringing.port)) {
            lost.send(lost.request("INVITE", "", lost.offer("sendrecv")).replace("SIP/2.0/UDP", "SIP/2.0/SCTP"));
            assertNull(lost.receive(300));

            phone.invite(phone.offer("sendrecv"));
            phone.await(180, "INVITE");
            phone.cancel();
            phone.await(487, "INVITE");
            phone.ackRefusal();
            assertEquals(List.of(), List.copyOf(ringing.errors));
        }
    }

    /** Found by {@link SipFuzzTest}: a BYE could not go to such a port, and the call never ended. */
    @Test
    void shouldRefuseACallThatCouldNotBeHungUp() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            String invite = phone.request("INVITE", "", phone.offer("sendrecv"));
            phone.send(invite.replaceFirst("Contact: [^\r]*", "Contact: <sip:ann@127.0.0.1:4353552>"));
            phone.await(400, "INVITE");
            phone.ackRefusal();
            phone.send(phone.request("INVITE", "Record-Route: <sip:127.0.0.1:65536;lr>\r\n", phone.offer("sendrecv")));
            phone.await(400, "INVITE");
            phone.ackRefusal();
        }
    }

    @Test
    void shouldDropWhatCouldOnlyBeAnsweredToNoPort() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.send(phone.request("OPTIONS", "", "").replaceFirst("(Via: \\S+ [0-9.]+):\\d+", "$1:4353552"));
            assertNull(phone.receive(300));
            assertEquals(List.of(), List.copyOf(voicemail.errors));
        }
    }

    @Test
    void shouldAnswerWhatIsNoCall() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.send(phone.request("OPTIONS", "", ""));
            SipText options = phone.await(200, "OPTIONS");
            assertEquals("application/sdp", options.header("Accept"));
            assertTrue(options.headers("Allow").toString().contains("INVITE"), options.text());
            phone.send(phone.request("INFO", "", ""));
            assertTrue(phone.await(405, "INFO").headers("Allow").toString().contains("BYE"));
            phone.send(phone.request("DANCE", "", ""));
            phone.await(501, "DANCE");
            phone.send(phone.request("BYE", "", ""));
            phone.await(481, "BYE");
            phone.send(phone.request("CANCEL", "", ""));
            phone.await(481, "CANCEL");
            assertNotNull(phone.send(phone.request("ACK", "", "")));
        }
    }

    @Test
    void shouldAnswerInsideACallWhatItDoesNotKnow() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.call();
            phone.send(phone.request("UPDATE", "", ""));
            phone.await(405, "UPDATE");
            phone.send(phone.request("OPTIONS", "", ""));
            phone.await(200, "OPTIONS");
            phone.talk(5, 0x80);
            phone.bye();

            assertEquals(800, voicemail.samples(voicemail.event(phone)).length);
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() throws Exception {
        refused(488, "", "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 4000 RTP/SAVP 0\r\n");
        refused(400, "", "v=0\r\nm=audio\r\n");
        refused(400, "", "hello");
        refused(415, "Content-Type: text/plain\r\n", "hello");
        refused(420, "Require: 100rel\r\n", "");
    }

    private static void refused(int status, String headers, String body) throws IOException {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.send(phone.request("INVITE", headers, body));
            phone.await(status, "INVITE");
            phone.ackRefusal();
        }
    }
}
