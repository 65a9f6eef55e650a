package io.tacet.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.action.ActionEvent.Type;
import io.tacet.action.ActionJson.UnreadableJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An action under way: all that its one event will need. Immutable; the nodes must not be changed.
 *
 * @param recordingId of the recording, and the event's id
 * @param sequence of the event
 * @param parameters as they came; null if none did
 * @param bucketName where the object goes; null for an action that is invalid
 * @param key of the object; null for an action that is invalid
 * @param callDetails passed through
 * @param interrupted whether the host has stopped the recording to do something else
 */
public record PendingAction(
        String recordingId,
        long sequence,
        @Nullable JsonNode parameters,
        @Nullable String bucketName,
        @Nullable String key,
        CallDetails callDetails,
        boolean interrupted) {

    /**
     * For the event of an action that must not run.
     *
     * @param invalid what is wrong with it
     * @param context of the call
     * @return without bucket and key
     */
    public static PendingAction of(ActionOutcome.Invalid invalid, ActionContext context) {
        return new PendingAction(
                context.recordingId(),
                context.sequence(),
                invalid.parameters(),
                null,
                null,
                context.callDetails(),
                false);
    }

    /** {@return the same, marked as stopped by the host to do something else} */
    public PendingAction interrupt() {
        return new PendingAction(recordingId, sequence, parameters, bucketName, key, callDetails, true);
    }

    /**
     * Decides which event a result makes.
     *
     * @param result of this action's recording
     * @return the event; none for a recording that the host gave up
     */
    public Optional<ActionEvent> event(RecordingResult result) {
        if (result instanceof RecordingResult.Completed completed) {
            return Optional.of(delivered(completed.manifest()));
        }
        if (result instanceof RecordingResult.Failed failed) {
            return Optional.of(failed(
                    failed.kind() == RecordingResult.FailureKind.DELIVERY ? ActionError.UPLOAD : ActionError.SYSTEM));
        }
        return Optional.empty();
    }

    /**
     * The event of a recording that the sink has confirmed.
     *
     * @param manifest its cause decides between success and failure
     * @return ACTION_SUCCESSFUL, ACTION_INTERRUPTED after {@link #interrupt()}, or ACTION_FAILED if nothing was heard
     */
    public ActionEvent delivered(RecordingManifest manifest) {
        if (!manifest.cause().success()) {
            return failed(ActionError.SYSTEM);
        }
        return interrupted ? event(Type.ACTION_INTERRUPTED, data()) : successful(manifest.terminator());
    }

    /**
     * The event names bucket and key; {@code RecordingTerminatorUsed} is there only if a key ended the recording.
     *
     * @param terminator {@code 0–9 * #}; null if none ended it
     * @return ACTION_SUCCESSFUL
     */
    public ActionEvent successful(@Nullable Character terminator) {
        ObjectNode data = data();
        data.putObject("RecordingDestination")
                .put("Type", "S3")
                .put("BucketName", bucketName)
                .put("Key", key);
        if (terminator != null) {
            data.put("RecordingTerminatorUsed", String.valueOf(terminator));
        }
        return event(Type.ACTION_SUCCESSFUL, data);
    }

    /**
     * The event has the texts of the specification's error table.
     *
     * @param error which of them
     * @return ACTION_FAILED
     */
    public ActionEvent failed(ActionError error) {
        return event(Type.ACTION_FAILED, data().put("ErrorType", error.type()).put("ErrorMessage", error.message()));
    }

    /** {@return one line that {@link #fromJson} reads back} */
    public String toJson() {
        ObjectNode json = ActionJson.MAPPER.createObjectNode();
        json.put("recordingId", recordingId).put("sequence", sequence).put("interrupted", interrupted);
        if (parameters != null) {
            json.set("parameters", parameters);
        }
        json.put("bucketName", bucketName).put("key", key).set("callDetails", callDetails.json());
        return write(json);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param text one line of JSON
     * @return an equal action
     * @throws IllegalArgumentException if it is something else
     */
    public static PendingAction fromJson(String text) {
        try {
            JsonNode json = ActionJson.readOwn(text);
            return new PendingAction(
                    json.required("recordingId").textValue(),
                    json.required("sequence").longValue(),
                    json.get("parameters"),
                    json.required("bucketName").textValue(),
                    json.required("key").textValue(),
                    CallDetails.of(json.required("callDetails")),
                    json.path("interrupted").booleanValue());
        } catch (UnreadableJson e) {
            throw new IllegalArgumentException("pending action: " + e.getMessage(), e);
        }
    }

    private ObjectNode data() {
        ObjectNode data = ActionJson.MAPPER.createObjectNode().put("Type", RecordAudioAction.TYPE);
        if (parameters != null) {
            data.set("Parameters", parameters);
        }
        return data;
    }

    private ActionEvent event(Type type, ObjectNode data) {
        ObjectNode event = ActionJson.MAPPER.createObjectNode();
        event.put("SchemaVersion", "1.0").put("Sequence", sequence).put("InvocationEventType", type.name());
        event.set("ActionData", data);
        event.set("CallDetails", callDetails.json());
        return new ActionEvent(recordingId, type, write(event));
    }

    private static String write(ObjectNode json) {
        try {
            return ActionJson.MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes always has a text", e);
        }
    }
}
