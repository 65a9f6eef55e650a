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

    /** For the event of an action that must not run. */
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

    /** The same after the host stopped the recording to do something else. */
    public PendingAction interrupt() {
        return new PendingAction(recordingId, sequence, parameters, bucketName, key, callDetails, true);
    }

    /** The event of a result; none for a recording that the host gave up. */
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

    /** The event of a recording that the sink has confirmed. */
    public ActionEvent delivered(RecordingManifest manifest) {
        if (!manifest.cause().success()) {
            return failed(ActionError.SYSTEM);
        }
        return interrupted ? event(Type.ACTION_INTERRUPTED, data()) : successful(manifest.terminator());
    }

    /** ACTION_SUCCESSFUL; the terminator only if one ended the recording. */
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

    /** ACTION_FAILED. */
    public ActionEvent failed(ActionError error) {
        return event(Type.ACTION_FAILED, data().put("ErrorType", error.type()).put("ErrorMessage", error.message()));
    }

    /** One line that {@link #fromJson} reads back. */
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
