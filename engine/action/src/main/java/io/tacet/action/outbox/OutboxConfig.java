package io.tacet.action.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How events are kept and sent. Immutable.
 *
 * @param directory of pending events; one process at a time
 * @param threads that publish, 1 to 64; default 4. Trade-off: a receiver that hangs holds one until its timeout
 * @param retryFirst longest wait before the first retry, doubled each time, with full jitter; default 1 s
 * @param retryMost longest wait; default 5 min. There is no last attempt: an event waits until it is acknowledged
 * @param keepDone how long it is remembered that an event was acknowledged, if the engine never says that it let the recording go;
 *     default 7 days. Trade-off: shorter saves empty files, but a recording recovered later is announced again
 * @param listener told of answers
 */
public record OutboxConfig(
        Path directory,
        int threads,
        Duration retryFirst,
        Duration retryMost,
        Duration keepDone,
        OutboxListener listener) {
    /**
     * Checks the ranges.
     *
     * @param directory see {@link #directory()}
     * @param threads see {@link #threads()}
     * @param retryFirst see {@link #retryFirst()}
     * @param retryMost see {@link #retryMost()}
     * @param keepDone see {@link #keepDone()}
     * @param listener see {@link #listener()}
     * @throws IllegalArgumentException if a value is out of range; the message names it and what is allowed
     */
    public OutboxConfig {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads is " + threads + "; allowed are 1 to 64");
        }
        if (retryFirst.toMillis() < 1 || retryMost.compareTo(retryFirst) < 0) {
            throw new IllegalArgumentException("retryFirst is " + retryFirst.toMillis() + " ms, retryMost "
                    + retryMost.toMillis() + " ms; allowed are at least 1 ms, and retryMost not below retryFirst");
        }
    }

    /**
     * Everything by default.
     *
     * @param directory made if it is missing; of one process at a time
     * @return everything else by default
     */
    public static OutboxConfig of(Path directory) {
        return new OutboxConfig(
                directory, 4, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(7), OutboxListener.NONE);
    }

    /**
     * Another listener, everything else as it is.
     *
     * @param other called on the publishing threads
     * @return a changed copy
     */
    public OutboxConfig withListener(OutboxListener other) {
        return new OutboxConfig(directory, threads, retryFirst, retryMost, keepDone, other);
    }

    /**
     * Other waits, everything else as it is.
     *
     * @param first longest wait before the first retry, at least 1 ms
     * @param most longest wait at all, not below {@code first}
     * @return a changed copy
     * @throws IllegalArgumentException if a wait is out of range
     */
    public OutboxConfig withRetry(Duration first, Duration most) {
        return new OutboxConfig(directory, threads, first, most, keepDone, listener);
    }

    /** A wait before the next attempt: full jitter, so that receivers that come back are not met by all at once. */
    Duration jitter(int attempt) {
        double doubled = retryFirst.toMillis() * Math.pow(2, Math.min(attempt, 40));
        long bound = (long) Math.min(doubled, retryMost.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }
}
