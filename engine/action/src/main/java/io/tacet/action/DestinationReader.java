package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code RecordingDestination}. Used once, by one thread. Source: the RecordAudio action; S3's safe characters. */
final class DestinationReader {
    static final int MAXIMUM_PREFIX = 979;
    private static final String SAFE_SPECIAL = "!-_.*'()/";

    private final List<Violation> violations;
    private final List<String> warnings;

    DestinationReader(List<Violation> violations, List<String> warnings) {
        this.violations = violations;
        this.warnings = warnings;
    }

    /** The destination, or null after noting what is wrong. */
    @Nullable
    RecordingDestination read(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            violation("RecordingDestination", node, "an object with Type and BucketName, required");
            return null;
        }
        ParameterReader.warnOfUnknown(node, "RecordingDestination.", warnings, "Type", "BucketName", "Prefix");
        int before = violations.size();
        JsonNode type = node.get("Type");
        if (type == null || !type.isTextual() || !type.textValue().equals("S3")) {
            violation("RecordingDestination.Type", type, "S3, required");
        }
        JsonNode bucket = node.get("BucketName");
        if (bucket == null || !bucket.isTextual() || bucket.textValue().isEmpty()) {
            violation("RecordingDestination.BucketName", bucket, "a string that is not empty, required");
        }
        String prefix = prefix(node.get("Prefix"));
        return violations.size() > before || bucket == null
                ? null
                : new RecordingDestination(bucket.textValue(), prefix);
    }

    private String prefix(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return "";
        }
        String prefix = node.isTextual() ? node.textValue() : "?";
        if (prefix.length() > MAXIMUM_PREFIX || !safe(prefix)) {
            violation(
                    "RecordingDestination.Prefix",
                    node,
                    "a string of at most " + MAXIMUM_PREFIX + " characters of 0-9 A-Z a-z ! - _ . * ' ( ) /");
        }
        return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    private static boolean safe(String text) {
        return text.chars().allMatch(DestinationReader::safe);
    }

    /** Whether a character is safe in a key, the slash included. */
    static boolean safe(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || SAFE_SPECIAL.indexOf(c) >= 0;
    }

    private void violation(String field, @Nullable JsonNode given, String allowed) {
        JsonNode cut = given == null ? null : ParameterReader.bounded(given);
        violations.add(new Violation(ActionError.DESTINATION, field, cut, allowed));
    }
}
