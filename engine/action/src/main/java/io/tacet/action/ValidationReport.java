package io.tacet.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a validation found, as one line of JSON for programs. Thread: any. */
public final class ValidationReport {
    /** Stands for the participant's call id in a key that is only an example. */
    static final String SOME_CALL_ID = "CallId";

    private ValidationReport() {}

    /**
     * The line, without a line end.
     *
     * @param file where the action came from
     * @param line of the file where it begins, from 1
     * @param outcome what the parser made of it
     * @return one JSON object (RFC 8259)
     */
    public static String of(String file, long line, ActionOutcome outcome) {
        ObjectNode json = ActionJson.MAPPER.createObjectNode();
        json.put("file", file).put("line", line).put("valid", outcome instanceof ActionOutcome.Valid);
        if (outcome instanceof ActionOutcome.Valid valid) {
            json.set("effective", effective(valid.action()));
        } else if (outcome instanceof ActionOutcome.Invalid invalid) {
            json.put("errorType", invalid.error().type())
                    .put("errorMessage", invalid.error().message());
            json.set("violations", violations(invalid.violations()));
        } else if (outcome instanceof ActionOutcome.Foreign foreign) {
            json.put("errorMessage", foreign.reason());
            json.set("violations", violations(foreign.violations()));
        }
        ArrayNode warnings = json.putArray("warnings");
        outcome.warnings().forEach(warnings::add);
        try {
            return ActionJson.MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes always has a text", e);
        }
    }

    private static ObjectNode effective(RecordAudioAction action) {
        ObjectNode effective = ActionJson.MAPPER.createObjectNode();
        if (action.durationInSeconds() != null) {
            effective.put("durationInSeconds", action.durationInSeconds());
        }
        if (action.silenceDurationInSeconds() != null) {
            effective.put("silenceDurationInSeconds", action.silenceDurationInSeconds());
            effective.put("silenceThreshold", action.silenceThreshold());
        }
        ArrayNode terminators = effective.putArray("terminators");
        action.terminators().toString().chars().forEach(key -> terminators.add(String.valueOf((char) key)));
        effective.put("bucketName", action.destination().bucketName());
        if (!action.destination().prefix().isEmpty()) {
            effective.put("prefix", action.destination().prefix());
        }
        String callId = action.callId() == null ? SOME_CALL_ID : action.callId();
        return effective.put("keyExample", ObjectKeys.key(action.destination(), callId, 0));
    }

    private static ArrayNode violations(List<Violation> violations) {
        ArrayNode array = ActionJson.MAPPER.createArrayNode();
        for (Violation violation : violations) {
            ObjectNode json = array.addObject().put("field", violation.field());
            json.set("given", violation.given());
            json.put("allowed", violation.allowed());
        }
        return array;
    }
}
