package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tacet.action.ActionJson.UnreadableJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads, validates and normalises RecordAudio actions. Never throws for what a text holds.
 *
 * <p>Thread: any. Design note: tolerant of types as users' code produces them ({@code 10}, {@code "10"}, {@code 10.0}), strict in
 * values; all violations are found, not only the first, so that one look mends an action. Source: the RecordAudio action.
 */
public final class ActionParser {
    /** What an action with both CallId and ParticipantTag means; the specification says both. */
    public enum BothTargets {
        /** "You can't use both": invalid. The default. */
        INVALID,
        /** "Ignored if you specify CallId": the tag is ignored, with a warning. */
        CALL_ID_WINS
    }

    private final BothTargets bothTargets;

    /** Both targets at once are invalid. */
    public ActionParser() {
        this(BothTargets.INVALID);
    }

    /**
     * For hosts that read the specification in their own way.
     *
     * @param bothTargets what CallId and ParticipantTag together mean
     */
    public ActionParser(BothTargets bothTargets) {
        this.bothTargets = bothTargets;
    }

    /**
     * Reads an action from JSON text (RFC 8259).
     *
     * @param json one action; at most 1 MiB
     * @return valid, invalid with all violations, or not ours
     */
    public ActionOutcome parse(String json) {
        if (json.length() > ActionJson.MAXIMUM_BYTES) {
            return foreign("text has " + json.length() + " characters; allowed are at most " + ActionJson.MAXIMUM_BYTES
                    + " bytes");
        }
        try {
            return validate(ActionJson.read(json));
        } catch (UnreadableJson e) {
            return foreign(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads an action from JSON bytes (RFC 8259).
     *
     * @param json one action in UTF-8; at most 1 MiB
     * @return valid, invalid with all violations, or not ours
     */
    public ActionOutcome parse(byte[] json) {
        try {
            return validate(ActionJson.read(json));
        } catch (UnreadableJson e) {
            return foreign(String.valueOf(e.getMessage()));
        }
    }

    private ActionOutcome validate(JsonNode action) {
        if (!action.isObject()) {
            return foreign("an action is a JSON object, this is " + ParameterReader.bounded(action));
        }
        JsonNode type = action.get("Type");
        if (type == null || !type.isTextual() || !RecordAudioAction.TYPE.equals(type.textValue())) {
            JsonNode given = type == null ? null : ParameterReader.bounded(type);
            Violation violation = new Violation(null, "Type", given, RecordAudioAction.TYPE);
            return new ActionOutcome.Foreign(violation.toString(), List.of(violation));
        }
        List<String> warnings = new ArrayList<>();
        ParameterReader.warnOfUnknown(action, "", warnings, "Type", "Parameters");
        JsonNode parameters = action.get("Parameters");
        JsonNode object = parameters;
        List<Violation> violations = new ArrayList<>();
        if (object == null || !object.isObject()) {
            JsonNode given = object == null ? null : ParameterReader.bounded(object);
            violations.add(new Violation(ActionError.DESTINATION, "Parameters", given, "an object, required"));
            object = JsonNodeFactory.instance.objectNode();
        }
        ParameterReader reader = new ParameterReader(object, bothTargets, violations, warnings);
        RecordAudioAction valid = reader.read();
        if (valid != null) {
            return new ActionOutcome.Valid(valid, warnings);
        }
        List<Violation> inOrder = reader.violations();
        ActionError first = inOrder.get(0).error();
        return new ActionOutcome.Invalid(first == null ? ActionError.SYSTEM : first, inOrder, parameters, warnings);
    }

    private static ActionOutcome.Foreign foreign(String reason) {
        return new ActionOutcome.Foreign(reason, List.of());
    }
}
