package io.tacet;

import static io.tacet.EngineHarness.square;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingManifest.Condition;
import io.tacet.RecordingManifest.Digit;
import io.tacet.Termination.Cause;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RULES.md, "End", E1 to E3, and L10. Positions are computed by hand: 8000 samples a second, 80 a window, 160 a packet. */
class RecordAudioRulesEndTest {
    private static final UnaryOperator<RecordingRequest.Builder> PLAIN = request -> request;
    private static final PayloadTypes PCM16 = PayloadTypes.of(new PayloadFormat(AudioEncoding.PCM16, 8000));

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Nested
    class E1TheEarliestConditionWins {
        private static final UnaryOperator<RecordingRequest.Builder> ALL =
                request -> request.terminators(Terminators.of("#"))
                        .silence(SilencePolicy.after(Duration.ofSeconds(1)))
                        .duration(Duration.ofSeconds(2));

        @Test
        void shouldPreferDurationToSilenceAtTheSameSample() {
            try (EngineHarness h = new EngineHarness(ALL)) {
                h.loud(1).silence(2).endsWith(new Termination.MaxDuration(16_000)); // both at 8000 + 8000
            }
        }

        @Test
        void shouldPreferDurationToSilenceAtTheSameSampleWithoutPackets() {
            try (EngineHarness h = new EngineHarness(ALL)) {
                h.loud(1).elapse(2).endsWith(new Termination.MaxDuration(16_000));
            }
        }

        @ParameterizedTest
        @CsvSource({"-1, 15999", "0, 16000"})
        void shouldPreferATerminatorAtTheSameSampleOrBefore(int offset, long expected) {
            try (EngineHarness h = new EngineHarness(ALL)) {
                h.loud(1.98);
                // The packet that reaches the duration and the event arrive together.
                h.packet(0, false, h.timestamp(), EngineHarness.loudUlaw(0.02));
                h.event(11, false, true, h.timestamp() + 160 + offset, 160).look();
                h.endsWith(new Termination.Terminator('#', expected));
            }
        }

        @Test
        void shouldPreferTheDurationToATerminatorOneSampleLater() {
            try (EngineHarness h = new EngineHarness(ALL)) {
                h.loud(1.98);
                h.packet(0, false, h.timestamp(), EngineHarness.loudUlaw(0.02));
                h.event(11, false, true, h.timestamp() + 161, 160).look();
                h.endsWith(new Termination.MaxDuration(16_000));
            }
        }

        @Test
        void shouldTakeTheEarlierOfTwoTerminators() {
            try (EngineHarness h = new EngineHarness(request -> request.terminators(Terminators.of("#9")))) {
                h.loud(1).event(11, true, true, h.timestamp(), 160).event(9, true, true, h.timestamp() - 1, 160);
                h.elapse(0.02).endsWith(new Termination.Terminator('9', 7_999));
            }
        }

        @Test
        void shouldPreferSilenceToAHangUpAtTheSameSample() {
            try (EngineHarness h = new EngineHarness(ALL)) {
                h.loud(0.5).silence(1);
                h.input.close();
                h.endsWith(new Termination.Silence(12_000));
            }
        }

        @Test
        void shouldPreferAHangUpOneWindowBeforeTheSilence() {
            try (EngineHarness h = new EngineHarness(ALL)) {
                h.loud(0.5).silence(0.99).hangsUpAt(11_920);
            }
        }

