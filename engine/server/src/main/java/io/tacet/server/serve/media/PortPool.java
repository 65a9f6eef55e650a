package io.tacet.server.serve.media;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * The even ports of a range (RFC 3550 section 11: RTP on even ports), one a recording.
 *
 * <p>Thread: any. Design note: a port that comes back rests before it is given out again, so that what a late sender still sends finds
 * no one; ports are given out in the order in which they came back, so the rest is as long as the range allows.
 */
public final class PortPool {
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private final long restNanos;
    private final LongSupplier nanoClock;
    private final int size;

    private record Resting(int port, long untilNanos) {}

    /**
     * A pool of all even ports of a range.
     *
     * @param first port, 1 to 65535
     * @param last port, not below the first
     * @param rest of a port that came back
     */
    public PortPool(int first, int last, Duration rest, LongSupplier nanoClock) {
        if (first < 1 || last > 65_535 || (first + 1) / 2 * 2 > last) {
            throw new IllegalArgumentException(
                    "RTP ports are " + first + "-" + last + "; allowed is FIRST-LAST of 1 to 65535 with an even port");
        }
        for (int port = (first + 1) / 2 * 2; port <= last; port += 2) {
            free.add(port);
        }
        size = free.size();
        restNanos = rest.toNanos();
        this.nanoClock = nanoClock;
    }

    /** A port that nobody uses, or none: all are in use or rest. */
    public synchronized OptionalInt take() {
        long now = nanoClock.getAsLong();
        while (!resting.isEmpty() && resting.peek().untilNanos - now <= 0) {
            free.add(resting.remove().port);
        }
        Integer port = free.poll();
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The port's recording has ended, or the port could not be used. */
    public synchronized void giveBack(int port) {
        resting.add(new Resting(port, nanoClock.getAsLong() + restNanos));
    }

    /** How many ports there are. */
    public int size() {
        return size;
    }

    /** How many could be taken now. */
    public synchronized int available() {
        long now = nanoClock.getAsLong();
        int rested = 0;
        for (Resting port : resting) {
            rested += port.untilNanos - now <= 0 ? 1 : 0;
        }
        return free.size() + rested;
    }

    /** How long until a port that rests now can be taken; zero if none rests. */
    public synchronized Duration untilNext() {
        Resting next = resting.peek();
        return next == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, next.untilNanos - nanoClock.getAsLong()));
    }
}
