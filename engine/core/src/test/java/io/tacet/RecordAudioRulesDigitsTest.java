package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingManifest.Digit;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RULES.md, "Digits", D1 to D6. Positions are computed by hand: 8000 samples a second, 160 a packet. */
class RecordAudioRulesDigitsTest {
    private static final UnaryOperator<RecordingRequest.Builder> PLAIN = request -> request;
    private static final UnaryOperator<RecordingRequest.Builder> POUND =
            request -> request.terminators(Terminators.of("#"));
    private static final int POUND_EVENT = 11;

    private static byte[] eventPayload(int event, boolean end, int duration) {
        return new byte[] {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
    }

    private static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Half a second of speech, then whatever the test sends at timestamp {@code press}: position 4000. */
    private static EngineHarness afterSpeech(EngineHarness h) {
        return h.loud(0.5);
    }

    private static List<Digit> digits(EngineHarness h) {
        h.input.close();
        return h.manifest().digits();
    }

    @Nested
    class D1APressIsReportedOnceAtItsTimestamp {
        @Test
        void shouldReportAPressOfManyPacketsOnce() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                assertEquals(
                        List.of(new Digit('5', 4_000, 1_600)),
                        digits(afterSpeech(h).key(5, 1_600)));
            }
        }

        @Test
        void shouldReportItAtItsFirstPacket() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                afterSpeech(h).event(5, false, true, h.timestamp(), 160).look();
                assertEquals(1, h.recording.digitCount());
            }
        }

        @Test
        void shouldReportItThoughTheFirstPacketsAreLost() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                int press = afterSpeech(h).timestamp();
                h.sequence(h.sequence() + 4).elapse(0.08).event(POUND_EVENT, false, false, press, 800);
                h.elapse(0.1).endsWith(new Termination.Terminator('#', 4_000));
            }
        }

        @Test
        void shouldReadTheTimestampOnTheAudiosClockAndTheDurationOnItsOwn() {
            PayloadTypes types = PayloadTypes.builder()
                    .audio(96, new PayloadFormat(AudioEncoding.L16, 16_000))
                    .events(101, 8_000)
                    .build();
            try (EngineHarness h = new EngineHarness(request -> request.payloadTypes(types))) {
                for (int i = 0; i < 50; i++) {
                    h.packet(96, false, h.timestamp(), new byte[640]).timestamp(h.timestamp() + 320);
                    h.elapse(0.02);
                }
                h.event(5, true, true, h.timestamp() - 100, 800);
                // 50 × 320 − 100; 800 ticks of 8000 Hz are 1600 of 16000.
                assertEquals(List.of(new Digit('5', 15_900, 1_600)), digits(h));
            }
        }

        @ParameterizedTest
        @CsvSource({
            // Due at 4000; the told positions lie 500 ms or less from 4000 − 160.
            "-4160, -160",
            "3840, 7840",
            // More: arrival minus duration.
            "-4161, 3840",
            "3841, 3840",
            "1000000, 3840",
            "-1000000, 3840"
        })
        void shouldTakeTheArrivalMinusTheDurationWhenTheTimestampLiesFarOff(int off, long expected) {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                afterSpeech(h).event(5, true, true, h.timestamp() + off, 160);
                assertEquals(List.of(new Digit('5', expected, 160)), digits(h));
            }
        }
    }

    @Nested
    class D2TheSamePressOrANewOne {
        @Test
        void shouldJoinSegmentsThatFollowOnTheLastDuration() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, false, true, press, 400).elapse(0.05).event(5, false, false, press, 800);
                h.elapse(0.05).event(5, false, false, press + 800, 400);
                h.elapse(0.05).event(5, true, false, press + 800, 800);
                assertEquals(List.of(new Digit('5', 4_000, 1_600)), digits(h)); // 800 + 800
            }
        }

        @Test
        void shouldJoinSegmentsOfTheLongestDuration() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, false, true, press, 160).elapse(8.19).event(5, false, false, press, 65_520);
                h.elapse(0.02).event(5, false, false, press + 0xFFFF, 145);
                h.elapse(0.1).event(5, true, false, press + 0xFFFF, 945);
                assertEquals(List.of(new Digit('5', 4_000, 66_480)), digits(h)); // 65535 + 945
            }
        }

        @Test
        void shouldFollowASenderThatMovesTheTimestampWithEachPacket() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                for (int i = 0; i < 5; i++) {
                    h.event(5, i == 4, i == 0, press + 160 * i, 160 * (i + 1)).elapse(0.02);
                }
                assertEquals(List.of(new Digit('5', 4_000, 800)), digits(h));
            }
        }

        @Test
        void shouldTakeAMovedTimestampOutOfSequenceForANewPress() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, false, true, press, 160).sequence(h.sequence() + 1);
                h.elapse(0.04).event(5, true, false, press + 320, 320).elapse(0.2);
                assertEquals(List.of(new Digit('5', 4_000, 160), new Digit('5', 4_320, 320)), digits(h));
            }
        }

        @ParameterizedTest
        @CsvSource({"1, 1", "3, 1", "4, 2"})
        void shouldJoinEndsThatAreRepeatedWithNewTimestamps(int sequenceStep, int presses) {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, false, true, press, 400).event(5, true, false, press, 800);
                h.sequence(h.sequence() + sequenceStep - 1).elapse(0.02);
                h.event(5, true, false, press + 160, 800).elapse(0.2);
                assertEquals(presses, digits(h).size());
            }
        }

        @Test
        void shouldTakeAnEndOfAnotherDurationForANewPress() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, true, true, press, 800).elapse(0.02).event(5, true, false, press + 1_600, 640);
                assertEquals(List.of(new Digit('5', 4_000, 800), new Digit('5', 5_600, 640)), digits(h));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "true, true, 160, 2", // a new press of a sender that freezes the timestamp
            "false, true, 160, 1", // no end was seen
            "true, false, 160, 1", // no marker
            "true, true, 800, 1" // not smaller
        })
        void shouldTellPressesOfASenderThatFreezesTheTimestamp(
                boolean ended, boolean marker, int duration, int presses) {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, false, true, press, 400)
                        .event(5, ended, false, press, 800)
                        .elapse(0.2);
                h.event(5, false, marker, press, duration).elapse(0.02);
                assertEquals(presses, digits(h).size());
            }
        }

        @Test
        void shouldNotTakeALateCopyForANewPress() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                int first = h.sequence();
                h.event(5, false, true, press, 160)
                        .event(5, true, false, press, 800)
                        .elapse(0.2);
                int next = h.sequence();
                h.sequence(first).event(5, false, true, press, 160).sequence(next);
                assertEquals(List.of(new Digit('5', 4_000, 800)), digits(h));
            }
        }

        @Test
        void shouldTellTwoPressesOfTheSameKeyByTheirTimestamps() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                List<Digit> digits = digits(afterSpeech(h).key(5, 800).loud(0.1).key(5, 800));
                // 4000 + 800 + 800
                assertEquals(List.of(new Digit('5', 4_000, 800), new Digit('5', 5_600, 800)), digits);
            }
        }

        @Test
        void shouldTellTwoKeysAtTheSameTimestamp() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                int press = afterSpeech(h).timestamp();
                h.event(5, true, true, press, 800).event(6, true, true, press, 800);
                assertEquals(List.of(new Digit('5', 4_000, 800), new Digit('6', 4_000, 800)), digits(h));
            }
        }
    }

    @Nested
    class D3ZeroDurationAloneIsNoPress {
        @Test
        void shouldNotReportAPacketOfNoDuration() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                afterSpeech(h).event(POUND_EVENT, false, true, h.timestamp(), 0).elapse(0.5);
                assertEquals(List.of(), digits(h));
            }
        }

        @Test
        void shouldReportItWithAnyOtherPacket() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                int press = afterSpeech(h).timestamp();
                h.event(POUND_EVENT, false, true, press, 0).elapse(0.02);
                assertTrue(h.isRecording());
                h.event(POUND_EVENT, false, false, press, 160).elapse(0.02);
                h.endsWith(new Termination.Terminator('#', 4_000));
            }
        }

        @Test
        void shouldIgnoreTheReservedBitAndTheVolume() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                byte[] payload = {POUND_EVENT, 0x7F, 0, (byte) 160};
                afterSpeech(h).packet(101, true, h.timestamp(), payload).elapse(0.02);
                h.endsWith(new Termination.Terminator('#', 4_000));
            }
        }
    }

    @Nested
    class D4PayloadsOfSeveralEvents {
        @Test
        void shouldTakeSeveralEventsOfOnePayloadInOrder() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                byte[] payload =
                        concat(eventPayload(1, true, 800), eventPayload(2, true, 640), eventPayload(3, false, 160));
                afterSpeech(h).packet(101, true, h.timestamp(), payload);
                // Each follows on the one before: 4000, + 800, + 640.
                assertEquals(
                        List.of(new Digit('1', 4_000, 800), new Digit('2', 4_800, 640), new Digit('3', 5_440, 160)),
                        digits(h));
            }
        }

        private byte[] redundant(int offset, byte[] old, byte[] primary) {
            byte[] header = {(byte) (0x80 | 101), (byte) (offset >> 6), (byte) (offset << 2), (byte) old.length, 101};
            return concat(header, old, primary);
        }

        private EngineHarness redundantHarness() {
            PayloadTypes types =
                    PayloadTypes.builder().events(101, 8_000).redundant(100).build();
            return new EngineHarness(request -> request.payloadTypes(types));
        }

        @Test
        void shouldTakeARedundantBlockForAPressThatWasLost() {
            try (EngineHarness h = redundantHarness()) {
                int press = afterSpeech(h).elapse(0.2).timestamp();
                byte[] payload = redundant(1_600, eventPayload(1, true, 800), eventPayload(2, false, 160));
                h.sequence(h.sequence() + 5)
                        .packet(100, false, press + 1_600, payload)
                        .elapse(0.2);
                assertEquals(List.of(new Digit('1', 4_000, 800), new Digit('2', 5_600, 160)), digits(h));
            }
        }

        @Test
        void shouldNotRepeatAPressThatWasSeen() {
            try (EngineHarness h = redundantHarness()) {
                int press = afterSpeech(h).timestamp();
                h.event(1, true, true, press, 800).elapse(0.2);
                byte[] payload = redundant(1_600, eventPayload(1, true, 800), eventPayload(2, false, 160));
                h.packet(100, false, press + 1_600, payload);
                assertEquals(List.of(new Digit('1', 4_000, 800), new Digit('2', 5_600, 160)), digits(h));
            }
        }

        @ParameterizedTest
        @CsvSource({"0", "1", "3"})
        void shouldRejectAndCountPayloadsUnderFourBytes(int length) {
            try (EngineHarness h = new EngineHarness(POUND)) {
                afterSpeech(h).packet(101, true, h.timestamp(), new byte[length]);
                RecordingManifest manifest = h.hangsUpAt(4_000);
                assertEquals(1, manifest.counters().malformed());
                assertEquals(0, manifest.counters().events());
            }
        }
    }

    @Nested
    class D5KeysThatBeganBefore {
        @ParameterizedTest
        @CsvSource({"false, 481, -481", "true, 160, -160", "true, 480, -480", "false, 4000, -4000"})
        void shouldListTheTailOfTheKeyThatStartedTheRecordingAndNotEnd(boolean end, int duration, long at) {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.event(POUND_EVENT, end, false, h.timestamp(), duration).elapse(0.02);
                h.event(POUND_EVENT, true, false, h.timestamp(), duration).timestamp(h.timestamp() + duration);
                RecordingManifest manifest = h.loud(1).hangsUpAt(8_000); // position 0 is where the key was let go
                assertEquals(List.of(new Digit('#', at, duration)), manifest.digits());
            }
        }

        @Test
        void shouldEndByAKeyThatIsDownForUpToSixtyMillisecondsInTheFirstPacket() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.event(POUND_EVENT, false, true, h.timestamp(), 480).elapse(0.02);
                h.manifest();
                assertEquals(new Termination.Terminator('#', 0), h.recording.termination());
            }
        }

        @Test
        void shouldListAKeyWhosePositionIsBelowZero() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                int start = h.timestamp();
                h.loud(0.1).event(POUND_EVENT, true, false, start - 400, 480).elapse(0.02);
                RecordingManifest manifest = h.hangsUpAt(800);
                assertEquals(List.of(new Digit('#', -400, 480)), manifest.digits());
            }
        }

        @Test
        void shouldEndByTheNextPressOfTheSameKey() {
            try (EngineHarness h = new EngineHarness(POUND)) {
                h.event(POUND_EVENT, true, false, h.timestamp(), 800).timestamp(h.timestamp() + 800);
                h.loud(1).key(POUND_EVENT, 800).endsWith(new Termination.Terminator('#', 8_000));
            }
        }
    }

    @Nested
    class D6DigitsAndOtherEvents {
        @Test
        void shouldKnowTheSeventeenDigitsAndCountTheOthers() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                for (int event = 0; event < 20; event++) {
                    h.loud(0.1).event(event, true, true, h.timestamp(), 160);
                }
                RecordingManifest manifest = h.loud(0.1).hangsUpAt(16_800); // 21 × 800
                StringBuilder keys = new StringBuilder();
                manifest.digits().forEach(digit -> keys.append(digit.digit()));
                assertEquals("0123456789*#ABCD!", keys.toString());
                assertEquals(20, manifest.counters().events());
            }
        }

        @Test
        void shouldEndByTerminatorsOfTheRequestOnly() {
            try (EngineHarness h = new EngineHarness(request -> request.terminators(Terminators.of("*9")))) {
                h.loud(1);
                for (int event : new int[] {0, 8, 11, 12, 15, 16}) {
                    h.key(event, 160);
                }
                h.loud(1).key(10, 800);
                h.endsWith(new Termination.Terminator('*', 16_960)); // 8000 + 6 × 160 + 8000
            }
        }

        @Test
        void shouldEndByNoneWithoutTerminators() {
            try (EngineHarness h = new EngineHarness(PLAIN)) {
                assertEquals(1, h.loud(1).key(11, 800).hangsUpAt(8_800).digits().size());
            }
        }
    }
}