        @Test
        void shouldEndAtTheLastReceivedSampleWhenTheFarEndHangsUp() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(0.505);
                h.recording.hangUp();
                h.endsWith(new Termination.Ended(4_040));
            }
        }

        @Test
        void shouldUseEveryPacketOfferedBeforeTheStop() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                for (int i = 0; i < 20; i++) {
                    h.packet(0, false, h.timestamp() + 160 * i, EngineHarness.loudUlaw(0.02));
                }
                h.recording.stop();
                h.packet(0, false, h.timestamp() + 3_200, EngineHarness.loudUlaw(0.02));
                h.endsWith(new Termination.Stopped(3_200)); // 20 × 160
            }
        }

        @Test
        void shouldEndAtTheEndOfTheLastEventWhenOnlyEventsCame() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.key(1, 800).skip(0.5).key(2, 640);
                RecordingManifest manifest = h.hangsUpAt(5_440); // 800 + 4000 + 640
                assertEquals(List.of(new Digit('1', 0, 800), new Digit('2', 4_800, 640)), manifest.digits());
            }
        }

        @Test
        void shouldPlaceADigitOfTheSignallingAtTheEndOfTheMediaOfferedSoFar() {
            try (EngineHarness h = new EngineHarness(request -> request.terminators(Terminators.of("#")))) {
                h.loud(1);
                h.recording.digit('5');
                h.loud(0.505);
                h.recording.digit('#');
                h.loud(1);
                RecordingManifest manifest = h.endsWith(new Termination.Terminator('#', 12_040)); // 8000 + 4040
                assertEquals(List.of(new Digit('5', 8_000, 0), new Digit('#', 12_040, 0)), manifest.digits());
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {50, 51, 52, 53, 54})
        void shouldPlaceATerminatorOfTheSignallingBehindPacketsThatWaitForTheirPlace(int packets) {
            try (EngineHarness h = new EngineHarness(request -> request.terminators(Terminators.of("#")))) {
                h.loud(1);
                // 1.02 s at once, as after a stall of TCP: the last of them are ahead of the clock by more than T3
                // believes.
                for (int i = 0; i < packets; i++) {
                    byte[] packet = EngineHarness.rtp(
                            0,
                            false,
                            h.sequence() + i,
                            h.timestamp() + 160 * i,
                            EngineHarness.SSRC,
                            EngineHarness.loudUlaw(0.02));
                    h.offer(packet, h.now(), 0).look();
                }
                h.recording.digit('#');
                h.elapse(0.02);
                h.endsWith(new Termination.Terminator('#', 8_000 + 160 * packets));
            }
        }

        @Test
        void shouldRefuseADigitThatIsNone() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> h.recording.digit('E'));
                assertEquals("digit is 'E'; allowed are 0-9 * # A-D !", refused.getMessage());
                h.loud(1).hangsUpAt(8_000);
                assertFalse(h.recording.digit('5'));
            }
        }

        @Test
        void shouldTellHowFarAwayTheOtherConditionsWere() {
            try (EngineHarness h =
                    new EngineHarness(request -> ALL.apply(request).duration(seconds(4)))) {
                RecordingManifest manifest =
                        h.loud(1).silence(0.5).key(11, 160).endsWith(new Termination.Terminator('#', 12_000));
                assertEquals(
                        List.of(
                                new Condition(Cause.TERMINATOR, 12_000L, 0.0),
                                new Condition(Cause.DURATION, 32_000L, 2.5)),
                        manifest.conditions().subList(0, 2));
            }
        }
    }

    @Nested
    class E2WhatIsKept {
        @Test
        void shouldKeepTheFileOfAFailureThatHasSamples() {
            try (EngineHarness h = new EngineHarness(request -> request.mediaTimeout(seconds(1)))) {
                h.loud(1).elapse(2);
                RecordingManifest manifest = h.endsWith(new Termination.NoMedia(8_000));
                assertFalse(manifest.cause().success());
            }
        }

        @Test
        void shouldLeaveNothingOfAnAbortedRecording() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(1);
                h.recording.abort();
                h.look();
                assertEquals(new RecordingResult.Aborted("call"), h.result());
                assertEquals(RecordingState.COMPLETED, h.recording.state());
                assertTrue(h.sink.ids().isEmpty());
                assertEquals(0, h.engine.recordings());
            }
        }

        @Test
        void shouldCountSixCausesAsSuccess() {
            List<Cause> successes = List.of(
                    Cause.TERMINATOR, Cause.DURATION, Cause.SILENCE, Cause.ENDED, Cause.STOPPED, Cause.INTERRUPTED);
            for (Cause cause : Cause.values()) {
                assertEquals(successes.contains(cause), cause.success(), cause.name());
            }
        }
    }

    @Nested
    class E3EveryPacketIsAccountedFor {
        @Test
        void shouldCountEachPacketUnderItsReason() {
            try (EngineHarness h = new EngineHarness(request -> request.source(5))) {
                h.source(5).loud(1); // 50 written
                h.key(1, 320); // 1 + 3 events
                h.packet(13, false, h.timestamp(), new byte[] {20}).skip(0.1); // comfort noise
                h.sequence(h.sequence() - 1).packet(13, false, h.timestamp() - 800, new byte[] {20}); // again
                h.loud(0.1); // 5 written
                h.sequence(h.sequence() - 1).packet(0, false, h.timestamp() - 160, new byte[160]); // duplicate
                h.packet(0, false, h.timestamp() - 160, new byte[160]); // its place is taken: duplicate
                h.packet(77, false, 0, new byte[160]); // payload type
                h.offer(new byte[] {(byte) 0x80, (byte) 200, 0, 0}, h.now(), 5); // RTCP
                h.offer(new byte[11], h.now(), 5); // malformed
                h.packet(101, true, h.timestamp(), new byte[3]); // malformed
                h.source(6).loud(0.04); // 2 of another source
                h.source(5).ssrc(9).loud(0.04).ssrc(EngineHarness.SSRC); // 2 of another SSRC
                h.loud(0.02); // 1 written
                int next = h.sequence();
                h.sequence(next - 30)
                        .packet(0, false, h.timestamp() - 4_800, new byte[160])
                        .sequence(next)
                        .look();
                h.recording.pause();
                h.look().loud(0.06); // 3 paused
                h.recording.stop();
                h.look();
                h.packet(0, false, h.timestamp(), new byte[160]); // after the end
                PacketCounters found = h.manifest().counters();
                assertEquals(56, found.written());
                assertEquals(4, found.events());
                assertEquals(2, found.comfortNoise());
                assertEquals(3, found.paused());
                assertEquals(1, found.payloadType());
                assertEquals(1, found.rtcp());
                assertEquals(2, found.malformed());
                assertEquals(2, found.source());
                assertEquals(2, found.ssrc());
                assertEquals(3, found.duplicate() + found.late());
                assertEquals(1, h.recording.counters().afterEnd());
            }
        }

        @Test
        void shouldCountWhatAFullRingDropped() {
            try (EngineHarness h = new EngineHarness(PLAIN, config -> config.stallBudget(Duration.ofMillis(100)))) {
                int taken = 0;
                for (int i = 0; i < 1_000; i++) {
                    byte[] packet = EngineHarness.rtp(0, false, i, 160 * i, 7, new byte[160]);
                    taken += h.input.onRtp(ByteBuffer.wrap(packet), h.now(), 0) ? 1 : 0;
                }
                h.look().input.close();
                PacketCounters found = h.manifest().counters();
                assertEquals(1_000, found.received());
                assertEquals(1_000 - taken, found.overflow());
                assertTrue(found.overflow() > 0);
            }
        }
    }

    @Nested
    class L10WhenSilenceNeverLasted {
        private static final Pattern THRESHOLD = Pattern.compile("; a threshold of (\\d+) would have ended it");

        private EngineHarness noisy(double threshold) {
            SilencePolicy policy =
                    SilencePolicy.after(Duration.ofSeconds(1)).withThreshold(SilenceThreshold.of(threshold));
            return new EngineHarness(request -> request.payloadTypes(PCM16).silence(policy));
        }

        /** Noise around three levels, the quietest stretch of a second in the middle. */
        private void noise(EngineHarness h, int amplitude) {
            h.pcm(square(2, 3 * amplitude, 0)).pcm(square(1.5, amplitude, 0)).pcm(square(0.9, amplitude / 4, 0));
            h.pcm(square(2, 2 * amplitude, 0)).input.close();
        }

        private int toldThreshold(EngineHarness h) {
            List<String> warnings = h.manifest().warnings();
            assertEquals(1, warnings.size(), warnings.toString());
            Matcher told = THRESHOLD.matcher(warnings.get(0));
            assertTrue(told.find(), warnings.get(0));
            return Integer.parseInt(told.group(1));
        }

        @ParameterizedTest
        @ValueSource(ints = {60, 100, 180, 250, 400, 700, 990})
        void shouldNameTheThresholdThatWouldHaveEndedIt(int amplitude) {
            int told;
            try (EngineHarness h = noisy(10)) {
                noise(h, amplitude);
                told = toldThreshold(h);
                assertEquals(Cause.ENDED, h.manifest().cause());
            }
            try (EngineHarness h = noisy(told)) {
                noise(h, amplitude);
                assertEquals(Cause.SILENCE, h.manifest().cause());
            }
            // It is no more than half a step of the histogram above the level: 0.25 dB.
            assertTrue(SilenceThreshold.of(told - 1).rms() < amplitude * Math.pow(10, 0.25 / 20), "told " + told);
        }

        @Test
        void shouldSayThatNoThresholdWouldHaveEndedIt() {
            try (EngineHarness h = noisy(200)) {
                h.pcm(square(3, 5_000, 0)).input.close();
                String warning = h.manifest().warnings().get(0);
                assertTrue(warning.endsWith("; no threshold up to 1000 would have ended it"), warning);
            }
        }

        @Test
        void shouldNotCountAStretchThatAKeyInterrupts() {
            int told;
            try (EngineHarness h = noisy(10)) {
                told = told(h);
            }
            try (EngineHarness h = noisy(told)) {
                keyed(h);
                assertEquals(Cause.SILENCE, h.manifest().cause());
            }
        }

        private int told(EngineHarness h) {
            keyed(h);
            return toldThreshold(h);
        }

        /** A second of quiet noise with a key in it, among louder noise. */
        private void keyed(EngineHarness h) {
            h.pcm(square(2, 400, 0)).pcm(square(0.6, 100, 0));
            h.recording.digit('5');
            h.look().pcm(square(0.6, 100, 0)).pcm(square(2, 400, 0)).input.close();
        }

        @Test
        void shouldSaySoWhenTheDurationEndedIt() {
            SilencePolicy policy = SilencePolicy.after(Duration.ofSeconds(1));
            try (EngineHarness h = new EngineHarness(
                    request -> request.payloadTypes(PCM16).silence(policy).duration(seconds(2)))) {
                h.pcm(square(3, 300, 0));
                assertEquals(
                        1,
                        h.endsWith(new Termination.MaxDuration(16_000))
                                .warnings()
                                .size());
            }
        }

        @Test
        void shouldBeSilentWhenSilenceEndedItOrNoneWasSetOrNoneCouldLast() {
            try (EngineHarness h = noisy(200)) {
                assertEquals(List.of(), h.pcm(square(3, 0, 0)).manifest().warnings());
            }
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                assertEquals(List.of(), h.loud(3).hangsUpAt(24_000).warnings());
            }
            try (EngineHarness h = noisy(200)) {
                h.pcm(square(0.9, 5_000, 0)).input.close();
                assertEquals(List.of(), h.manifest().warnings());
            }
        }

        @Test
        void shouldBeSilentWhenAStretchWasSilentThoughTheInitialSilenceIsLonger() {
            // The level of 177 lies within the histogram's step of the threshold, 177.83.
            SilencePolicy policy = SilencePolicy.after(Duration.ofSeconds(1)).withInitialSilence(Duration.ofSeconds(9));
            try (EngineHarness h =
                    new EngineHarness(request -> request.payloadTypes(PCM16).silence(policy))) {
                h.pcm(square(3, 177, 0)).input.close();
                assertEquals(List.of(), h.manifest().warnings());
            }
        }

        @ParameterizedTest
        @CsvSource({"PCMU, 1, 1", "PCMA, 1, 1", "L16, 1, 0", "PCMU, 3, 0"})
        void shouldWarnAtTheStartOfAThresholdThatTheEncodingCannotExpress(
                AudioEncoding encoding, int threshold, int warnings) {
            // 1 is an RMS of 1000 × 10^(−45/20) = 5.6, 3 one of 1000 × 10^(−40.2/20) = 9.7; G.711 knows nothing between
            // 0 and 8.
            SilencePolicy policy =
                    SilencePolicy.after(Duration.ofSeconds(1)).withThreshold(SilenceThreshold.of(threshold));
            PayloadTypes types = PayloadTypes.of(new PayloadFormat(encoding, 8000));
            try (EngineHarness h =
                    new EngineHarness(request -> request.payloadTypes(types).silence(policy))) {
                h.input.close();
                assertEquals(warnings, h.manifest().warnings().size());
            }
        }
    }
}
