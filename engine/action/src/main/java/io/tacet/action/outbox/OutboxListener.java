package io.tacet.action.outbox;

import io.tacet.action.ActionEvent;

/** Told what becomes of events, on a publishing thread. May block (other events wait then); what it throws is dropped. */
public interface OutboxListener {
    /** Listens to nothing. */
    OutboxListener NONE = new OutboxListener() {};

    /**
     * The receiver has the event; once an event, twice only if the process dies right after.
     *
     * @param event that was sent
     * @param response what the receiver answered, 1 MiB at most; empty if nothing
     */
    default void onAcknowledged(ActionEvent event, String response) {}

    /**
     * An attempt failed; another one follows.
     *
     * @param eventId of the event, which is its recording's
     * @param attempt how many failed before, 0 and more
     * @param reason for people, one line
     */
    default void onRetry(String eventId, int attempt, String reason) {}
}
