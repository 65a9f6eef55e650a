package io.tacet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RULES.md, "Time", T0 to T6. Positions are computed by hand: 8000 samples a second, 80 a window, 160 a packet. */
class RecordAudioRulesTimeTest {
    private static final UnaryOperator<RecordingRequest.Builder> PLAIN = request -> request;

    private static UnaryOperator<RecordingRequest.Builder> silenceOf(double seconds) {
        return request -> request.silence(SilencePolicy.after(seconds(seconds)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Nested
    class T0PositionsAreExclusiveEnds {
        @Test
        void shouldEndARunOfThreeSecondsFromSampleZeroAtThreeTimesTheRate() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.silence(4).endsWith(new Termination.Silence(24_000)); // 3 × 8000
            }
        }

        @Test
        void shouldHoldFewerSamplesThanTheEndWhenTrailingSilenceIsTrimmed() {
            try (EngineHarness h =
                    new EngineHarness(request -> silenceOf(2).apply(request).trimTrailingSilence(true))) {
                RecordingManifest manifest = h.loud(1).silence(3).manifest();
                assertEquals(24_000, manifest.endedAtSample()); // 8000 + 2 × 8000
                assertEquals(8_000, manifest.samples());
                assertEquals(16_000, h.data().length); // 8000 samples of two bytes
            }
        }

        @Test
        void shouldTrimTheSilenceBeforeATerminatorToo() {
            try (EngineHarness h = new EngineHarness(
                    request -> request.trimTrailingSilence(true).terminators(Terminators.of("#")))) {
                RecordingManifest manifest = h.loud(1).silence(2).key(11, 800).manifest();
                assertEquals(24_000, manifest.endedAtSample());
                assertEquals(8_000, manifest.samples());
            }
        }

        @Test
        void shouldTrimTheSilenceBeforeATerminatorWhoseToneWasHeardAlready() {
            try (EngineHarness h = new EngineHarness(
                    request -> request.trimTrailingSilence(true).terminators(Terminators.of("#")))) {
                h.loud(1).silence(2);
                int press = h.timestamp();
                h.loud(0.1).event(11, false, true, press, 800);
                RecordingManifest manifest = h.manifest();
                assertEquals(24_000, manifest.endedAtSample());
                assertEquals(8_000, manifest.samples());
            }
        }

        @Test
        void shouldTrimNothingAfterActivity() {
            try (EngineHarness h = new EngineHarness(request -> request.trimTrailingSilence(true))) {
                h.silence(1).loud(1).hangsUpAt(16_000);
            }
        }
    }

    @Nested
    class T1PositionZeroIsTheFirstAcceptedPacket {
        @Test
        void shouldCountTheDurationFromTheFirstAcceptedPacket() {
            try (EngineHarness h = new EngineHarness(request -> request.duration(seconds(1)))) {
                h.packet(77, false, 1, new byte[160]).elapse(0.3);
                h.offer(new byte[] {1, 2, 3}, h.now(), 0).elapse(0.3);
                h.loud(2).endsWith(new Termination.MaxDuration(8_000));
            }
        }

        @Test
        void shouldBeginWithComfortNoise() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.packet(13, false, h.timestamp(), new byte[] {30}).skip(0.1);
                RecordingManifest manifest = h.loud(1).hangsUpAt(8_800); // 800 + 8000
                assertEquals(List.of(new Gap(0, 800, GapReason.COMFORT_NOISE)), manifest.gaps());
            }
        }

