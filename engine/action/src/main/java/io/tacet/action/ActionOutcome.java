package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ActionParser} makes of a text. Immutable. */
public sealed interface ActionOutcome {
    /** {@return what was ignored, one line each} */
    List<String> warnings();

    /**
     * An action to run.
     *
     * @param action normalised: numbers are numbers, defaults are filled in
     * @param warnings what was ignored, one line each
     */
    record Valid(RecordAudioAction action, List<String> warnings) implements ActionOutcome {
        /**
         * Copies the list.
         *
         * @param action see {@link #action()}
         * @param warnings see {@link #warnings()}
         */
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
        /**
         * Copies the lists.
         *
         * @param error see {@link #error()}
         * @param violations see {@link #violations()}
         * @param parameters see {@link #parameters()}
         * @param warnings see {@link #warnings()}
         */
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
        /**
         * Copies the list.
         *
         * @param reason see {@link #reason()}
         * @param violations see {@link #violations()}
         */
        public Foreign {
            violations = List.copyOf(violations);
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }
}
