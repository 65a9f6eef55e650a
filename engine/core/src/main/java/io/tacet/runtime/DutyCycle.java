package io.tacet.runtime;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * Sleeps until the next beat of a fixed schedule; a recorder that was late does not catch up beat by beat. Thread: recorder.
 */
final class DutyCycle implements IdleStrategy {
    private final long periodNanos;
    private long nextBeat;

    DutyCycle(long periodNanos) {
        this.periodNanos = periodNanos;
        nextBeat = System.nanoTime();
    }

    @Override
    public void idle(int workCount) {
        idle();
    }

    @Override
    public void idle() {
        long now = System.nanoTime();
        nextBeat += periodNanos;
        if (nextBeat - now <= 0) {
            nextBeat = now;
            return;
        }
        LockSupport.parkNanos(nextBeat - now);
    }

    @Override
    public void reset() {}
}
