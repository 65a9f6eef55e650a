package io.tacet.action.outbox;

import io.tacet.action.ActionEvent;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to whoever runs the call.
 *
 * <p>Thread: the outbox's publishing threads, several events at once, one event never twice at a time. May block up to a timeout of
 * its own, and must have one. Must hand on {@link ActionEvent#id()} as an idempotency key: after a lost answer the same event comes
 * again.
 */
public interface ActionEventPublisher extends AutoCloseable {
    /**
     * One attempt.
     *
     * @param event to be sent, with its id as idempotency key
     * @return acknowledged, or to be tried again
     * @throws Exception like a {@link Answer.Retry}
     */
    Answer publish(ActionEvent event) throws Exception;

    /** Called once, after the last attempt. */
    @Override
    default void close() throws IOException {}

    /** What became of an attempt. */
    sealed interface Answer {
        /**
         * The receiver has it.
         *
         * @param response what it answered, for the host; empty if nothing
         */
        record Acknowledged(String response) implements Answer {}

        /**
         * Not yet.
         *
         * @param reason for people, one line
         * @param after the receiver's wish; null leaves it to the outbox's back-off
         */
        record Retry(String reason, @Nullable Duration after) implements Answer {}
    }
}
