package io.tacet.server.replay;

import java.util.function.LongSupplier;

/** The engine's clock in a replay: the arrival time of what is played, in nanoseconds. Written by one thread, read by any. */
public final class ReplayClock implements LongSupplier {
    private volatile long nanos;

    /** Moves the clock on; it never goes back. */
    void advanceTo(long arrivalNanos) {
        if (arrivalNanos > nanos) {
            nanos = arrivalNanos;
        }
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
