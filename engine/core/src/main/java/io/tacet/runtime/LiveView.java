package io.tacet.runtime;

import io.tacet.PacketCounters;
import io.tacet.ring.FrameRing;
import io.tacet.rtp.ReceiverCounters;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What any thread may read of a recording without disturbing the recorder: one release-store a value at the end of a drain.
 */
final class LiveView {
    private static final int POSITION = 0;
    private static final int LEVEL = 1;
    private static final int SILENCE = 2;
    private static final int DIGITS = 3;
    private static final int COUNTERS = 4;

    private final AtomicLongArray values = new AtomicLongArray(COUNTERS + 13);

    /** What every packet of a steady stream changes. */
    void publish(long position, double level, long silence, ReceiverCounters c) {
        values.setRelease(POSITION, position);
        values.setRelease(LEVEL, Double.doubleToRawLongBits(level));
        values.setRelease(SILENCE, silence);
        values.setRelease(COUNTERS + 0, c.taken);
        values.setRelease(COUNTERS + 1, c.written);
    }

    /** All. */
    void publish(long position, double level, long silence, int digits, ReceiverCounters c) {
        publish(position, level, silence, c);
        values.setRelease(DIGITS, digits);
        values.setRelease(COUNTERS + 2, c.events);
        values.setRelease(COUNTERS + 3, c.comfortNoise);
        values.setRelease(COUNTERS + 4, c.paused);
        values.setRelease(COUNTERS + 5, c.duplicate);
        values.setRelease(COUNTERS + 6, c.late);
        values.setRelease(COUNTERS + 7, c.malformed);
        values.setRelease(COUNTERS + 8, c.payloadType);
        values.setRelease(COUNTERS + 9, c.rtcp);
        values.setRelease(COUNTERS + 10, c.source);
        values.setRelease(COUNTERS + 11, c.ssrc);
        values.setRelease(COUNTERS + 12, c.afterEnd);
    }

    long position() {
        return values.getAcquire(POSITION);
    }

    double level() {
        return Double.longBitsToDouble(values.getAcquire(LEVEL));
    }

    long silence() {
        return values.getAcquire(SILENCE);
    }

    int digits() {
        return (int) values.getAcquire(DIGITS);
    }

    PacketCounters counters(FrameRing ring, boolean ended) {
        long taken = count(0);
        long overflow = ring.overflow();
        long refused = ring.afterEnd();
        long left = ended ? Math.max(0, ring.tail() - ring.head()) : 0;
        return new PacketCounters(
                taken + overflow + refused + left,
                count(1),
                count(2),
                count(3),
                count(4),
                count(5),
                count(6),
                count(7),
                count(8),
                count(9),
                count(10),
                count(11),
                overflow,
                count(12) + refused + left);
    }

    private long count(int i) {
        return values.getAcquire(COUNTERS + i);
    }
}
