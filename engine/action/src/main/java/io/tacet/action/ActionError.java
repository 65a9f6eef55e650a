package io.tacet.action;

/**
 * What an ACTION_FAILED event may say. The order is the one in which the first of several violations is named.
 *
 * <p>Source: the error table of the RecordAudio action; it has no text for terminators, so that one is ours.
 */
public enum ActionError {
    /** CallId or ParticipantTag is invalid, or both were given, or nobody in the call answers to it. */
    TARGET("InvalidActionParameter", "CallId or ParticipantTag parameter for action is invalid."),
    /** DurationInSeconds is invalid. */
    DURATION("InvalidActionParameter", "DurationInSeconds parameter value is invalid."),
    /** SilenceDurationInSeconds is invalid. */
    SILENCE_DURATION("InvalidActionParameter", "SilenceDurationInSeconds parameter value is invalid."),
    /** SilenceThreshold is invalid. */
    SILENCE_THRESHOLD("InvalidActionParameter", "SilenceThreshold parameter value is invalid."),
    /** RecordingDestination, or something in it, is invalid. */
    DESTINATION("InvalidActionParameter", "RecordingDestination parameter value is invalid."),
    /** RecordingTerminators is invalid. */
    TERMINATORS("InvalidActionParameter", "RecordingTerminators parameter value is invalid."),
    /** The sink refused the recording for good, or its time ran out. */
    UPLOAD("InvalidActionParameter", "Error occurred while uploading recording to S3 bucket."),
    /** Anything else. */
    SYSTEM("SystemException", "System error while running an action.");

    private final String type;
    private final String message;

    ActionError(String type, String message) {
        this.type = type;
        this.message = message;
    }

    /** {@return {@code ErrorType} on the wire} */
    public String type() {
        return type;
    }

    /** {@return {@code ErrorMessage} on the wire} */
    public String message() {
        return message;
    }
}
