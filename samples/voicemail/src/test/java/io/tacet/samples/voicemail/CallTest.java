package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.codec.G711;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole calls: what was said is in the file, to the sample, and the event says why it ended. */
@Timeout(30)
class CallTest {
    private static final int LOUD = 0x80;
    private static final int OTHER = 0x90;

    @TempDir
    private static Path out = Path.of("");

    private static RunningVoicemail voicemail;
    /** Ends after a second of silence. */
    private static RunningVoicemail impatient;

    @BeforeAll
    static void start() throws IOException {
        voicemail = RunningVoicemail.start(out.resolve("one"));
        impatient = RunningVoicemail.start(out.resolve("two"), Duration.ZERO, 10, 20, 1);
    }

    @AfterAll
    static void stop() {
        RunningVoicemail.closeAll(List.of(voicemail, impatient));
    }

    @Test
    void shouldKeepEveryPacketUntilTheCallerHangsUp() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.call();
            phone.talk(50, LOUD);
            phone.bye();

            JsonNode event = voicemail.event(phone);
            assertEquals("ACTION_SUCCESSFUL", RunningVoicemail.type(event));
            assertEquals("ann", event.at("/CallDetails/Participants/0/From").asText());
            assertEquals(phone.callId, event.at("/CallDetails/TransactionId").asText());
            assertEquals("ENDED", voicemail.manifest(event).get("cause").asText());
            short[] samples = voicemail.samples(event);
            assertEquals(50 * 160, samples.length);
            assertEquals(50 * 160, RunningVoicemail.count(samples, G711.ulawToLinear((byte) LOUD)));
        }
    }

    @Test
    void shouldEndAtTheKeySayGoodbyeAndHangUp() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.call();
            phone.talk(25, LOUD);
            phone.press(11);
            assertEquals(3, phone.hear());
            phone.awaitRequest("BYE");

            JsonNode event = voicemail.event(phone);
            assertEquals("#", event.at("/ActionData/RecordingTerminatorUsed").asText());
            assertEquals(25 * 160, voicemail.samples(event).length);
        }
    }

    @Test
    void shouldTakeAnAnswerWithTheAckWhenTheInviteHasNoOffer() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.invite("");
            SipText answer = phone.await(200, "INVITE");
            assertTrue(answer.body().contains("RTP/AVP 0 8 101\r\n"), answer.body());
            phone.talkTo(answer.audioPort());
            phone.ack(phone.offer("0 96", "a=rtpmap:96 telephone-event/8000"));
            assertTrue(phone.hear() > 0);
            phone.talk(10, LOUD);
            phone.bye();

            assertEquals(1600, voicemail.samples(voicemail.event(phone)).length);
        }
    }

    @Test
    void shouldHangUpWhenTheAckOwesAnAnswerAndHasNone() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.invite("");
            phone.await(200, "INVITE");
            phone.ack("");
            phone.awaitRequest("BYE");

            assertTrue(voicemail.events.isEmpty());
        }
    }

    @Test
    void shouldLeaveOutWhatIsSaidOnHoldAndGoOnFromAnotherAddress() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.call();
            phone.talk(10, LOUD);
            phone.invite(phone.offer("sendonly"));
            assertTrue(phone.await(200, "INVITE").body().contains("a=recvonly"));
            phone.ack("");
            Thread.sleep(50);
            phone.talk(10, OTHER);
            phone.moveRtp();
            phone.invite(phone.offer("sendrecv"));
            assertTrue(phone.await(200, "INVITE").body().contains("a=sendrecv"));
            phone.ack("");
            Thread.sleep(50);
            phone.talk(10, LOUD);
            phone.bye();

            short[] samples = voicemail.samples(voicemail.event(phone));
            assertEquals(20 * 160, RunningVoicemail.count(samples, G711.ulawToLinear((byte) LOUD)));
            assertEquals(0, RunningVoicemail.count(samples, G711.ulawToLinear((byte) OTHER)));
        }
    }

    @Test
    void shouldKeepTheSessionWhenAReInviteDoesNotFit() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.call();
            phone.talk(10, LOUD);
            phone.invite(phone.offer("18", "a=rtpmap:18 G729/8000"));
            assertTrue(phone.await(488, "INVITE").header("Warning").startsWith("304 "));
            phone.ackRefusal();
            phone.talk(10, LOUD);
            phone.bye();

            assertEquals(20 * 160, voicemail.samples(voicemail.event(phone)).length);
        }
    }

    @Test
    void shouldFailTheActionWhenNoMediaComes() throws Exception {
        try (Phone phone = new Phone(impatient.port)) {
            phone.call();
            phone.awaitRequest("BYE");

            JsonNode event = impatient.event();
            assertEquals("ACTION_FAILED", RunningVoicemail.type(event));
            assertEquals("SystemException", event.at("/ActionData/ErrorType").asText());
        }
    }

    @Test
    void shouldHangUpOnAllAndSealWhatWasSaidWhenItCloses() throws Exception {
        try (RunningVoicemail closed = RunningVoicemail.start(out.resolve("three"));
                Phone phone = new Phone(closed.port)) {
            phone.call();
            phone.talk(10, LOUD);
            Thread closing = new Thread(closed::close);
            closing.start();
            phone.awaitRequest("BYE");
            closing.join();

            JsonNode event = closed.event();
            assertEquals("ACTION_SUCCESSFUL", RunningVoicemail.type(event));
            assertEquals("STOPPED", closed.manifest(event).get("cause").asText());
            assertEquals(1600, closed.samples(event).length);
        }
    }

    @Test
    void shouldForgetACallThatEndsWhileItIsGreeted() throws Exception {
        try (Phone phone = new Phone(voicemail.port)) {
            phone.invite(phone.offer("sendrecv"));
            phone.await(200, "INVITE");
            phone.ack("");
            phone.bye();
            assertNull(phone.receive(300));

            assertTrue(voicemail.events.isEmpty());
        }
    }
}
