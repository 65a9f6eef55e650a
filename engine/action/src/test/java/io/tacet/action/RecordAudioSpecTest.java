package io.tacet.action;

import static io.tacet.action.Actions.invalid;
import static io.tacet.action.Actions.valid;
import static io.tacet.action.Actions.warnings;
import static io.tacet.action.Actions.with;
import static io.tacet.action.Actions.withAll;
import static io.tacet.action.Actions.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Terminators;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the action's fields, row by row. */
class RecordAudioSpecTest {
    private static void refused(ActionError error, String field, String json) {
        ActionOutcome.Invalid outcome = invalid(json);
        assertEquals(error, outcome.error(), json);
        assertEquals(
                List.of(field),
                outcome.violations().stream().map(Violation::field).toList(),
                json);
    }

    @Nested
    class TheSpecificationsOwnExample {
        @Test
        void shouldBeReadAsItIsPrinted() {
            RecordAudioAction action = valid(Actions.SEED);
            assertEquals("call-id-1", action.callId());
            assertNull(action.participantTag());
            assertEquals(10, action.durationInSeconds());
            assertEquals(3, action.silenceDurationInSeconds());
            assertEquals(100, action.silenceThreshold());
            assertEquals(Terminators.of("#"), action.terminators());
            assertEquals(new RecordingDestination("valid-bucket-name", "valid-prefix-name"), action.destination());
            assertEquals(List.of(), warnings(Actions.SEED));
        }

        @Test
        void shouldEchoTheParametersAsTheyCame() {
            assertEquals(
                    Actions.read(Actions.SEED).get("Parameters"),
                    valid(Actions.SEED).parameters());
        }
    }

    @Nested
    class Type {
        @ParameterizedTest
        @ValueSource(
                strings = {"\"PlayAudio\"", "\"recordaudio\"", "\"RecordAudio \"", "null", "7", "[\"RecordAudio\"]"})
        void shouldNotBeOursUnderAnotherName(String type) {
            ActionOutcome.Foreign foreign =
                    assertInstanceOf(ActionOutcome.Foreign.class, new ActionParser().parse(with("Type", type)));
            assertEquals("Type", foreign.violations().get(0).field());
            assertNull(foreign.violations().get(0).error());
        }

        @Test
        void shouldBeRequired() {
            ActionOutcome.Foreign foreign =
                    assertInstanceOf(ActionOutcome.Foreign.class, new ActionParser().parse(without("Type")));
            assertEquals("Type is missing; allowed: RecordAudio", foreign.reason());
        }
    }

    @Nested
    class Parameters {
        @ParameterizedTest
        @ValueSource(strings = {"null", "[]", "\"x\"", "5"})
        void shouldBeAnObject(String parameters) {
            ActionOutcome.Invalid outcome = invalid(with("Parameters", parameters));
            assertEquals(ActionError.DESTINATION, outcome.error());
            assertEquals(
                    List.of("Parameters", "RecordingDestination", "RecordingTerminators"),
                    outcome.violations().stream().map(Violation::field).toList());
        }

        @Test
        void shouldBeRequired() {
            assertEquals(
                    "Parameters",
                    invalid(without("Parameters")).violations().get(0).field());
        }
    }

