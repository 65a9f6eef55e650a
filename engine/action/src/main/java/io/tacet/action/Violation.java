package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One value that the contract does not allow. Immutable.
 *
 * @param error its place in the error table; null for an action that is not ours
 * @param field by its name in the action, for example {@code RecordingDestination.BucketName}
 * @param given what came, cut if long; null if nothing did
 * @param allowed what would have been right
 */
public record Violation(
        @Nullable ActionError error, String field, @Nullable JsonNode given, String allowed) {
    /** One line for people. */
    @Override
    public String toString() {
        return field + (given == null ? " is missing" : " is " + given) + "; allowed: " + allowed;
    }
}
