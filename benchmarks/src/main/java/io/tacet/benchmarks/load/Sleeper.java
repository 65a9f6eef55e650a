package io.tacet.benchmarks.load;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A thread that only sleeps until each beat of the duty cycle and notes how late it woke: what the machine and the JVM's pauses add to any
 * decision, whoever makes it. Thread: one of its own.
 */
final class Sleeper {
    private static final long BEAT_NANOS = 5_000_000;

    private final Histogram late = new ConcurrentHistogram(60_000_000_000L, 3);

    Sleeper() {
        Thread thread = new Thread(this::loop, "sleeper");
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        long beat = System.nanoTime();
        while (true) {
            beat = Math.max(beat, System.nanoTime() - BEAT_NANOS) + BEAT_NANOS;
            for (long now = System.nanoTime(); now < beat; now = System.nanoTime()) {
                LockSupport.parkNanos(beat - now);
            }
            late.recordValue(System.nanoTime() - beat);
        }
    }

    void reset() {
        late.reset();
    }

    /** In microseconds. */
    double percentile(double percentile) {
        return late.getValueAtPercentile(percentile) / 1e3;
    }
}