        @Test
        void shouldBeginWithAnEvent() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                RecordingManifest manifest = h.key(5, 800).loud(1).hangsUpAt(8_800); // 800 + 8000
                assertEquals(List.of(new RecordingManifest.Digit('5', 0, 800)), manifest.digits());
            }
        }

        @Test
        void shouldKnowNoSilenceBeforeTheFirstPacket() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.elapse(2.9).silence(4).endsWith(new Termination.Silence(24_000));
            }
        }

        @ParameterizedTest
        @CsvSource({"0, 0, 30", "40, 50, 30", "5, 7, 5", "7, 5, 5", "0, 12, 12", "12, 0, 12"})
        void shouldEndWithoutMediaAtTheEarliestOfThirtySecondsTheSilenceAndTheDuration(
                int silence, int duration, double expected) {
            try (EngineHarness h = new EngineHarness(
                    request -> request.silence(silence == 0 ? null : SilencePolicy.after(seconds(silence)))
                            .duration(duration == 0 ? null : seconds(duration)))) {
                h.elapse(expected - 0.001);
                assertTrue(h.isRecording());
                h.elapse(0.001);
                assertEquals(new Termination.NoMedia(0), h.recording.termination());
                assertEquals(0, h.manifest().samples());
                assertEquals(java.util.Set.of(), h.sink.ids());
            }
        }
    }

    @Nested
    class T2ArrivalTimeIsAnInputLikeTheBytes {
        @Test
        void shouldDecideByArrivalTimesThoughTheClockStandsStill() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                byte[] payload = EngineHarness.loudUlaw(0.02);
                long start = h.now();
                for (int i = 0; i < 10; i++) {
                    h.offer(EngineHarness.rtp(0, false, i, 160 * i, 7, payload), start + i * 20_000_000L, 0);
                }
                // Ten packets are 1600 samples; the eleventh comes 4 s after the first.
                h.offer(EngineHarness.rtp(0, false, 10, 32_000, 7, payload), start + 4_000_000_000L, 0);
                h.endsWith(new Termination.Silence(25_600)); // 1600 + 3 × 8000
            }
        }

        @Test
        void shouldGiveTheSameFileHoweverOftenTheRecorderLooks() {
            byte[][] files = new byte[2][];
            for (int i = 0; i < 2; i++) {
                try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                    h.loud(0.3).skip(0.5).lose(3, 160).loud(0.2);
                    for (int tick = 0; tick < (i == 0 ? 2300 : 1); tick++) {
                        h.elapse(i == 0 ? 0.001 : 2.3);
                    }
                    h.endsWith(new Termination.Silence(24_480)); // 2400 + 4000 + 480 + 1600 + 2 × 8000
                    files[i] = h.data();
                }
            }
            assertArrayEquals(files[0], files[1]);
        }
    }

    @Nested
    class T2TheTimeOfACallIsAnInputToo {
        @ParameterizedTest
        @CsvSource({"true", "false"})
        void shouldDecideALimitThatCameBeforeTheStopWhetherOrNotAnyoneLooked(boolean looked) {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.loud(1).elapseQuietly(5);
                if (looked) {
                    h.look();
                }
                h.recording.stop();
                h.look().endsWith(new Termination.Silence(32_000)); // 8000 + 3 × 8000
            }
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void shouldNotUseAKeyThatWasToldAfterTheStopWhetherOrNotAnyoneLooked(boolean looked) {
            try (EngineHarness h = new EngineHarness(request -> request.terminators(Terminators.of("#")))) {
                h.loud(1).recording.stop();
                if (looked) {
                    h.look();
                }
                h.elapseQuietly(0.001).recording.digit('#');
                assertEquals(
                        List.of(),
                        h.look().endsWith(new Termination.Stopped(8_000)).digits());
            }
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void shouldDecideTheMediaTimeoutThatCameBeforeTheKeyWhetherOrNotAnyoneLooked(boolean looked) {
            try (EngineHarness h = new EngineHarness(
                    request -> request.mediaTimeout(seconds(2)).terminators(Terminators.of("#")))) {
                h.loud(1).elapseQuietly(5);
                if (looked) {
                    h.look();
                }
                h.recording.digit('#');
                h.look().endsWith(new Termination.NoMedia(8_000));
            }
        }
    }

    @Nested
    class T4TimeWithoutPacketsIsProvisional {
        @Test
        void shouldEndAtTheSampleOfTheLimitAndFillUpToIt() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                RecordingManifest manifest = h.loud(1).elapse(3.2).endsWith(new Termination.Silence(32_000));
                assertEquals(List.of(new Gap(8_000, 24_000, GapReason.NO_PACKETS)), manifest.gaps());
                short[] tail = Arrays.copyOfRange(h.samples(), 8_000, 32_000);
                assertArrayEquals(new short[24_000], tail);
            }
        }

        @Test
        void shouldReachTheDurationToo() {
            try (EngineHarness h = new EngineHarness(request -> request.duration(seconds(2.005)))) {
                h.loud(1).elapse(1.2).endsWith(new Termination.MaxDuration(16_040)); // 2.005 × 8000
            }
        }

        @Test
        void shouldNotEndBeforeTheLimitIsReached() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.loud(1).elapse(2.999);
                assertTrue(h.isRecording());
                h.hangsUpAt(8_000);
            }
        }

        @Test
        void shouldWriteNothingWhileTimePasses() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.loud(1).elapse(2.9);
                assertEquals(8_000, h.recording.positionSamples());
                h.recording.stop();
                h.endsWith(new Termination.Stopped(8_000));
            }
        }

        @Test
        void shouldReplaceProvisionalTimeByAPacketThatComesFirst() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                RecordingManifest manifest = h.loud(1).skip(2.98).loud(1).hangsUpAt(39_840); // 8000 + 23840 + 8000
                assertEquals(List.of(new Gap(8_000, 23_840, GapReason.DTX)), manifest.gaps());
            }
        }

        @Test
        void shouldNeverReopenADecidedEnd() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.loud(1).skip(3.5);
                assertFalse(h.isRecording());
                h.loud(1).event(11, true, true, h.timestamp() - 40_000, 800).look();
                h.endsWith(new Termination.Silence(32_000));
                assertEquals(51, h.recording.counters().afterEnd()); // 50 of audio, 1 event
            }
        }

        @ParameterizedTest
        @CsvSource({"-0.01, true", "0, false", "0.01, false"})
        void shouldTellADtxGapOfTheLimitFromOneThatIsAWindowShorter(double over, boolean records) {
            try (EngineHarness h = new EngineHarness(silenceOf(1))) {
                h.loud(1).skip(1 + over).loud(1);
                if (records) {
                    h.hangsUpAt(23_920); // 8000 + 7920 + 8000
                } else {
                    h.endsWith(new Termination.Silence(16_000)); // 8000 + 8000
                }
            }
        }
    }

    @Nested
    class T5MediaTimeoutAndCap {
        @Test
        void shouldEndAtTheLastReceivedSampleWhenNoPacketComesAnyMore() {
            try (EngineHarness h = new EngineHarness(request -> request.mediaTimeout(seconds(5)))) {
                // The last packet came 20 ms before loud() returned.
                h.loud(1).elapse(4.979);
                assertTrue(h.isRecording());
                h.elapse(0.001).endsWith(new Termination.NoMedia(8_000));
            }
        }

        @Test
        void shouldCountEventsAndComfortNoiseAsPackets() {
            try (EngineHarness h = new EngineHarness(request -> request.mediaTimeout(seconds(5)))) {
                h.loud(1).skip(4).packet(13, false, h.timestamp(), new byte[] {30});
                h.skip(4).event(5, true, true, h.timestamp(), 160).skip(4);
                assertTrue(h.isRecording());
                h.elapse(1)
                        .endsWith(
                                new Termination.NoMedia(40_000)); // comfort noise proves silence up to 8000 + 4 × 8000
            }
        }

        @Test
        void shouldWaitForEverWhenSwitchedOff() {
            try (EngineHarness h = new EngineHarness(request -> request.mediaTimeout(Duration.ZERO))) {
                h.loud(1).elapse(10_000);
                assertTrue(h.isRecording());
                h.hangsUpAt(8_000);
            }
        }

        @Test
        void shouldYieldToALimitThatCameFirst() {
            try (EngineHarness h =
                    new EngineHarness(request -> silenceOf(3).apply(request).mediaTimeout(seconds(4)))) {
                h.loud(1).elapse(10).endsWith(new Termination.Silence(32_000)); // 8000 + 3 × 8000
            }
        }

        @Test
        void shouldComeBeforeALaterLimit() {
            try (EngineHarness h =
                    new EngineHarness(request -> silenceOf(3).apply(request).mediaTimeout(seconds(2)))) {
                h.loud(1).elapse(10).endsWith(new Termination.NoMedia(8_000));
            }
        }

        @Test
        void shouldEndAtTheCapWithAWarning() {
            try (EngineHarness h = new EngineHarness(request -> request.cap(seconds(2)))) {
                RecordingManifest manifest = h.loud(3).endsWith(new Termination.MaxDuration(16_000)); // 2 × 8000
                assertEquals(List.of("the cap of 2 s ended the recording"), manifest.warnings());
            }
        }

        @Test
        void shouldNotWarnOfTheCapWhenTheDurationCameFirst() {
            try (EngineHarness h =
                    new EngineHarness(request -> request.cap(seconds(2)).duration(seconds(1)))) {
                assertEquals(
                        List.of(),
                        h.loud(3).endsWith(new Termination.MaxDuration(8_000)).warnings());
            }
        }
    }

    @Nested
    class T6OrderAndModularArithmetic {
        @Test
        void shouldPlaceAPacketThatIsLateWithinTheWindow() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(20);
                h.audio(Arrays.copyOf(audio, 800));
                byte[] late = EngineHarness.rtp(
                        0, false, h.sequence(), h.timestamp(), EngineHarness.SSRC, Arrays.copyOfRange(audio, 800, 960));
                h.lose(1, 160).audio(Arrays.copyOfRange(audio, 960, 1_440));
                h.offer(late, h.now(), 0).audio(Arrays.copyOfRange(audio, 1_440, 3_200));
                RecordingManifest manifest = h.hangsUpAt(3_200);
                assertEquals(List.of(), manifest.gaps());
                assertArrayEquals(Staircase.decoded(audio), h.samples());
            }
        }

        @Test
        void shouldKeepTheWindowOpenThoughALimitIsDue() {
            try (EngineHarness h = new EngineHarness(silenceOf(1))) {
                // The limit is due at 16000; the sender speaks again at 16080, but that packet comes 100 ms late.
                h.loud(1).skip(1.01);
                byte[] late = EngineHarness.rtp(
                        0, false, h.sequence(), h.timestamp(), EngineHarness.SSRC, EngineHarness.loudUlaw(0.02));
                h.lose(1, 160).loud(0.08).offer(late, h.now(), 0).loud(1);
                h.endsWith(new Termination.Silence(16_000));
            }
        }

        @Test
        void shouldFillTheGapOfAPacketThatIsLaterThanTheWindow() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(0.1);
                byte[] late = EngineHarness.rtp(
                        0, false, h.sequence(), h.timestamp(), EngineHarness.SSRC, EngineHarness.loudUlaw(0.02));
                h.lose(1, 160).loud(0.12).offer(late, h.now(), 0).loud(0.1);
                RecordingManifest manifest = h.hangsUpAt(2_720); // 800 + 160 + 960 + 800
                assertEquals(List.of(new Gap(800, 160, GapReason.LOSS)), manifest.gaps());
                assertEquals(1, manifest.counters().late());
            }
        }

        @Test
        void shouldWriteDuplicatesOnce() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(10);
                for (int i = 0; i < 10; i++) {
                    byte[] payload = Arrays.copyOfRange(audio, 160 * i, 160 * i + 160);
                    byte[] packet = EngineHarness.rtp(0, false, i, 160 * i, 7, payload);
                    h.offer(packet, h.now(), 0).offer(packet, h.now(), 0).elapse(0.02);
                }
                RecordingManifest manifest = h.hangsUpAt(1_600);
                assertEquals(10, manifest.counters().duplicate());
                assertArrayEquals(Staircase.decoded(audio), h.samples());
            }
        }

        @Test
        void shouldCountOnWhenSequenceAndTimestampWrap() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.sequence(65_530).timestamp(-1_000); // 2^32 − 1000
                byte[] audio = Staircase.ulaw(40);
                RecordingManifest manifest = h.audio(audio).hangsUpAt(6_400);
                assertEquals(List.of(), manifest.gaps());
                assertArrayEquals(Staircase.decoded(audio), h.samples());
            }
        }

        @ParameterizedTest
        @CsvSource({"1000", "-1000"})
        void shouldNeitherFillNorCutForAClockThatDrifts(int ppm) {
            // 50,000 packets at 1000 ppm are 1 s of drift, twice what is believed without following.
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] payload = EngineHarness.loudUlaw(0.02);
                long start = h.now();
                for (int i = 0; i < 50_000; i++) {
                    long arrival = start + i * (20_000_000L + 20L * ppm);
                    h.offer(EngineHarness.rtp(0, false, i, 160 * i, 7, payload), arrival, 0)
                            .look();
                }
                RecordingManifest manifest = h.hangsUpAt(8_000_000); // 50,000 × 160
                assertEquals(List.of(), manifest.gaps());
                assertEquals(50_000, manifest.counters().written());
            }
        }
    }

    @Nested
    class T9DurationIsExact {
        @ParameterizedTest
        @CsvSource({
            "2.5, 20000", // 2.5 × 8000
            "1.00375, 8030", // not on a window
            "1.00006, 8000", // 8000.48
            "1.0000625, 8001", // 8000.5
            "0.000125, 1"
        })
        void shouldEndAtExactlyTheRoundedSample(double duration, long samples) {
            try (EngineHarness h = new EngineHarness(request -> request.duration(seconds(duration)))) {
                byte[] audio = Staircase.ulaw(150);
                h.audio(audio).endsWith(new Termination.MaxDuration(samples));
                assertArrayEquals(Staircase.decoded(Arrays.copyOf(audio, (int) samples)), h.samples());
            }
        }
    }
}