    @Nested
    class CallId {
        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "7", "true", "[]", "{}"})
        void shouldBeAStringThatIsNotEmpty(String value) {
            refused(ActionError.TARGET, "CallId", with("CallId", value));
        }

        @Test
        void shouldBeOptional() {
            assertNull(valid(without("CallId")).callId());
            assertNull(valid(with("CallId", "null")).callId());
        }
    }

    @Nested
    class ParticipantTagField {
        @Test
        void shouldNameALeg() {
            assertEquals(
                    ParticipantTag.LEG_A,
                    valid(withAll("'CallId':null,'ParticipantTag':'LEG-A'".replace('\'', '"')))
                            .participantTag());
            assertEquals(
                    ParticipantTag.LEG_B,
                    valid(withAll("'CallId':null,'ParticipantTag':'LEG-B'".replace('\'', '"')))
                            .participantTag());
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"leg-a\"", "\"LEG-C\"", "\"\"", "\"LEG_A\"", "1", "[\"LEG-A\"]"})
        void shouldBeExact(String value) {
            refused(ActionError.TARGET, "ParticipantTag", withAll("\"CallId\":null,\"ParticipantTag\":" + value));
        }

        @Test
        void shouldBeAbsentWhenNull() {
            assertEquals("call-id-1", valid(with("ParticipantTag", "null")).callId());
        }
    }

    @Nested
    class BothTargets {
        private final String both = with("ParticipantTag", "\"LEG-B\"");

        @Test
        void shouldBeInvalidByDefault() {
            refused(ActionError.TARGET, "ParticipantTag", both);
        }

        @Test
        void shouldGiveTheCallIdPreferenceWhenAskedTo() {
            ActionOutcome.Valid outcome = assertInstanceOf(
                    ActionOutcome.Valid.class, new ActionParser(ActionParser.BothTargets.CALL_ID_WINS).parse(both));
            assertEquals("call-id-1", outcome.action().callId());
            assertNull(outcome.action().participantTag());
            assertEquals(1, outcome.warnings().size());
        }
    }

    @Nested
    class NeitherTarget {
        @Test
        void shouldBeValid() {
            assertNull(valid(without("CallId")).participantTag());
        }
    }

    @Nested
    class DurationInSeconds {
        @ParameterizedTest
        @ValueSource(strings = {"10", "\"10\"", "10.0", "1e1", "1E+1", "100e-1", "\"010\"", "\"0000000000000000010\""})
        void shouldBeTenHoweverItIsWritten(String value) {
            assertEquals(10, valid(with("DurationInSeconds", value)).durationInSeconds());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "-1",
                    "-0",
                    "0.5",
                    "10.5",
                    "\"\"",
                    "\" 10\"",
                    "\"10 \"",
                    "\"+10\"",
                    "\"-10\"",
                    "\"10.0\"",
                    "\"1e1\"",
                    "\"0\"",
                    "\"ten\"",
                    "\"٣\"",
                    "true",
                    "null",
                    "[10]",
                    "{}",
                    "2147483648",
                    "\"2147483648\"",
                    "1e10",
                    "1e999999999",
                    "1e-999999999",
                    "\"99999999999999999999\""
                })
        void shouldBeAWholeNumberAboveZero(String value) {
            refused(ActionError.DURATION, "DurationInSeconds", with("DurationInSeconds", value));
        }

        @Test
        void shouldReachTwoToThe31MinusOne() {
            assertEquals(
                    Integer.MAX_VALUE,
                    valid(with("DurationInSeconds", "2147483647")).durationInSeconds());
            assertEquals(
                    Integer.MAX_VALUE,
                    valid(with("DurationInSeconds", "\"2147483647\"")).durationInSeconds());
        }

        @Test
        void shouldBeNoLimitWhenAbsent() {
            assertNull(valid(without("DurationInSeconds")).durationInSeconds());
        }
    }

    @Nested
    class SilenceDurationInSeconds {
        @ParameterizedTest
        @ValueSource(strings = {"1", "\"1000\"", "1000", "2.0", "3e2"})
        void shouldBeOneToAThousand(String value) {
            assertNotNull(valid(with("SilenceDurationInSeconds", value)).silenceDurationInSeconds());
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "1001", "\"1001\"", "null", "2.5", "-3", "\"\"", "false"})
        void shouldRefuseTheRest(String value) {
            refused(ActionError.SILENCE_DURATION, "SilenceDurationInSeconds", with("SilenceDurationInSeconds", value));
        }

        @Test
        void shouldSwitchSilenceDetectionOffWhenAbsent() {
            assertNull(valid(without("SilenceDurationInSeconds")).silenceDurationInSeconds());
        }
    }

    @Nested
    class SilenceThreshold {
        @ParameterizedTest
        @ValueSource(strings = {"0", "1001", "\"0\"", "null", "-1", "1.5", "[]"})
        void shouldRefuseWhatIsNotOneToAThousand(String value) {
            refused(ActionError.SILENCE_THRESHOLD, "SilenceThreshold", with("SilenceThreshold", value));
        }

        @Test
        void shouldTakeOneToAThousandAsNumberOrDigits() {
            assertEquals(1, valid(with("SilenceThreshold", "1")).silenceThreshold());
            assertEquals(1000, valid(with("SilenceThreshold", "\"1000\"")).silenceThreshold());
        }

        @Test
        void shouldBe200WhenAbsent() {
            assertEquals(200, valid(without("SilenceThreshold")).silenceThreshold());
        }

        @Test
        void shouldNotEvenBeValidatedWithoutASilenceDuration() {
            String json = """
                    {"Type":"RecordAudio","Parameters":{"SilenceThreshold":0,"RecordingTerminators":["#"],
                    "RecordingDestination":{"Type":"S3","BucketName":"b"}}}""";
            assertNull(valid(json).silenceDurationInSeconds());
            assertTrue(warnings(json).get(0).startsWith("SilenceThreshold is ignored"));
        }
    }

    @Nested
    class RecordingTerminators {
        @Test
        void shouldTakeAllTwelveKeys() {
            String all = "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"*\",\"0\",\"#\"]";
            assertEquals(
                    Terminators.ALL, valid(with("RecordingTerminators", all)).terminators());
        }

        @Test
        void shouldNotMindDuplicates() {
            assertEquals(
                    Terminators.of("#"),
                    valid(with("RecordingTerminators", "[\"#\",\"#\"]")).terminators());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "null",
                    "\"#\"",
                    "[\"##\"]",
                    "[\"\"]",
                    "[\"A\"]",
                    "[\"#\",\"D\"]",
                    "[1]",
                    "[null]",
                    "[[\"#\"]]",
                    "{\"0\":\"#\"}",
                    "[\" \"]",
                    "[\"#\",\"#1\"]",
                    "[\"٣\"]"
                })
        void shouldRefuseTheRest(String value) {
            refused(ActionError.TERMINATORS, "RecordingTerminators", with("RecordingTerminators", value));
        }

        @Test
        void shouldBeRequired() {
            refused(ActionError.TERMINATORS, "RecordingTerminators", without("RecordingTerminators"));
        }
    }

    @Nested
    class RecordingDestinationField {
        @ParameterizedTest
        @ValueSource(strings = {"null", "[]", "\"s3://bucket\""})
        void shouldBeAnObject(String value) {
            refused(ActionError.DESTINATION, "RecordingDestination", with("RecordingDestination", value));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"s3\"", "\"\"", "null", "1"})
        void shouldHaveTheTypeS3(String value) {
            refused(ActionError.DESTINATION, "RecordingDestination.Type", with("RecordingDestination.Type", value));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "null", "5", "[]"})
        void shouldNameABucket(String value) {
            refused(
                    ActionError.DESTINATION,
                    "RecordingDestination.BucketName",
                    with("RecordingDestination.BucketName", value));
        }

        @Test
        void shouldRequireTypeAndBucket() {
            refused(ActionError.DESTINATION, "RecordingDestination.Type", without("RecordingDestination.Type"));
            refused(
                    ActionError.DESTINATION,
                    "RecordingDestination.BucketName",
                    without("RecordingDestination.BucketName"));
            refused(ActionError.DESTINATION, "RecordingDestination", without("RecordingDestination"));
        }
    }

    @Nested
    class Prefix {
        @ParameterizedTest
        @ValueSource(strings = {"\"a b\"", "\"ä\"", "\"a\\\\b\"", "\"a?\"", "\"a:b\"", "\"a\\n\"", "7", "[]"})
        void shouldHaveSafeCharactersOnly(String value) {
            refused(ActionError.DESTINATION, "RecordingDestination.Prefix", with("RecordingDestination.Prefix", value));
        }

        @Test
        void shouldHaveAtMost979Characters() {
            String longest = "p".repeat(979);
            assertEquals(
                    longest,
                    valid(with("RecordingDestination.Prefix", '"' + longest + '"'))
                            .destination()
                            .prefix());
            refused(
                    ActionError.DESTINATION,
                    "RecordingDestination.Prefix",
                    with("RecordingDestination.Prefix", '"' + longest + "p\""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "null", "\"/\""})
        void shouldBeAbsentWhenEmptyOrNull(String value) {
            assertEquals(
                    "",
                    valid(with("RecordingDestination.Prefix", value))
                            .destination()
                            .prefix());
        }

        @Test
        void shouldLoseOneTrailingSlash() {
            assertEquals(
                    "0aZ!-_.*'()/b",
                    valid(with("RecordingDestination.Prefix", "\"0aZ!-_.*'()/b/\""))
                            .destination()
                            .prefix());
        }
    }

    @Nested
    class UnknownFields {
        @Test
        void shouldBeIgnoredAndReturnedAsWarnings() {
            String json = withAll("\"Track\":\"BOTH\"");
            valid(json);
            assertEquals(List.of("Track is not a field of RecordAudio and is ignored"), warnings(json));
        }
    }

    @Nested
    class SeveralViolations {
        @Test
        void shouldAllBeReturnedInTheContractsOrder() {
            ActionOutcome.Invalid outcome = invalid("""
                    {"Type":"RecordAudio","Parameters":{"RecordingTerminators":[],"RecordingDestination":{},
                    "SilenceThreshold":0,"SilenceDurationInSeconds":0,"DurationInSeconds":0,"CallId":""}}""");
            assertEquals(
                    List.of(
                            "CallId",
                            "DurationInSeconds",
                            "SilenceDurationInSeconds",
                            "SilenceThreshold",
                            "RecordingDestination.Type",
                            "RecordingDestination.BucketName",
                            "RecordingTerminators"),
                    outcome.violations().stream().map(Violation::field).toList());
            assertEquals(ActionError.TARGET, outcome.error());
        }
    }
}
