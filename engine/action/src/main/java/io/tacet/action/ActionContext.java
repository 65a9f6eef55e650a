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
    /** Checks the ranges. */
    public ActionContext {
        if (sequence < 0 || counter < 0) {
            throw new IllegalArgumentException(
                    "sequence is " + sequence + ", counter is " + counter + "; allowed are 0 and more");
        }
    }

    /** With a recording id of its own, and LEG-A for actions that name nobody. */
    public static ActionContext of(long sequence, long counter, CallDetails callDetails) {
        return new ActionContext(
                sequence, counter, callDetails, null, UUID.randomUUID().toString());
    }
}
