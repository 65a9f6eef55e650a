package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tacet.action.ActionJson.UnreadableJson;
import org.jspecify.annotations.Nullable;

/**
 * The call as the host describes it: passed through to the event untouched, and read only to find the participant to record.
 *
 * <p>Immutable; the node must not be changed. Source: the event formats of the RecordAudio action.
 */
public final class CallDetails {
    /** Nothing known of the call. */
    public static final CallDetails NONE = new CallDetails(JsonNodeFactory.instance.objectNode());

    private final JsonNode json;

    private CallDetails(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads the object {@code CallDetails}, or an event that holds one.
     *
     * @param text JSON, at most 1 MiB
     * @return the call's details, kept as they came
     * @throws IllegalArgumentException if it is not a JSON object; the message is one line
     */
    public static CallDetails parse(String text) {
        try {
            JsonNode node = ActionJson.read(text);
            JsonNode inner = node.get("CallDetails");
            return of(inner == null ? node : inner);
        } catch (UnreadableJson e) {
            throw new IllegalArgumentException("CallDetails: " + e.getMessage(), e);
        }
    }

    static CallDetails of(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "CallDetails is " + ParameterReader.bounded(node) + "; allowed is a JSON object");
        }
        return new CallDetails(node);
    }

    /** {@return the object that came; it must not be changed} */
    public JsonNode json() {
        return json;
    }

    /** Whether it names anybody. */
    boolean hasParticipants() {
        return !json.path("Participants").isEmpty();
    }

    /**
     * The call id of the participant that an action means, or null if nobody connected answers to it.
     *
     * @param invoked call id of the leg that invoked the action, for an action that names nobody; null takes LEG-A, else the first
     */
    @Nullable
    String resolve(@Nullable String callId, @Nullable ParticipantTag tag, @Nullable String invoked) {
        String first = null;
        String legA = null;
        String wanted = callId != null ? callId : tag == null ? invoked : null;
        for (JsonNode participant : json.path("Participants")) {
            String id = participant.path("CallId").asText("");
            String role = participant.path("ParticipantTag").asText("");
            if (id.isEmpty() || participant.path("Status").asText("").equals("Disconnected")) {
                continue;
            }
            if (id.equals(wanted) || tag != null && wanted == null && tag.wire().equals(role)) {
                return id;
            }
            first = first == null ? id : first;
            legA = legA == null && ParticipantTag.LEG_A.wire().equals(role) ? id : legA;
        }
        return wanted != null || tag != null ? null : legA != null ? legA : first;
    }
}
