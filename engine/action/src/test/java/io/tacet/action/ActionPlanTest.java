package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import io.tacet.ThresholdScale;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whom an action records, under which key, and what it asks of the engine. */
class ActionPlanTest {
    private static final CallDetails CALL = CallDetails.parse("""
            {"TransactionId":"t","Participants":[
            {"CallId":"leg-a/1","ParticipantTag":"LEG-A","Direction":"Inbound","Status":"Connected"},
            {"CallId":"call-id-1","ParticipantTag":"LEG-B","Direction":"Outbound","Status":"Connected"},
            {"CallId":"gone","ParticipantTag":"LEG-B","Status":"Disconnected"}]}""");
    private static final ActionContext CONTEXT = new ActionContext(3, 7, CALL, null, "recording-1");

    private static ActionPlan plan(String json, ActionContext context) {
        return ActionPlan.of(assertInstanceOf(ActionOutcome.Valid.class, new ActionParser().parse(json)), context);
    }

    private static ActionPlan.Ready ready(String json, ActionContext context) {
        return assertInstanceOf(ActionPlan.Ready.class, plan(json, context));
    }

    private static void refused(String json) {
        ActionPlan.Refused refused = assertInstanceOf(ActionPlan.Refused.class, plan(json, CONTEXT));
        assertEquals(ActionError.TARGET, refused.invalid().error());
    }

    private static String tag(String tag) {
        return Actions.withAll("\"CallId\":null,\"ParticipantTag\":\"" + tag + "\"");
    }

    @Nested
    class Participant {
        @Test
        void shouldBeFoundByCallId() {
            assertEquals(
                    "valid-prefix-name/call-id-1-7.wav",
                    ready(Actions.SEED, CONTEXT).key());
        }

        @Test
        void shouldBeFoundByTag() {
            assertEquals(
                    "valid-prefix-name/leg-a_1-7.wav",
                    ready(tag("LEG-A"), CONTEXT).key());
            assertEquals("call-id-1", ready(tag("LEG-B"), CONTEXT).callId());
        }

        @Test
        void shouldBeTheInvokedLegWhenTheActionNamesNobody() {
            String nobody = Actions.without("CallId");
            assertEquals("leg-a/1", ready(nobody, CONTEXT).callId());
            ActionContext invoked = new ActionContext(3, 7, CALL, "call-id-1", "recording-1");
            assertEquals("call-id-1", ready(nobody, invoked).callId());
        }

        @Test
        void shouldBeInTheCallAndConnected() {
            refused(Actions.with("CallId", "\"stranger\""));
            refused(Actions.with("CallId", "\"gone\""));
        }

        @Test
        void shouldBeBelievedWhenTheHostDoesNotDescribeTheCall() {
            ActionContext unknown = new ActionContext(0, 0, CallDetails.NONE, null, "recording-1");
            assertEquals(
                    "valid-prefix-name/call-id-1-0.wav",
                    ready(Actions.SEED, unknown).key());
            assertEquals(
                    "valid-prefix-name/recording-1-0.wav",
                    ready(tag("LEG-A"), unknown).key());
            assertNull(ready(tag("LEG-A"), unknown).callId());
        }

        @Test
        void shouldNotMindACallThatIsDescribedOddly() {
            for (String odd :
                    new String[] {"{}", "{\"Participants\":null}", "{\"Participants\":7}", "{\"Participants\":[]}"}) {
                ActionContext context = ActionContext.of(0, 0, CallDetails.parse(odd));
                assertEquals(
                        "valid-prefix-name/call-id-1-0.wav",
                        ready(Actions.SEED, context).key());
            }
            ActionContext nobody = ActionContext.of(0, 0, CallDetails.parse("{\"Participants\":[1,null,{}]}"));
            assertInstanceOf(ActionPlan.Refused.class, plan(Actions.SEED, nobody));
        }
    }

    @Nested
    class Request {
        @Test
        void shouldSayWhatTheActionSays() {
            RecordingRequest request = ready(Actions.SEED, CONTEXT).request();
            assertEquals("recording-1", request.id());
            assertEquals(Duration.ofSeconds(10), request.duration());
            assertEquals(
                    SilencePolicy.after(Duration.ofSeconds(3)).withThreshold(SilenceThreshold.of(100)),
                    request.silence());
            assertEquals(Terminators.of("#"), request.terminators());
            assertEquals(
                    Map.of(
                            "bucket",
                            "valid-bucket-name",
                            "key",
                            "valid-prefix-name/call-id-1-7.wav",
                            "call-id",
                            "call-id-1"),
                    request.labels());
        }

        @Test
        void shouldHaveNoLimitsThatTheActionDoesNotName() {
            String bare = """
                    {"Type":"RecordAudio","Parameters":{"RecordingTerminators":["1"],
                    "RecordingDestination":{"Type":"S3","BucketName":"b"}}}""";
            RecordingRequest request =
                    ready(bare, ActionContext.of(0, 0, CallDetails.NONE)).request();
            assertNull(request.duration());
            assertNull(request.silence());
        }

        @Test
        void shouldReadTheThresholdByTheHostsSettings() {
            ActionSettings settings =
                    new ActionSettings(Duration.ZERO, ThresholdScale.AMPLITUDE, 3, Duration.ofMillis(10));
            SilencePolicy silence = ready(Actions.SEED, CONTEXT)
                    .request(RecordingRequest.builder(), settings)
                    .build()
                    .silence();
            assertEquals(
                    new SilencePolicy(
                            Duration.ZERO,
                            Duration.ofSeconds(3),
                            new SilenceThreshold(100, ThresholdScale.AMPLITUDE, 3),
                            Duration.ofMillis(10)),
                    silence);
        }

        @Test
        void shouldNotCarryMegabytesInLabels() {
            String bucket = Actions.with("RecordingDestination.BucketName", '"' + "b".repeat(900_000) + '"');
            assertEquals(
                    1000,
                    ready(bucket, CONTEXT).labels().getOrDefault("bucket", "").length());
        }
    }
}
