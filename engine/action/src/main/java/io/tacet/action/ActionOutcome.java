package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ActionParser} makes of a text. Immutable. */
public sealed interface ActionOutcome {
    /** What was ignored, one line each. */
    List<String> warnings();

    /** An action to run. */
    record Valid(RecordAudioAction action, List<String> warnings) implements ActionOutcome {
        /** Copies the list. */
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A RecordAudio action that must not run.
     *
     * @param error what the event says: the first in the order of {@link ActionError}
     * @param violations all of them, in that order
     * @param parameters what came, for the event's echo; null if nothing did
     * @param warnings what was ignored
     */
    record Invalid(
            ActionError error,
            List<Violation> violations,
            @Nullable JsonNode parameters,
            List<String> warnings) implements ActionOutcome {
        /** Copies the lists. */
        public Invalid {
            violations = List.copyOf(violations);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Not JSON that we read, or another action: not ours, so there is no error type and no event.
     *
     * @param reason one line for people
     * @param violations at most one
     */
    record Foreign(String reason, List<Violation> violations) implements ActionOutcome {
        /** Copies the list. */
        public Foreign {
            violations = List.copyOf(violations);
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }
}
