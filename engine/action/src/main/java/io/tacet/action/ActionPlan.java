package io.tacet.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tacet.RecordingRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A valid action in its call: whom to record, and under which key. Immutable. */
public sealed interface ActionPlan {
    /**
     * Finds the participant and names the object.
     *
     * <p>A call without participants is not asked; a call id that the action gives is then believed.
     *
     * @param valid what the parser found
     * @param context of the call
     * @return ready to record, or refused because nobody connected answers to the action
     */
    static ActionPlan of(ActionOutcome.Valid valid, ActionContext context) {
        RecordAudioAction action = valid.action();
        String callId = action.callId();
        if (context.callDetails().hasParticipants()) {
            callId = context.callDetails().resolve(callId, action.participantTag(), context.invokedCallId());
            if (callId == null) {
                return new Refused(new ActionOutcome.Invalid(
                        ActionError.TARGET, List.of(nobody(action)), action.parameters(), valid.warnings()));
            }
        }
        String key = ObjectKeys.key(
                action.destination(), callId == null ? context.recordingId() : callId, context.counter());
        return new Ready(action, context, callId, key);
    }

    private static Violation nobody(RecordAudioAction action) {
        ParticipantTag tag = action.participantTag();
        String given = tag == null ? action.callId() : tag.wire();
        return new Violation(
                ActionError.TARGET,
                tag == null ? "CallId" : "ParticipantTag",
                given == null ? null : ParameterReader.bounded(JsonNodeFactory.instance.textNode(given)),
                "a connected participant of CallDetails");
    }

    /**
     * Nobody in the call answers to the action.
     *
     * @param invalid with {@link ActionError#TARGET}: what the event will say
     */
    record Refused(ActionOutcome.Invalid invalid) implements ActionPlan {}

    /**
     * Ready to record.
     *
     * @param action to run
     * @param context of the call
     * @param callId of the participant; null if nobody is known
     * @param key of the object, final before the recording starts
     */
    record Ready(
            RecordAudioAction action,
            ActionContext context,
            @Nullable String callId,
            String key) implements ActionPlan {
        private static final int LONGEST_LABEL = 1000;

        /** {@return what the action asks of the engine, everything else by default} */
        public RecordingRequest request() {
            return request(RecordingRequest.builder(), ActionSettings.DEFAULT).build();
        }

        /**
         * Sets id, silence, duration, terminators and labels; payload types, encoding and listener stay the host's.
         *
         * @param host changed by this call
         * @param settings how thresholds are read
         * @return {@code host}
         */
        public RecordingRequest.Builder request(RecordingRequest.Builder host, ActionSettings settings) {
            Integer duration = action.durationInSeconds();
            return host.id(context.recordingId())
                    .duration(duration == null ? null : Duration.ofSeconds(duration))
                    .silence(settings.policy(action))
                    .terminators(action.terminators())
                    .labels(labels());
        }

        /**
         * {@return what the sink is told; see {@link ActionLabels}}. Labels are kept in the engine's journal, so a text of a megabyte is
         * cut: no bucket has such a name, and the cut one is refused as well.
         */
        public Map<String, String> labels() {
            Map<String, String> labels = new HashMap<>();
            labels.put(ActionLabels.BUCKET, cut(action.destination().bucketName()));
            labels.put(ActionLabels.KEY, key);
            if (callId != null) {
                labels.put(ActionLabels.CALL_ID, cut(callId));
            }
            return Map.copyOf(labels);
        }

        private static String cut(String text) {
            return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL);
        }

        /** {@return what the event will need, for a host or an outbox to keep} */
        public PendingAction pending() {
            return new PendingAction(
                    context.recordingId(),
                    context.sequence(),
                    action.parameters(),
                    action.destination().bucketName(),
                    key,
                    context.callDetails(),
                    false);
        }
    }
}
