package io.tacet.action;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Actions for tests: a valid one whose fields are replaced or removed by name. */
final class Actions {
    /** Word for word the action that the specification prints. */
    static final String SEED = """
            {
                "Type": "RecordAudio",
                "Parameters": {
                    "CallId": "call-id-1",
                    "DurationInSeconds": "10",
                    "SilenceDurationInSeconds": 3,
                    "SilenceThreshold": 100,
                    "RecordingTerminators": [
                        "#"
                    ],
                    "RecordingDestination": {
                        "Type": "S3",
                        "BucketName": "valid-bucket-name",
                        "Prefix": "valid-prefix-name"
                    }
                }
            }
            """;

    static final JsonMapper JSON = new JsonMapper();

    private Actions() {}

    /** The specification's action with one parameter replaced; a dot goes into RecordingDestination. */
    static String with(String field, String json) {
        return edit(field, json);
    }

    static String without(String field) {
        return edit(field, null);
    }

    /** The specification's action without CallId, with other parameters given as an object's members. */
    static String withAll(String members) {
        ObjectNode action = (ObjectNode) read(SEED);
        ((ObjectNode) action.get("Parameters")).setAll((ObjectNode) read("{" + members + "}"));
        return action.toString();
    }

    private static String edit(String field, @org.jspecify.annotations.Nullable String json) {
        ObjectNode action = (ObjectNode) read(SEED);
        ObjectNode target = (ObjectNode) action.get("Parameters");
        String name = field;
        if (field.startsWith("RecordingDestination.")) {
            target = (ObjectNode) target.get("RecordingDestination");
            name = field.substring("RecordingDestination.".length());
        } else if (field.equals("Type") || field.equals("Parameters")) {
            target = action;
        }
        if (json == null) {
            target.remove(name);
        } else {
            target.set(name, read(json));
        }
        return action.toString();
    }

    static RecordAudioAction valid(String json) {
        return assertInstanceOf(ActionOutcome.Valid.class, new ActionParser().parse(json), json)
                .action();
    }

    static ActionOutcome.Invalid invalid(String json) {
        return assertInstanceOf(ActionOutcome.Invalid.class, new ActionParser().parse(json), json);
    }

    static List<String> warnings(String json) {
        return new ActionParser().parse(json).warnings();
    }

    static JsonNode read(String json) {
        try {
            return JSON.reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
