package io.tacet;

/** What {@link RecordingEngine#open} answers. */
public sealed interface OpenResult {
    /**
     * The recording runs; give its packets to the input.
     *
     * @param recording the handle: commands, state and the result
     * @param input takes the recording's packets; one thread at a time
     */
    record Opened(Recording recording, MediaInput input) implements OpenResult {}

    /**
     * It was not started, and left nothing behind.
     *
     * @param reason for the program
     * @param detail for people: one line with the value that was met and its bound
     */
    record Refused(Reason reason, String detail) implements OpenResult {}

    /** Why a recording was refused. */
    enum Reason {
        /** The engine is closing or closed. */
        CLOSED,
        /** A recording of this id is live, undelivered, being told of, or failed and left to recovery. */
        DUPLICATE_ID,
        /** The engine carries as many recordings as it may. */
        TOO_MANY_RECORDINGS,
        /** Free space of the spool is below its floor. */
        NO_SPACE,
        /** The process has no file handles to spare. */
        NO_HANDLES,
        /** Too much waits for the sink. */
        TOO_MUCH_PENDING,
        /** The spool cannot be trusted any more, or its disk makes no files. */
        STORAGE
    }

    /**
     * For hosts that treat a refusal as an error.
     *
     * @return the opened recording
     * @throws IllegalStateException if it was refused; the message has reason and detail
     */
    default Opened orThrow() {
        if (this instanceof Refused refused) {
            throw new IllegalStateException("recording refused: " + refused.reason() + ", " + refused.detail());
        }
        return (Opened) this;
    }
}
