package io.tacet.action;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the host knows beside the action. Immutable.
 *
 * @param sequence of the event, from the host
 * @param counter of the call's recordings, from 0; makes the key
 * @param callDetails passed through to the event
 * @param invokedCallId call id of the leg that invoked the action, for actions that name nobody; null takes LEG-A
 * @param recordingId of the recording, and the event's idempotency key; unique
 */
public record ActionContext(
        long sequence,
        long counter,
        CallDetails callDetails,
        @Nullable String invokedCallId,
        String recordingId) {
    /**
     * Checks the numbers.
     *
     * @param sequence see {@link #sequence()}
     * @param counter see {@link #counter()}
     * @param callDetails see {@link #callDetails()}
     * @param invokedCallId see {@link #invokedCallId()}
     * @param recordingId see {@link #recordingId()}
     * @throws IllegalArgumentException if {@code sequence} or {@code counter} is below 0
     */
    public ActionContext {
        if (sequence < 0 || counter < 0) {
            throw new IllegalArgumentException(
                    "sequence is " + sequence + ", counter is " + counter + "; allowed are 0 and more");
        }
    }

    /**
     * With a recording id of its own, and LEG-A for actions that name nobody.
     *
     * @param sequence of the event, 0 and more
     * @param counter of the call's recordings, 0 and more
     * @param callDetails passed through to the event; {@link CallDetails#NONE} if nothing is known
     * @return with a random UUID for the recording
     * @throws IllegalArgumentException if a number is below 0
     */
    public static ActionContext of(long sequence, long counter, CallDetails callDetails) {
        return new ActionContext(
                sequence, counter, callDetails, null, UUID.randomUUID().toString());
    }
}
