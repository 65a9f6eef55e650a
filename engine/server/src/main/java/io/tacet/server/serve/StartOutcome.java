package io.tacet.server.serve;

import io.tacet.MediaInput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a {@link StartRequest}. */
public sealed interface StartOutcome {
    /** It runs; give its packets to the input, which its producer closes. */
    record Started(LiveRecording recording, MediaInput input) implements StartOutcome {}

    /**
     * It was not started.
     *
     * @param message one line that names the field and what is allowed, or what there is too much of
     * @param retryAfter when it is worth another try, or null
     */
    record Refused(Reason reason, String message, @Nullable Duration retryAfter) implements StartOutcome {}

    /** Why not. */
    enum Reason {
        /** The request itself is wrong. */
        INVALID,
        /** The action is wrong; its event says so too. */
        INVALID_ACTION,
        /** As many recordings as there may be are live. */
        TOO_MANY_RECORDINGS,
        /** All media ports are in use or rest. */
        PORTS_EXHAUSTED,
        /** The disk, the sink or the process has no room. */
        NO_CAPACITY,
        /** The process ends. */
        DRAINING
    }
}
