package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OpenResult;
import io.tacet.RecordingManifest;
import io.tacet.SilencePolicy;
import io.tacet.Termination.Cause;
import io.tacet.Terminators;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AudioSocketServerTest {
    private final UUID call = UUID.randomUUID();

    @Test
    void shouldRecordEverySampleUntilTheHangUp() throws Exception {
        byte[] pcm = Desk.noise(1, 12_345);
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(pcm), Caller.hangUp());
            desk.assertEnded(call, Cause.ENDED, 12_345);
            assertArrayEquals(pcm, desk.samples(call));
            desk.assertCounted(Ending.HANG_UP, 1);
            assertEquals(pcm.length, desk.server.counters().audioBytes());
        }
    }

    @Test
    void shouldRecordTheSameWhenEveryByteComesAlone() throws Exception {
        byte[] pcm = Desk.noise(2, 900);
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            for (byte b : Caller.join(Caller.uuid(call), Caller.audio(pcm), Caller.hangUp())) {
                caller.send(new byte[] {b});
            }
            assertArrayEquals(pcm, desk.samples(call));
        }
    }

    @Test
    void shouldRecordTheSameInFramesOfOneSampleAndOfOneSecond() throws Exception {
        byte[] pcm = Desk.noise(3, 9000);
        for (int frameBytes : new int[] {2, 16_000}) {
            UUID one = UUID.randomUUID();
            try (Desk desk = Desk.open(limits -> limits);
                    Caller caller = desk.caller()) {
                caller.send(Caller.uuid(one), Caller.audio(0x10, pcm, frameBytes), Caller.hangUp());
                assertArrayEquals(pcm, desk.samples(one));
            }
        }
    }

    @Test
    void shouldStopAtTheFirstSampleAfterTwoSecondsOfSilenceAndHangUp() throws Exception {
        byte[] pcm = Caller.join(Desk.noise(4, 8000), Desk.silence(24_000));
        SilencePolicy two = SilencePolicy.after(Duration.ofSeconds(2));
        try (Desk desk = Desk.open(limits -> limits.silence(two));
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(pcm));
            desk.assertEnded(call, Cause.SILENCE, 24_000);
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            desk.assertCounted(Ending.RECORDING_ENDED, 1);
        }
    }

    @Test
    void shouldStopAtTheDurationWithoutALaterSample() throws Exception {
        byte[] pcm = Desk.noise(5, 20_000);
        try (Desk desk = Desk.open(limits -> limits.duration(Duration.ofMillis(1500)));
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(pcm));
            desk.assertEnded(call, Cause.DURATION, 12_000);
            assertArrayEquals(Arrays.copyOf(pcm, 24_000), desk.samples(call));
            assertArrayEquals(Desk.HANG_UP, caller.heard());
        }
    }

    @Test
    void shouldStopAtAKeyWithEverySampleThatCameBeforeIt() throws Exception {
        byte[] pcm = Desk.noise(6, 4321);
        try (Desk desk = Desk.open(limits -> limits.terminators(Terminators.of("#")));
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(pcm), Caller.digits("17a~#"), Caller.audio(Desk.noise(7, 800)));
            desk.assertEnded(call, Cause.TERMINATOR, 4321);
            assertArrayEquals(pcm, desk.samples(call));
            List<String> pressed = new ArrayList<>();
            for (RecordingManifest.Digit digit : desk.recorded(call).digits()) {
                pressed.add(digit.digit() + "@" + digit.atSample());
            }
            assertEquals(List.of("1@4321", "7@4321", "A@4321", "#@4321"), pressed);
            assertArrayEquals(Desk.HANG_UP, caller.heard());
        }
    }

    @Test
    void shouldMakeASenderWaitThatIsFasterThanTheRecorderAndLoseNothing() throws Exception {
        byte[] pcm = Desk.noise(8, 120 * 8000);
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(pcm), Caller.hangUp());
            desk.assertEnded(call, Cause.ENDED, 120 * 8000);
            assertArrayEquals(pcm, desk.samples(call));
            assertTrue(desk.server.counters().stalls() > 0);
            assertEquals(0, desk.recorded(call).counters().overflow());
        }
    }

    @Test
    void shouldRecordWidebandAtTheRateOfItsFirstFrame() throws Exception {
        int[] kinds = {0x12, 0x14, 0x16};
        int[] rates = {16_000, 32_000, 48_000};
        try (Desk desk = Desk.open(limits -> limits)) {
            for (int i = 0; i < kinds.length; i++) {
                UUID wide = UUID.randomUUID();
                byte[] pcm = Desk.noise(i, rates[i] + 77);
                try (Caller caller = desk.caller()) {
                    caller.send(Caller.uuid(wide), Caller.audio(kinds[i], pcm, rates[i] / 25), Caller.hangUp());
                    assertArrayEquals(pcm, desk.samples(wide));
                    assertEquals(rates[i], desk.recorded(wide).sampleRate());
                }
            }
        }
    }

    @Test
    void shouldJoinTheRecordingThatWaitsForTheCall() throws Exception {
        byte[] pcm = Desk.noise(9, 5000);
        try (Desk desk = Desk.closed(options -> options);
                Caller caller = desk.caller()) {
            OpenResult.Opened opened = desk.expect(call, limits -> limits.id("message-1"));
            caller.send(Caller.uuid(call), Caller.audio(pcm), Caller.hangUp());
            assertEquals(
                    "message-1 5000",
                    opened.recording().id() + " " + Desk.result(opened).samples());
            Desk.await(() -> desk.calls.size() == 0, "the call is forgotten");
        }
    }

    @Test
    void shouldHangUpWhenTheHostStopsTheRecording() throws Exception {
        try (Desk desk = Desk.closed(options -> options);
                Caller caller = desk.caller()) {
            OpenResult.Opened opened = desk.expect(call, limits -> limits);
            caller.send(Caller.uuid(call), Caller.audio(Desk.noise(10, 1600)));
            Desk.await(() -> opened.recording().positionSamples() == 1600, "position");
            opened.recording().stop();
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            assertEquals(Cause.STOPPED, Desk.result(opened).cause());
        }
    }

    @Test
    void shouldKeepWhatWasHeardWhenTheConnectionBreaksWithinAFrame() throws Exception {
        byte[] pcm = Desk.noise(11, 1700);
        byte[] all = Caller.join(Caller.uuid(call), Caller.audio(pcm));
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            caller.send(Arrays.copyOf(all, all.length - 41)).shutdown();
            desk.assertEnded(call, Cause.ENDED, 1700 - 21);
            desk.assertCounted(Ending.TRUNCATED, 1);
        }
    }

    @Test
    void shouldEndTheRecordingWhenTheFarEndVanishes() throws Exception {
        try (Desk desk = Desk.open(limits -> limits)) {
            Caller caller = desk.caller().send(Caller.uuid(call), Caller.audio(Desk.noise(12, 1600)));
            Desk.await(() -> desk.server.counters().audioBytes() == 3200, "samples");
            caller.reset();
            desk.assertEnded(call, Cause.ENDED, 1600);
            desk.assertCounted(Ending.CONNECTION_LOST, 1);
        }
    }

    @Test
    void shouldHangUpAllCallsWhenItClosesAndKeepThem() throws Exception {
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(Desk.noise(13, 800)));
            Desk.await(() -> desk.server.counters().audioBytes() == 1600, "samples");
            desk.server.close();
            assertArrayEquals(Desk.HANG_UP, caller.heard());
            desk.assertEnded(call, Cause.ENDED, 800);
            desk.assertCounted(Ending.SERVER_CLOSED, 1);
        }
    }

    @Test
    void shouldLetRunningCallsGoOnWhileItDrains() throws Exception {
        byte[] pcm = Desk.noise(14, 1600);
        try (Desk desk = Desk.open(limits -> limits);
                Caller caller = desk.caller()) {
            caller.send(Caller.uuid(call), Caller.audio(pcm));
            Desk.await(() -> desk.server.counters().audioBytes() == 3200, "samples");
            desk.server.drain();
            Desk.await(() -> isRefused(desk), "no new connections");
            caller.send(Caller.audio(pcm), Caller.hangUp());
            desk.assertEnded(call, Cause.ENDED, 3200);
        }
    }

    private static boolean isRefused(Desk desk) {
        try {
            desk.caller().close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
