package io.tacet.server.audiosocket;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What became of connections and frames. Thread: written by the selector thread, read by any. */
public final class AudioSocketCounters {
    final LongAdder accepted = new LongAdder();
    final LongAdder frames = new LongAdder();
    final LongAdder audioBytes = new LongAdder();
    final LongAdder digits = new LongAdder();
    final LongAdder stalls = new LongAdder();
    private final AtomicLongArray endings = new AtomicLongArray(Ending.values().length);

    AudioSocketCounters() {}

    void ended(Ending ending) {
        endings.incrementAndGet(ending.ordinal());
    }

    /** Connections that came, whatever became of them. */
    public long accepted() {
        return accepted.sum();
    }

    /** Connections that are not counted as ended: exact once the server is quiet. */
    public long live() {
        long ended = 0;
        for (int i = 0; i < endings.length(); i++) {
            ended += endings.get(i);
        }
        return Math.max(0, accepted() - ended);
    }

    /** Frames of any kind whose header was taken. */
    public long frames() {
        return frames.sum();
    }

    /** Bytes of samples that recordings took. */
    public long audioBytes() {
        return audioBytes.sum();
    }

    /** Keys that recordings took. */
    public long digits() {
        return digits.sum();
    }

    /** How often a sender was made to wait, because a recording's ring was full: nothing is lost by that. */
    public long stalls() {
        return stalls.sum();
    }

    /** Connections that ended so. */
    public long endings(Ending ending) {
        return endings.get(ending.ordinal());
    }

    /** All endings that occurred. */
    public Map<Ending, Long> endings() {
        Map<Ending, Long> all = new EnumMap<>(Ending.class);
        for (Ending ending : Ending.values()) {
            if (endings(ending) > 0) {
                all.put(ending, endings(ending));
            }
        }
        return all;
    }
}
