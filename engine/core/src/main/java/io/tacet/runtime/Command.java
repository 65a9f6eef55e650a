package io.tacet.runtime;

/**
 * A call on a recording's handle, applied by the recorder once it has drained the ring to {@code tail}.
 *
 * @param kind what was asked
 * @param session of which recording
 * @param tail of its ring, as read at the call
 * @param digit with DIGIT
 * @param nanos when it was called
 * @param reason with FAIL
 */
record Command(Kind kind, RecordingSession session, long tail, char digit, long nanos, String reason) {
    /** What can be asked. */
    enum Kind {
        OPEN,
        DIGIT,
        STOP,
        END,
        ABORT,
        PAUSE,
        RESUME,
        FAIL
    }
}
