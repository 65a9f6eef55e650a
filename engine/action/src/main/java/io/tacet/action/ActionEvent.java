package io.tacet.action;

/**
 * One event for the function that runs the call. Immutable.
 *
 * @param id the recording's, and the idempotency key: one event an id
 * @param type what happened
 * @param json the event on one line
 */
public record ActionEvent(String id, Type type, String json) {
    /**
     * Takes an event up again from its text, as an outbox keeps it.
     *
     * @param id the recording's
     * @param json the event on one line
     * @return the event; its type is read from the text
     * @throws IllegalArgumentException if that is not an event
     */
    public static ActionEvent of(String id, String json) {
        try {
            String type = ActionJson.readOwn(json).path("InvocationEventType").asText("");
            return new ActionEvent(id, Type.valueOf(type), json);
        } catch (ActionJson.UnreadableJson e) {
            throw new IllegalArgumentException("event " + id + ": " + e.getMessage(), e);
        }
    }

    /** {@code InvocationEventType}. */
    public enum Type {
        /** The recording is where it should be. */
        ACTION_SUCCESSFUL,
        /** It is not. */
        ACTION_FAILED,
        /** The host went on to something else. */
        ACTION_INTERRUPTED
    }
}
