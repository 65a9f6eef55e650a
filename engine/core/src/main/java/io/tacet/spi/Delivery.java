package io.tacet.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a sink says of one delivery. */
public sealed interface Delivery {
    /** It is there, durable as the sink promises; {@code location} is a path or URL for the result. */
    record Confirmed(String location) implements Delivery {}

    /** Not now. {@code after} is a wish; null leaves it to the engine's back-off. */
    record Retry(String reason, @Nullable Duration after) implements Delivery {}

    /** Never: the recording fails, its local copy is kept. */
    record Refused(String reason) implements Delivery {}
}
