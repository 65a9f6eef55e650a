package io.tacet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RULES.md, "Digits", D7: where a terminator ends, and what of a key's audio is in the file. 8000 samples a second, 160 a packet. */
class RecordAudioRulesTerminatorTest {
    private static final UnaryOperator<RecordingRequest.Builder> PLAIN = request -> request;
    private static final UnaryOperator<RecordingRequest.Builder> POUND =
            request -> request.terminators(Terminators.of("#"));
    private static final int POUND_EVENT = 11;

    @Nested
    class D7ATerminatorEndsAtItsPress {
        @ParameterizedTest
        @CsvSource({"0.02, 0", "0.1, 0", "0.4, 0", "0.4, 1", "0.49, 79"})
        void shouldCutAudioThatWasAcceptedPastThePress(double late, int offset) {
            try (EngineHarness h = new EngineHarness(POUND)) {
                byte[] audio = Staircase.ulaw(50);
                h.audio(audio);
                int press = h.timestamp() + offset;
                h.loud(late).event(POUND_EVENT, false, true, press, 160).elapse(0.02);
                h.endsWith(new Termination.Terminator('#', 8_000 + offset));
                assertArrayEquals(Staircase.decoded(audio), Arrays.copyOf(h.samples(), 8_000));
            }
        }

        @ParameterizedTest
        @CsvSource({"MULAW", "PCM16"})
        void shouldCutBlocksThatLieAtTheWriterAlready(OutputEncoding encoding) {
            try (EngineHarness h =
                    new EngineHarness(request -> POUND.apply(request).outputEncoding(encoding))) {
                // A block is 16384 bytes: 1.024 s of PCM16, 2.048 s of µ-law. The press lies before its end, the cut
                // block is out.
                double before = encoding == OutputEncoding.PCM16 ? 1 : 2;
                int press = h.loud(before).timestamp();
                h.loud(0.4).event(POUND_EVENT, false, true, press, 160).elapse(0.02);
                h.endsWith(new Termination.Terminator('#', Math.round(before * 8_000)));
            }
        }

        @Test
        void shouldFillUpToAPressThatLiesAheadOfTheAudio() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.loud(1).skip(0.25).key(POUND_EVENT, 800);
                h.endsWith(new Termination.Terminator('#', 10_000)); // 8000 + 2000
                assertArrayEquals(new short[2_000], Arrays.copyOfRange(h.samples(), 8_000, 10_000));
            }
        }

        @Test
        void shouldWaitForAudioBeforeThePressThoughTheEventCameTwice() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                byte[] audio = Staircase.ulaw(10);
                h.audio(Arrays.copyOf(audio, 1_440));
                byte[] late = EngineHarness.rtp(
                        0,
                        false,
                        h.sequence(),
                        h.timestamp(),
                        EngineHarness.SSRC,
                        Arrays.copyOfRange(audio, 1_440, 1_600));
                h.lose(1, 160)
                        .event(POUND_EVENT, false, true, h.timestamp(), 160)
                        .elapse(0.01);
                h.sequence(h.sequence() - 1)
                        .event(POUND_EVENT, false, true, h.timestamp(), 160)
                        .elapse(0.01);
                h.offer(late, h.now(), 0).look();
                h.endsWith(new Termination.Terminator('#', 1_600));
                assertArrayEquals(Staircase.decoded(audio), h.samples());
            }
        }

        @Test
        void shouldKeepAudioThatAGatewaySendsDuringOtherEvents() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] audio = sentWithKey(h);
                h.hangsUpAt(8_000);
                assertArrayEquals(Staircase.decoded(audio), h.samples());
            }
        }

        @Test
        void shouldReplaceItBySilenceWhenMasked() {
            try (EngineHarness h = new EngineHarness(request -> request.maskEvents(true))) {
                short[] expected = Staircase.decoded(sentWithKey(h));
                Arrays.fill(expected, 2_440, 4_040, (short) 0); // the press and nothing else
                h.hangsUpAt(8_000);
                assertArrayEquals(expected, h.samples());
            }
        }

        @Test
        void shouldMaskWhatLiesAtTheWriterAlready() {
            try (EngineHarness h = new EngineHarness(request -> request.maskEvents(true))) {
                byte[] audio = Staircase.ulaw(60);
                h.audio(audio); // 9600 samples; the first block ends at 8192
                h.event(5, true, true, h.timestamp() - 1_600, 400);
                short[] expected = Staircase.decoded(audio);
                Arrays.fill(expected, 8_000, 8_400, (short) 0);
                h.hangsUpAt(9_600);
                assertArrayEquals(expected, h.samples());
            }
        }

        /** A second of audio, with a key from 2440 to 4040 whose packets come among it. */
        private byte[] sentWithKey(EngineHarness h) {
            byte[] audio = Staircase.ulaw(50);
            int press = h.timestamp() + 2_440;
            for (int i = 0; i < 50; i++) {
                h.audio(Arrays.copyOfRange(audio, 160 * i, 160 * i + 160));
                if (i >= 15 && i <= 25) {
                    int duration = Math.min(1_600, 160 * (i - 14));
                    h.event(5, i >= 24, i == 15, press, duration);
                }
            }
            return audio;
        }

        @Test
        void shouldListButNotEndByKeysBeforeTheIgnoredTime() {
            try (EngineHarness h =
                    new EngineHarness(request -> POUND.apply(request).ignoreKeysFor(Duration.ofSeconds(2)))) {
                h.loud(1).key(POUND_EVENT, 800).loud(0.9).key(POUND_EVENT, 800);
                RecordingManifest manifest = h.endsWith(new Termination.Terminator('#', 16_000)); // 8000 + 800 + 7200
                assertEquals(2, manifest.digits().size());
            }
        }
    }
}
