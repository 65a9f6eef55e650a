package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tacet.Terminators;
import io.tacet.action.ActionParser.BothTargets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of one action field by field and notes what is wrong. Used once, by one thread. */
final class ParameterReader {
    private static final String KEYS = "0123456789*#";
    private static final int CUT = 200;

    private final JsonNode parameters;
    private final BothTargets bothTargets;
    private final List<Violation> violations;
    private final List<String> warnings;

    ParameterReader(JsonNode parameters, BothTargets bothTargets, List<Violation> violations, List<String> warnings) {
        this.parameters = parameters;
        this.bothTargets = bothTargets;
        this.violations = violations;
        this.warnings = warnings;
    }

    /** The action, or null if there are violations. */
    @Nullable
    RecordAudioAction read() {
        warnOfUnknown(
                parameters,
                "",
                warnings,
                "CallId",
                "ParticipantTag",
                "DurationInSeconds",
                "SilenceDurationInSeconds",
                "SilenceThreshold",
                "RecordingTerminators",
                "RecordingDestination");
        String callId = callId();
        ParticipantTag tag = participantTag();
        Integer duration = number("DurationInSeconds", ActionError.DURATION, Integer.MAX_VALUE);
        Integer silence = number("SilenceDurationInSeconds", ActionError.SILENCE_DURATION, 1000);
        Integer threshold = threshold();
        RecordingDestination destination =
                new DestinationReader(violations, warnings).read(parameters.get("RecordingDestination"));
        Terminators terminators = terminators();
        if (!violations.isEmpty() || destination == null || terminators == null) {
            return null;
        }
        return new RecordAudioAction(
                callId,
                callId == null ? tag : null,
                duration,
                silence,
                Objects.requireNonNullElse(threshold, RecordAudioAction.DEFAULT_SILENCE_THRESHOLD),
                terminators,
                destination,
                parameters);
    }

    /** In the order of {@link ActionError}. */
    List<Violation> violations() {
        violations.sort(Comparator.comparing(v -> v.error() == null ? ActionError.SYSTEM : v.error()));
        return Collections.unmodifiableList(violations);
    }

    private @Nullable String callId() {
        JsonNode node = given("CallId");
        if (node == null) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isEmpty()) {
            violation(ActionError.TARGET, "CallId", node, "a string that is not empty, or leave it out");
            return null;
        }
        return node.textValue();
    }

    private @Nullable ParticipantTag participantTag() {
        JsonNode node = given("ParticipantTag");
        if (node == null) {
            return null;
        }
        if (given("CallId") != null) {
            if (bothTargets == BothTargets.CALL_ID_WINS) {
                warnings.add("ParticipantTag is ignored, because CallId is given");
                return null;
            }
            violation(ActionError.TARGET, "ParticipantTag", node, "CallId or ParticipantTag, not both");
            return null;
        }
        ParticipantTag tag = node.isTextual() ? ParticipantTag.of(node.textValue()) : null;
        if (tag == null) {
            violation(ActionError.TARGET, "ParticipantTag", node, "LEG-A or LEG-B, or leave it out");
        }
        return tag;
    }

    private @Nullable Integer threshold() {
        if (parameters.get("SilenceDurationInSeconds") != null) {
            return number("SilenceThreshold", ActionError.SILENCE_THRESHOLD, 1000);
        }
        if (parameters.get("SilenceThreshold") != null) {
            warnings.add("SilenceThreshold is ignored, because SilenceDurationInSeconds is not given");
        }
        return null;
    }

    private @Nullable Integer number(String field, ActionError error, int most) {
        JsonNode node = parameters.get(field);
        if (node == null) {
            return null;
        }
        int value = WholeNumber.of(node);
        if (value < 1 || value > most) {
            violation(error, field, node, "a whole number of 1 to " + most + ", as a number or a string of digits");
            return null;
        }
        return value;
    }

    private @Nullable Terminators terminators() {
        JsonNode node = parameters.get("RecordingTerminators");
        boolean valid = node != null && node.isArray() && !node.isEmpty();
        StringBuilder keys = new StringBuilder();
        for (int i = 0; valid && i < node.size(); i++) {
            String key = node.get(i).isTextual() ? node.get(i).textValue() : "";
            valid = key.length() == 1 && KEYS.indexOf(key.charAt(0)) >= 0;
            keys.append(key);
        }
        if (!valid) {
            String allowed = "an array of one or more strings, each one character of 123456789*0#, required";
            violation(ActionError.TERMINATORS, "RecordingTerminators", node, allowed);
            return null;
        }
        return Terminators.of(keys.toString());
    }

    /** Null counts as absent. */
    private @Nullable JsonNode given(String field) {
        JsonNode node = parameters.get(field);
        return node == null || node.isNull() ? null : node;
    }

    private void violation(ActionError error, String field, @Nullable JsonNode given, String allowed) {
        violations.add(new Violation(error, field, given == null ? null : bounded(given), allowed));
    }

    /** The node itself, or its first characters as a string if it is long. */
    static JsonNode bounded(JsonNode node) {
        String text = node.isTextual() ? node.textValue() : node.toString();
        return text.length() <= CUT ? node : JsonNodeFactory.instance.textNode(text.substring(0, CUT) + "…");
    }

    /** Names what is not known, at most 20 of it. */
    static void warnOfUnknown(JsonNode object, String path, List<String> warnings, String... known) {
        List<String> names = Arrays.asList(known);
        int unknown = 0;
        for (var fields = object.fieldNames(); fields.hasNext(); ) {
            String name = fields.next();
            if (!names.contains(name) && ++unknown <= 20) {
                warnings.add(ActionJson.oneLine(path + name) + " is not a field of RecordAudio and is ignored");
            }
        }
        if (unknown > 20) {
            warnings.add(unknown - 20 + " more unknown fields are ignored");
        }
    }
}
