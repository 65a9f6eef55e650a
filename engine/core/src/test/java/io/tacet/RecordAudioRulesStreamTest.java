package io.tacet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RULES.md, "Time", where streams misbehave or are interrupted: T3, T7, T8, T10. */
class RecordAudioRulesStreamTest {
    private static final UnaryOperator<RecordingRequest.Builder> PLAIN = request -> request;
    private static final UnaryOperator<RecordingRequest.Builder> POUND =
            request -> request.terminators(Terminators.of("#"));
    private static final int POUND_EVENT = 11;
    private static final int OTHER_SSRC = 0x7777;

    private static UnaryOperator<RecordingRequest.Builder> silenceOf(int seconds) {
        return request -> request.silence(SilencePolicy.after(Duration.ofSeconds(seconds)));
    }

    /** Offers packets in one burst, all at the same time; the sender's clock goes on as if they had been paced. */
    private static void burst(EngineHarness h, byte[] ulaw) {
        for (int at = 0; at < ulaw.length; at += 160) {
            h.packet(0, false, h.timestamp(), Arrays.copyOfRange(ulaw, at, at + 160));
            h.timestamp(h.timestamp() + 160).look();
        }
    }

    private static void assertHolds(EngineHarness h, long from, byte[] ulaw) {
        short[] found = Arrays.copyOfRange(h.samples(), (int) from, (int) from + ulaw.length);
        assertArrayEquals(Staircase.decoded(ulaw), found);
    }

    @Nested
    class T3TimelineFollowsTheSender {
        @Test
        void shouldFillADtxGapExactlyHoweverLong() {
            try (EngineHarness h = new EngineHarness(request -> request.mediaTimeout(Duration.ZERO))) {
                RecordingManifest manifest =
                        h.loud(1).skip(600.0025).loud(1).hangsUpAt(4_816_020); // (1 + 600.0025 + 1) × 8000
                assertEquals(List.of(new Gap(8_000, 4_800_020, GapReason.DTX)), manifest.gaps());
            }
        }

