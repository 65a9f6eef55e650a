package io.tacet.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a sink says of one delivery. */
public sealed interface Delivery {
    /**
     * It is there, durable as the sink promises.
     *
     * @param location a path or URL for the result
     */
    record Confirmed(String location) implements Delivery {}

    /**
     * Not now.
     *
     * @param reason for people, one line
     * @param after the shortest wait that the sink wishes; null leaves it to the engine's back-off
     */
    record Retry(String reason, @Nullable Duration after) implements Delivery {}

    /**
     * Never: the recording fails, its local copy is kept.
     *
     * @param reason for people, one line
     */
    record Refused(String reason) implements Delivery {}
}
