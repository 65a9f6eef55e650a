package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.Termination.Cause;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events as the specification prints them. */
class PendingActionTest {
    private static final CallDetails CALL = CallDetails.parse(
            "{\"TransactionId\":\"t\",\"Weiß\":[1.50,null],\"Participants\":[{\"CallId\":\"call-id-1\"}]}");
    private static final PendingAction PENDING = pending();

    private static PendingAction pending() {
        ActionOutcome.Valid valid = assertInstanceOf(ActionOutcome.Valid.class, new ActionParser().parse(Actions.SEED));
        ActionPlan plan = ActionPlan.of(valid, new ActionContext(5, 0, CALL, null, "r-1"));
        return assertInstanceOf(ActionPlan.Ready.class, plan).pending();
    }

    private static RecordingManifest manifest(Cause cause, @Nullable Character terminator) {
        return new RecordingManifest(
                "r-1",
                cause,
                terminator,
                OutputEncoding.PCM16,
                8000,
                80_000,
                80_000,
                List.of(),
                List.of(),
                new RecordingManifest.Levels(null, null, null, null, null, null),
                null,
                false,
                List.of(),
                List.of(),
                PacketCounters.NONE,
                null,
                Map.of());
    }

    private static JsonNode event(RecordingResult result) {
        return event(PENDING, result);
    }

    private static JsonNode event(PendingAction pending, RecordingResult result) {
        ActionEvent event = pending.event(result).orElseThrow();
        assertEquals("r-1", event.id());
        assertFalse(event.json().contains("\n"));
        return Actions.read(event.json());
    }

    private static JsonNode completed(Cause cause, @Nullable Character terminator) {
        return event(new RecordingResult.Completed(manifest(cause, terminator), "s3://b/k"));
    }

    private static ObjectNode expected(String type, String data) {
        ObjectNode event = (ObjectNode)
                Actions.read("""
                {"SchemaVersion":"1.0","Sequence":5,"InvocationEventType":"%s","ActionData":{"Type":"RecordAudio",
                "Parameters":%s%s},"CallDetails":%s}""".formatted(type, Actions.read(Actions.SEED).get("Parameters"), data, CALL.json()));
        return event;
    }

    private static final String THERE =
            ",\"RecordingDestination\":{\"Type\":\"S3\",\"BucketName\":\"valid-bucket-name\",\"Key\":\"valid-prefix-name/call-id-1-0.wav\"}";

    @Test
    void shouldSayWhereTheRecordingIsAndWhichTerminatorEndedIt() {
        assertEquals(
                expected("ACTION_SUCCESSFUL", THERE + ",\"RecordingTerminatorUsed\":\"#\""),
                completed(Cause.TERMINATOR, '#'));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"DURATION", "SILENCE", "ENDED", "STOPPED", "INTERRUPTED"})
    void shouldNotNameATerminatorWhenNoneEndedIt(Cause cause) {
        assertEquals(expected("ACTION_SUCCESSFUL", THERE), completed(cause, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"NO_MEDIA", "FAILED"})
    void shouldFailWithSystemExceptionWithoutMedia(Cause cause) {
        assertEquals(failed("SystemException", "System error while running an action."), completed(cause, null));
    }

    private static ObjectNode failed(String type, String message) {
        return expected("ACTION_FAILED", ",\"ErrorType\":\"%s\",\"ErrorMessage\":\"%s\"".formatted(type, message));
    }

    @Test
    void shouldFailWithTheUploadsMessageWhenTheSinkRefused() {
        assertEquals(
                failed("InvalidActionParameter", "Error occurred while uploading recording to S3 bucket."),
                event(new RecordingResult.Failed(manifest(Cause.SILENCE, null), FailureKind.DELIVERY, "403")));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"STORAGE", "INTERNAL"})
    void shouldFailWithSystemExceptionWhenWeFailed(FailureKind kind) {
        assertEquals(
                failed("SystemException", "System error while running an action."),
                event(new RecordingResult.Failed(manifest(Cause.FAILED, null), kind, "disk")));
    }

    @Test
    void shouldEchoTheActionWhenTheHostInterruptedIt() {
        assertEquals(
                expected("ACTION_INTERRUPTED", ""),
                event(PENDING.interrupt(), new RecordingResult.Completed(manifest(Cause.STOPPED, null), null)));
    }

    @Test
    void shouldSayNothingWhenTheHostGaveItUp() {
        assertEquals(true, PENDING.event(new RecordingResult.Aborted("r-1")).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(ActionError.class)
    void shouldCarryEveryTextOfTheErrorTable(ActionError error) {
        String text = switch (error) {
            case TARGET -> "CallId or ParticipantTag parameter for action is invalid.";
            case DURATION -> "DurationInSeconds parameter value is invalid.";
            case SILENCE_DURATION -> "SilenceDurationInSeconds parameter value is invalid.";
            case SILENCE_THRESHOLD -> "SilenceThreshold parameter value is invalid.";
            case DESTINATION -> "RecordingDestination parameter value is invalid.";
            case TERMINATORS -> "RecordingTerminators parameter value is invalid.";
            case UPLOAD -> "Error occurred while uploading recording to S3 bucket.";
            case SYSTEM -> "System error while running an action.";
        };
        String type = error == ActionError.SYSTEM ? "SystemException" : "InvalidActionParameter";
        assertEquals(failed(type, text), Actions.read(PENDING.failed(error).json()));
    }

    @Test
    void shouldEchoInvalidParametersAsTheyCame() {
        String json = Actions.with("DurationInSeconds", "-1.50");
        PendingAction pending = PendingAction.of(Actions.invalid(json), ActionContext.of(1, 0, CallDetails.NONE));
        JsonNode event = Actions.read(pending.failed(ActionError.DURATION).json());
        assertEquals(
                Actions.read(json).get("Parameters"), event.get("ActionData").get("Parameters"));
        assertEquals("{}", event.get("CallDetails").toString());
        ActionOutcome.Invalid without = Actions.invalid(Actions.without("Parameters"));
        assertFalse(PendingAction.of(without, ActionContext.of(1, 0, CallDetails.NONE))
                .failed(without.error())
                .json()
                .contains("Parameters\":"));
    }

    @Test
    void shouldSurviveAsALineOfText() {
        PendingAction back = PendingAction.fromJson(PENDING.toJson());
        assertEquals(PENDING.successful('#'), back.successful('#'));
        assertEquals(PENDING.failed(ActionError.UPLOAD), back.failed(ActionError.UPLOAD));
        ActionOutcome.Invalid without = Actions.invalid(Actions.without("Parameters"));
        PendingAction invalid = PendingAction.of(without, ActionContext.of(1, 0, CallDetails.NONE));
        assertEquals(
                invalid.failed(ActionError.TARGET),
                PendingAction.fromJson(invalid.toJson()).failed(ActionError.TARGET));
        assertEquals(true, PendingAction.fromJson(PENDING.interrupt().toJson()).interrupted());
        assertThrows(IllegalArgumentException.class, () -> PendingAction.fromJson("{"));
        assertThrows(IllegalArgumentException.class, () -> PendingAction.fromJson("{}"));
    }
}