        @Test
        void shouldFillLossExactly() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                RecordingManifest manifest = h.loud(1).lose(7, 160).loud(1).hangsUpAt(17_120); // 8000 + 7 × 160 + 8000
                assertEquals(List.of(new Gap(8_000, 1_120, GapReason.LOSS)), manifest.gaps());
                assertEquals(7, Objects.requireNonNull(manifest.reception()).lost());
            }
        }

        @Test
        void shouldFillComfortNoiseExactly() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(1).packet(13, false, h.timestamp(), new byte[] {40}).skip(0.8);
                RecordingManifest manifest = h.loud(1).hangsUpAt(22_400); // 8000 + 6400 + 8000
                assertEquals(List.of(new Gap(8_000, 6_400, GapReason.COMFORT_NOISE)), manifest.gaps());
                assertEquals(1, manifest.counters().comfortNoise());
            }
        }

        @Test
        void shouldFillNoMoreThanTheLimit() {
            try (EngineHarness h = new EngineHarness(request -> request.duration(Duration.ofSeconds(10)))) {
                // The packet after the gap is in the ring before the recorder looks.
                h.loud(1).elapseQuietly(50).timestamp(h.timestamp() + 400_000);
                h.loud(1).endsWith(new Termination.MaxDuration(80_000)); // 10 × 8000
            }
        }

        @Test
        void shouldBelieveATimestampThatIsLessThanHalfASecondLate() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(100);
                h.loud(1).elapse(0.45).audio(audio);
                assertEquals(List.of(), h.hangsUpAt(24_000).gaps()); // 8000 + 16000
                assertHolds(h, 8_000, audio);
            }
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.7, 2, 10})
        void shouldPlaceWhatANetworkStallHeldBackByTimestamp(double stall) {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] held = Staircase.ulaw((int) Math.round(stall * 50));
                h.loud(1).elapse(stall);
                burst(h, held);
                RecordingManifest manifest = h.loud(1).hangsUpAt(16_000 + held.length);
                assertEquals(List.of(), manifest.gaps());
                assertHolds(h, 8_000, held);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1_000_000, -1_000_000, 5_000, -5_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void shouldFollowASenderWhoseClockJumped(int jump) {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(50);
                h.loud(1).timestamp(h.timestamp() + jump).audio(audio);
                RecordingManifest manifest = h.hangsUpAt(16_000);
                assertEquals(List.of(), manifest.gaps());
                assertEquals(100, manifest.counters().written());
                assertHolds(h, 8_000, audio);
            }
        }

        @Test
        void shouldFillTheElapsedTimeWhenTheSendersClockStoodStill() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(50);
                RecordingManifest manifest = h.loud(1).elapse(3).audio(audio).hangsUpAt(40_000); // 8000 + 24000 + 8000
                assertEquals(List.of(new Gap(8_000, 24_000, GapReason.CLOCK_JUMP)), manifest.gaps());
                assertHolds(h, 32_000, audio);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void shouldPlaceHeldPacketsAtTheEndOfTheStream(int packets) {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(packets);
                RecordingManifest manifest =
                        h.loud(1).elapse(3).audio(audio).hangsUpAt(32_000 + audio.length); // 8000 + 24000
                assertEquals(50 + packets, manifest.counters().written());
                assertHolds(h, 32_000, audio);
            }
        }

        @Test
        void shouldLoseNoHeldPacketWhenTheClockJumpsAgain() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(20);
                h.loud(1).timestamp(h.timestamp() + 900_000).audio(Arrays.copyOf(audio, 320));
                h.timestamp(h.timestamp() - 70_000).audio(Arrays.copyOfRange(audio, 320, 480));
                h.timestamp(h.timestamp() + 70_000).audio(Arrays.copyOfRange(audio, 480, 3_200));
                assertEquals(List.of(), h.hangsUpAt(11_200).gaps()); // 8000 + 20 × 160
                assertHolds(h, 8_000, audio);
            }
        }

        @Test
        void shouldKeepAPacketWithAWildTimestampInItsPlace() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(30);
                h.audio(Arrays.copyOf(audio, 1_600));
                int good = h.timestamp();
                h.timestamp(good + 800_000).audio(Arrays.copyOfRange(audio, 1_600, 1_760));
                h.timestamp(good + 160).audio(Arrays.copyOfRange(audio, 1_760, 4_800));
                assertEquals(30, h.hangsUpAt(4_800).counters().written());
                assertHolds(h, 0, audio);
            }
        }

        @Test
        void shouldNotMoveTheTimelineForAnEvent() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(1).event(5, false, true, h.timestamp() + 3_000_000, 160);
                assertEquals(List.of(), h.loud(1).hangsUpAt(16_000).gaps());
            }
        }

        @Test
        void shouldFillADigitWithoutAudio() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                RecordingManifest manifest = h.loud(1).key(5, 1_600).loud(1).hangsUpAt(17_600); // 8000 + 1600 + 8000
                assertEquals(List.of(new Gap(8_000, 1_600, GapReason.DTX)), manifest.gaps());
            }
        }
    }

    @Nested
    class T7AnotherSource {
        @Test
        void shouldReplayANewSourceFromItsFirstPacketAtItsArrival() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(20);
                h.loud(1).ssrc(OTHER_SSRC).sequence(9).timestamp(77).audio(audio);
                RecordingManifest manifest = h.hangsUpAt(11_200); // 8000 + 20 × 160
                assertEquals(List.of(), manifest.gaps());
                assertEquals(0, manifest.counters().ssrc());
                assertEquals(
                        OTHER_SSRC, Objects.requireNonNull(manifest.reception()).ssrc());
                assertHolds(h, 8_000, audio);
            }
        }

        @Test
        void shouldFillTheTimeBetweenTheSources() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(1).elapse(2).ssrc(OTHER_SSRC).timestamp(1_000_000);
                RecordingManifest manifest = h.loud(1).hangsUpAt(32_000); // 8000 + 16000 + 8000
                assertEquals(List.of(new Gap(8_000, 16_000, GapReason.SSRC_CHANGE)), manifest.gaps());
            }
        }

        @Test
        void shouldCountEventsAsPacketsOfTheSource() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.loud(1).ssrc(OTHER_SSRC).timestamp(1_000_000).key(POUND_EVENT, 800);
                h.endsWith(new Termination.Terminator('#', 8_000));
            }
        }

        @Test
        void shouldRejectAnIntruderThatAlternatesWithTheSourceAndItsKeys() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                byte[] audio = Staircase.ulaw(50);
                for (int i = 0; i < 50; i++) {
                    byte[] key = {POUND_EVENT, 10, 0, (byte) 160};
                    h.audio(Arrays.copyOfRange(audio, 160 * i, 160 * i + 160));
                    if (i < 49) {
                        h.offer(EngineHarness.rtp(101, true, 600 + i, 160 * i, OTHER_SSRC, key), h.now(), 0);
                    }
                }
                RecordingManifest manifest = h.hangsUpAt(8_000);
                assertEquals(49, manifest.counters().ssrc());
                assertEquals(List.of(), manifest.digits());
                assertHolds(h, 0, audio);
            }
        }

        @Test
        void shouldTakeTheThirdSourceAndRejectTheSecondThatSentTooLittle() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = Staircase.ulaw(5);
                h.loud(1).ssrc(OTHER_SSRC).loud(0.04).ssrc(OTHER_SSRC + 1).audio(audio);
                RecordingManifest manifest = h.hangsUpAt(9_120); // 8000 + 320 of silence + 800
                assertEquals(2, manifest.counters().ssrc());
                assertHolds(h, 8_320, audio);
            }
        }

        @Test
        void shouldBeginThePressesAnewWithTheSource() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int start = h.timestamp();
                h.loud(0.1).event(5, true, true, start + 400, 160).loud(0.1);
                // The same event at the same timestamp, but another source.
                h.ssrc(OTHER_SSRC).timestamp(start + 400);
                for (int i = 1; i <= 4; i++) {
                    h.event(5, i == 4, false, start + 400, 160 * i);
                }
                List<Digit> digits = h.hangsUpAt(2_240).digits(); // 1600 + a press of 640
                assertEquals(List.of(new Digit('5', 400, 160), new Digit('5', 1_600, 640)), digits);
            }
        }
    }

    @Nested
    class T8OnlyTheSourceMaySend {
        private static final long HOME = 11;
        private static final long STRANGER = 22;

        @Test
        void shouldRejectOthersAndTheirKeysWhenTheSourceIsKnown() {
            try (EngineHarness h =
                    new EngineHarness(request -> POUND.apply(request).source(HOME))) {
                h.source(STRANGER).key(POUND_EVENT, 800).loud(0.5);
                h.source(HOME).loud(1).source(STRANGER).key(POUND_EVENT, 320);
                RecordingManifest manifest = h.hangsUpAt(8_000);
                assertEquals(36, manifest.counters().source()); // 7 + 25 + 4
                assertEquals(List.of(), manifest.digits());
            }
        }

        @Test
        void shouldRecordFromTheFirstPacketOnAndLockAfterFourConsecutiveOnes() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                byte[] audio = Staircase.ulaw(8);
                h.source(HOME).audio(Arrays.copyOf(audio, 480));
                h.source(STRANGER).audio(Arrays.copyOfRange(audio, 480, 640));
                h.source(HOME).audio(Arrays.copyOfRange(audio, 640, 1_280)); // four: locked
                h.source(STRANGER)
                        .event(POUND_EVENT, true, true, h.timestamp(), 800)
                        .loud(1);
                RecordingManifest manifest = h.hangsUpAt(1_280);
                assertEquals(51, manifest.counters().source()); // 1 event, 50 of audio
                assertHolds(h, 0, audio);
            }
        }

        @Test
        void shouldCheckNothingThatTheHostHasChecked() {
            try (EngineHarness h = new EngineHarness(request -> request.source(HOME))) {
                h.source(MediaSource.UNCHECKED).loud(1).hangsUpAt(8_000);
            }
        }
    }

    @Nested
    class T10PauseAndResume {
        private void pause(EngineHarness h) {
            h.recording.pause();
            h.look();
        }

        private void resume(EngineHarness h) {
            h.recording.resume();
            h.look();
        }

        @Test
        void shouldLeavePausedMediaOutOfTheFile() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] before = Staircase.ulaw(50);
                h.audio(before);
                pause(h);
                h.loud(2);
                resume(h);
                RecordingManifest manifest = h.audio(before).hangsUpAt(16_000);
                assertEquals(100, manifest.counters().paused());
                assertEquals(List.of(), manifest.gaps());
                assertHolds(h, 0, before);
                assertHolds(h, 8_000, before);
            }
        }

        @Test
        void shouldLeaveItOutOfTheSilence() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.silence(2);
                pause(h);
                h.loud(5);
                resume(h);
                h.silence(2).endsWith(new Termination.Silence(24_000)); // 2 s before, 1 s after
            }
        }

        @Test
        void shouldLeaveItOutOfTheDuration() {
            try (EngineHarness h = new EngineHarness(request -> request.duration(Duration.ofSeconds(3)))) {
                h.loud(2);
                pause(h);
                h.loud(5);
                resume(h);
                h.loud(2).endsWith(new Termination.MaxDuration(24_000));
            }
        }

        @Test
        void shouldLeaveAPauseWithoutPacketsOut() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.loud(1);
                pause(h);
                h.skip(30);
                resume(h);
                assertEquals(List.of(), h.loud(1).hangsUpAt(16_000).gaps());
            }
        }

        @Test
        void shouldKeepTheSilenceThatWasBeforeThePauseWhenNothingWasSent() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.loud(1).skip(1);
                pause(h);
                h.skip(5);
                resume(h);
                RecordingManifest manifest = h.loud(1).hangsUpAt(24_000); // 8000 + 8000 before the pause + 8000
                assertEquals(List.of(new Gap(8_000, 8_000, GapReason.DTX)), manifest.gaps());
            }
        }

        @Test
        void shouldCountTheSilenceBeforeAndAfterThePauseWhenNothingWasSent() {
            try (EngineHarness h = new EngineHarness(silenceOf(3))) {
                h.loud(1).skip(2);
                pause(h);
                h.skip(5);
                resume(h);
                h.skip(0.99);
                assertTrue(h.isRecording());
                h.skip(0.11).endsWith(new Termination.Silence(32_000)); // 8000 + 3 × 8000
            }
        }

        @Test
        void shouldEndByATerminatorWithinThePause() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.loud(1);
                pause(h);
                h.loud(1).key(POUND_EVENT, 800);
                h.endsWith(new Termination.Terminator('#', 8_000));
            }
        }

        @Test
        void shouldEndByATerminatorWithinAPauseWithoutPackets() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.loud(1);
                pause(h);
                h.skip(2).key(POUND_EVENT, 800);
                h.endsWith(new Termination.Terminator('#', 8_000));
            }
        }

        @Test
        void shouldPlaceKeysAfterThePauseOnTheRecordingsTime() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.loud(1);
                pause(h);
                h.loud(2);
                resume(h);
                h.loud(1).key(5, 800).loud(1).key(POUND_EVENT, 800);
                RecordingManifest manifest =
                        h.endsWith(new Termination.Terminator('#', 24_800)); // 2 × 8000 + 800 + 8000
                assertEquals(List.of(new Digit('5', 16_000, 800), new Digit('#', 24_800, 160)), manifest.digits());
            }
        }

        @Test
        void shouldStopWherePausedAndTakeRepeatedCommandsOnce() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                h.recording.resume();
                h.loud(1);
                pause(h);
                pause(h);
                h.loud(1);
                h.recording.stop();
                h.endsWith(new Termination.Stopped(8_000));
            }
        }

        @Test
        void shouldBeginPaused() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                pause(h);
                h.loud(1);
                resume(h);
                assertEquals(50, h.loud(1).hangsUpAt(8_000).counters().paused());
            }
        }
    }
}
