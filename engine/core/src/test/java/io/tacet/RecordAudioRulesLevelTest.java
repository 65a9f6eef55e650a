package io.tacet;

import static io.tacet.EngineHarness.square;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RULES.md, "Level and silence", L1 to L9. Positions are computed by hand: 8000 samples a second, 80 a window, 160 a packet. */
class RecordAudioRulesLevelTest {
    private static final PayloadTypes PCM16 = PayloadTypes.of(new PayloadFormat(AudioEncoding.PCM16, 8000));

    private static UnaryOperator<RecordingRequest.Builder> silenceOf(double seconds) {
        return with(SilencePolicy.after(seconds(seconds)));
    }

    private static UnaryOperator<RecordingRequest.Builder> with(SilencePolicy policy) {
        return request -> request.silence(policy);
    }

    /** Raw 16-bit frames, so that levels are exact, and a threshold that is an RMS. */
    private static UnaryOperator<RecordingRequest.Builder> pcm(double silence, int thresholdRms) {
        SilenceThreshold threshold = new SilenceThreshold(thresholdRms, ThresholdScale.AMPLITUDE, 0);
        return request -> request.payloadTypes(PCM16)
                .silence(SilencePolicy.after(seconds(silence)).withThreshold(threshold));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Nested
    class L1WindowsOfTenMilliseconds {
        @ParameterizedTest
        @ValueSource(ints = {40, 80, 104, 160, 240, 250, 480})
        void shouldJudgeTheSameWindowsWhateverThePacketsAre(int packetSamples) {
            try (EngineHarness h = new EngineHarness(silenceOf(1))) {
                byte[] audio = EngineHarness.silentUlaw(2);
                System.arraycopy(EngineHarness.loudUlaw(0.1), 0, audio, 1_000, 800);
                // Activity in the windows up to 1840: 1000 + 800 = 1800 lies within that window; 1840 + 8000 = 9840.
                h.audio(audio, packetSamples).endsWith(new Termination.Silence(9_840));
            }
        }

        @Test
        void shouldWriteButNotJudgeThePartialWindowAtTheEnd() {
            try (EngineHarness h = new EngineHarness(silenceOf(1))) {
                // The run from 4000 would span a second at 12000; the end comes one sample before.
                RecordingManifest manifest = h.loud(0.5).silence(0.999875).hangsUpAt(11_999);
                assertEquals(0.99, manifest.longestSilenceSeconds()); // 99 windows were judged
            }
        }
    }

    @Nested
    class L2LevelAfterRemovalOfTheOffset {
        @ParameterizedTest
        @ValueSource(ints = {0, 500, -3_000, 20_000})
        void shouldTakeAConstantOffsetForSilence(int offset) {
            try (EngineHarness h = new EngineHarness(pcm(3, 100))) {
                h.pcm(square(4, 0, offset)).endsWith(new Termination.Silence(24_000));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 2_000})
        void shouldHearQuietSpeechUponAnOffset(int offset) {
            try (EngineHarness h = new EngineHarness(pcm(3, 100))) {
                h.pcm(square(1, 0, offset)).pcm(square(1, 101, offset)).pcm(square(4, 0, offset));
                h.endsWith(new Termination.Silence(40_000)); // 2 × 8000 + 3 × 8000
            }
        }

        @Test
        void shouldTakeTheMeanDuringTheFirstSecond() {
            // Windows 1 to 50 at 0, then n windows at 1000: d = 1000 n / (50 + n), updated before use, and the level is
            // 1000 − d = 50000 / (50 + n) > 600 as long as n < 33.3. So 33 windows are loud: the run starts at 4000 +
            // 33 × 80.
            try (EngineHarness h = new EngineHarness(pcm(2, 600))) {
                h.pcm(square(0.5, 0, 0)).pcm(square(3, 0, 1_000));
                h.endsWith(new Termination.Silence(22_640)); // 4000 + 2640 + 16000
            }
        }

        @Test
        void shouldFollowAStepOfTheOffsetWithATimeConstantOfASecond() {
            // After two seconds at 0, window n at 1000 has the level 1000 e^(−n/100) > 177 as long as n < 173.16:
            // 173 windows are loud.
            try (EngineHarness h = new EngineHarness(pcm(3, 177))) {
                h.pcm(square(2, 0, 0)).pcm(square(6, 0, 1_000));
                h.endsWith(new Termination.Silence(53_840)); // 16000 + 173 × 80 + 24000
            }
        }

        @Test
        void shouldFreezeTheOffsetOverFills() {
            try (EngineHarness h = new EngineHarness(pcm(7, 20))) {
                h.pcm(square(2, 0, 1_000)).skip(2).pcm(square(4, 0, 1_000));
                h.endsWith(new Termination.Silence(56_000)); // not one window was loud: 7 × 8000
            }
        }
    }

    @Nested
    class L3LoudIsAboveTheThreshold {
        @Test
        void shouldTakeALevelAtTheThresholdForSilence() {
            try (EngineHarness h = new EngineHarness(pcm(3, 100))) {
                h.pcm(square(4, 100, 0)).endsWith(new Termination.Silence(24_000));
            }
        }

        @Test
        void shouldTakeALevelAboveItForActivity() {
            try (EngineHarness h = new EngineHarness(pcm(3, 100))) {
                h.pcm(square(4, 101, 0)).hangsUpAt(32_000);
            }
        }
    }

    @Nested
    class L4ClicksAndActivity {
        /** Half a second of speech, a second of silence, a click, silence; ended by two seconds of silence. */
        private void assertEnds(int clickMillis, int minimumActivityMillis, long expected) {
            SilencePolicy policy =
                    SilencePolicy.after(seconds(2)).withMinimumActivity(Duration.ofMillis(minimumActivityMillis));
            try (EngineHarness h = new EngineHarness(with(policy))) {
                byte[] audio = EngineHarness.silentUlaw(5);
                System.arraycopy(EngineHarness.loudUlaw(0.5), 0, audio, 0, 4_000);
                byte[] click = EngineHarness.loudUlaw(clickMillis / 1000.0);
                System.arraycopy(click, 0, audio, 12_000, click.length);
                h.audio(audio).endsWith(new Termination.Silence(expected));
            }
        }

        @ParameterizedTest(name = "{0} ms, minimum {1} ms")
        @CsvSource({
            // A click counts in the run: 4000 + 16000.
            "10, 30, 20000",
            "20, 30, 20000",
            "20, 100, 20000",
            "30, 100, 20000",
            "90, 100, 20000",
            "10, 11, 20000",
            // Activity restarts it at its end: 12000 + the click + 16000.
            "10, 0, 28080",
            "10, 10, 28080",
            "20, 0, 28160",
            "20, 20, 28160",
            "30, 0, 28240",
            "30, 30, 28240",
            "100, 100, 28800"
        })
        void shouldRestartTheRunForActivityOnly(int clickMillis, int minimumActivityMillis, long expected) {
            assertEnds(clickMillis, minimumActivityMillis, expected);
        }

        @ParameterizedTest
        @CsvSource({"4, 28720", "5, 20000"})
        void shouldAddUpLoudWindowsOfTheLastHundredMilliseconds(int spacing, long expected) {
            // Windows 150, 150 + s, 150 + 2s. At a spacing of 4 the third sees all three within ten windows: activity
            // to
            // 12000 + 9 × 80 = 12720. At 5 it is the eleventh: none.
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                byte[] audio = EngineHarness.silentUlaw(5);
                System.arraycopy(EngineHarness.loudUlaw(0.5), 0, audio, 0, 4_000);
                for (int i = 0; i < 3; i++) {
                    System.arraycopy(EngineHarness.loudUlaw(0.01), 0, audio, 12_000 + i * spacing * 80, 80);
                }
                h.audio(audio).endsWith(new Termination.Silence(expected));
            }
        }

        @Test
        void shouldCompleteARunOnASilentWindowOnly() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                byte[] audio = EngineHarness.silentUlaw(5);
                System.arraycopy(EngineHarness.loudUlaw(0.5), 0, audio, 0, 4_000);
                // The run from 4000 spans two seconds at 20000, but that window and the next are a click.
                System.arraycopy(EngineHarness.loudUlaw(0.02), 0, audio, 19_920, 160);
                h.audio(audio).endsWith(new Termination.Silence(20_160)); // 20080 + 80
            }
        }
    }

    @Nested
    class L5ARunStartsAfterTheLastActivity {
        @Test
        void shouldStartAtPositionZeroWithoutActivity() {
            try (EngineHarness h = new EngineHarness(silenceOf(0.5))) {
                h.silence(1).endsWith(new Termination.Silence(4_000));
            }
        }

        @Test
        void shouldStopAtTheEndOfTheWindowInWhichALimitOffTheWindowsIsSpanned() {
            try (EngineHarness h = new EngineHarness(silenceOf(1.005))) {
                // Speech ends within the window to 4080; 4080 + 8040 = 12120 lies within the window to 12160.
                h.loud(0.505).silence(2).endsWith(new Termination.Silence(12_160));
            }
        }

        @Test
        void shouldStopThereWithoutPacketsToo() {
            try (EngineHarness h = new EngineHarness(silenceOf(1.005))) {
                h.loud(0.505).elapse(2).endsWith(new Termination.Silence(12_160));
            }
        }
    }

    @Nested
    class L6InitialAndFinalSilence {
        @Test
        void shouldApplyTheInitialSilenceBeforeTheFirstActivity() {
            try (EngineHarness h =
                    new EngineHarness(with(SilencePolicy.after(seconds(1)).withInitialSilence(seconds(3))))) {
                h.silence(5).endsWith(new Termination.Silence(24_000));
            }
        }

        @Test
        void shouldApplyTheFinalSilenceAfterIt() {
            try (EngineHarness h =
                    new EngineHarness(with(SilencePolicy.after(seconds(1)).withInitialSilence(seconds(3))))) {
                h.silence(2).loud(0.5).silence(2).endsWith(new Termination.Silence(28_000)); // 16000 + 4000 + 8000
            }
        }

        @Test
        void shouldNotTakeAClickForTheFirstActivity() {
            try (EngineHarness h =
                    new EngineHarness(with(SilencePolicy.after(seconds(1)).withInitialSilence(seconds(3))))) {
                h.silence(0.5).loud(0.02).silence(5).endsWith(new Termination.Silence(24_000));
            }
        }

        @Test
        void shouldWaitForEverWithAnInitialSilenceOfZeroAndSaySo() {
            try (EngineHarness h =
                    new EngineHarness(with(SilencePolicy.after(seconds(1)).withInitialSilence(Duration.ZERO)))) {
                RecordingManifest manifest =
                        h.silence(45).loud(0.5).silence(2).endsWith(new Termination.Silence(372_000)); // 45.5 + 1 s
                assertEquals(
                        List.of("initial silence 0 waits for ever and there is no duration limit"),
                        manifest.warnings());
            }
        }

        @Test
        void shouldNotWarnOfItWithADurationLimit() {
            SilencePolicy policy = SilencePolicy.after(seconds(1)).withInitialSilence(Duration.ZERO);
            try (EngineHarness h =
                    new EngineHarness(request -> with(policy).apply(request).duration(seconds(2)))) {
                assertEquals(
                        List.of(),
                        h.silence(3)
                                .endsWith(new Termination.MaxDuration(16_000))
                                .warnings());
            }
        }

        @Test
        void shouldWaitForEverWithoutPacketsToo() {
            SilencePolicy policy = SilencePolicy.after(seconds(1)).withInitialSilence(Duration.ZERO);
            try (EngineHarness h =
                    new EngineHarness(request -> with(policy).apply(request).mediaTimeout(Duration.ZERO))) {
                h.silence(1).elapse(500);
                assertTrue(h.isRecording());
                h.hangsUpAt(8_000);
            }
        }
    }

    @Nested
    class L7FillsAndLoss {
        @Test
        void shouldTakeComfortNoiseForSilence() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.loud(1);
                for (int i = 0; i < 15; i++) {
                    h.packet(13, false, h.timestamp(), new byte[] {20}).skip(0.2);
                }
                h.endsWith(new Termination.Silence(24_000)); // 8000 + 16000
            }
        }

        @Test
        void shouldTakeAGapOfTheSenderForSilence() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.loud(1).elapseQuietly(3).timestamp(h.timestamp() + 24_000);
                h.loud(1).endsWith(new Termination.Silence(24_000));
            }
        }

        @Test
        void shouldContinueSpeechOverLoss() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                // Were the loss silence, the end would be at 8000 + 16000.
                RecordingManifest manifest = h.loud(1)
                        .lose(75, 160)
                        .silence(3)
                        .endsWith(new Termination.Silence(36_000)); // 8000 + 12000 + 16000
                assertEquals(List.of(new Gap(8_000, 12_000, GapReason.LOSS)), manifest.gaps());
            }
        }

        @Test
        void shouldContinueSilenceOverLoss() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.loud(1).silence(1).lose(25, 160).silence(3).endsWith(new Termination.Silence(24_000)); // 8000 + 16000
            }
        }

        @Test
        void shouldJudgeTheReceivedPartOfAWindowThatWasLostInPart() {
            // Packets of 60 samples: 0–59 of a window are lost, 60–79 hold the last of the speech. 20 samples of 8031
            // are its level.
            try (EngineHarness h = new EngineHarness(silenceOf(1))) {
                h.loud(1).lose(1, 60).audio(EngineHarness.loudUlaw(0.0025), 60);
                h.silence(2).endsWith(new Termination.Silence(16_080)); // 8080 + 8000
            }
        }

        @Test
        void shouldCountSilenceWhileNothingArrives() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.loud(1).elapse(2.2).endsWith(new Termination.Silence(24_000));
            }
        }
    }

    @Nested
    class L8KeysAreActivity {
        @ParameterizedTest
        @CsvSource({
            // The press from 8000 to 11200 is activity: 11200 + 16000.
            "1, 3200, 27200",
            // From 8040 to 11240, within the window to 11280: 11280 + 16000.
            "1.005, 3200, 27280",
            // From 8000 to 8160.
            "1, 160, 24160"
        })
        void shouldStartTheRunAfterAPress(double before, int press, long expected) {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.silence(before).key(5, press).silence(3).endsWith(new Termination.Silence(expected));
            }
        }

        @Test
        void shouldStartItThereWithoutPacketsToo() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.silence(1).key(5, 3_200).elapse(3).endsWith(new Termination.Silence(27_200));
            }
        }

        @Test
        void shouldApplyTheFinalSilenceAfterAPress() {
            try (EngineHarness h =
                    new EngineHarness(with(SilencePolicy.after(seconds(1)).withInitialSilence(seconds(5))))) {
                h.silence(1).key(5, 800).silence(3).endsWith(new Termination.Silence(16_800)); // 8000 + 800 + 8000
            }
        }

        @Test
        void shouldKnowOfAPressWhoseAudioWasJudgedAlready() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.silence(1);
                int press = h.timestamp();
                // The gateway sends silence during the event, whose packets come 100 ms late.
                h.silence(0.1).event(5, true, true, press, 640).silence(3);
                h.endsWith(new Termination.Silence(24_640)); // 8000 + 640 + 16000
            }
        }

        @Test
        void shouldNotTakeOtherEventsForKeys() {
            try (EngineHarness h = new EngineHarness(silenceOf(2))) {
                h.silence(1).key(40, 800).silence(3).endsWith(new Termination.Silence(16_000));
            }
        }
    }

    @Nested
    class L9FillsAreTheEncodingsSilence {
        @ParameterizedTest
        @EnumSource(OutputEncoding.class)
        void shouldFillWithTheSilenceOfTheFile(OutputEncoding encoding) {
            try (EngineHarness h = new EngineHarness(request -> request.outputEncoding(encoding))) {
                RecordingManifest manifest = h.loud(0.1).skip(0.5).loud(0.1).hangsUpAt(5_600); // 800 + 4000 + 800
                assertEquals(List.of(new Gap(800, 4_000, GapReason.DTX)), manifest.gaps());
                int bytes = encoding.bytesPerSample();
                byte[] expected = new byte[4_000 * bytes];
                byte[] silence = {0, (byte) 0xFF, (byte) 0xD5};
                Arrays.fill(expected, silence[encoding.ordinal()]);
                assertArrayEquals(expected, Arrays.copyOfRange(h.data(), 800 * bytes, 4_800 * bytes));
            }
        }

        @Test
        void shouldPassAudioOfTheFilesEncodingThroughBitByBit() {
            try (EngineHarness h = new EngineHarness(
                    request -> request.outputEncoding(OutputEncoding.MULAW).duration(seconds(0.505)))) {
                byte[] audio = Staircase.ulaw(30);
                h.audio(audio).endsWith(new Termination.MaxDuration(4_040)); // not on a window, within a packet
                assertArrayEquals(Arrays.copyOf(audio, 4_040), h.data());
            }
        }
    }
}
