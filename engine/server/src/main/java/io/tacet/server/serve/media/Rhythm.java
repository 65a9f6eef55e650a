package io.tacet.server.serve.media;

/**
 * In which cycle a port's next datagram is likely to wait: the last one's and the mean distance of those before.
 *
 * <p>Thread: one receiver. Design note: a sender's pace in cycles is learned, not asked for, so that any packet time up to {@value #LONGEST}
 * cycles will do; what is off counts double, so that a port is foretold only if about two of three come true. A wrong guess costs one look in
 * vain and is never waited for. A port is one of these instead of having one, for it is looked at for each datagram.
 */
class Rhythm {
    /** Cycles from one datagram to the next that can be foretold at most. */
    static final int LONGEST = 31;

    private static final int FRACTION = 16;
    private static final int WEIGHT = 8;
    private static final int ENOUGH = 4;
    private static final int MOST = 8;

    private long last;
    private long due;
    private int mean;
    private int trust;
    private boolean listed;

    /** Notes that a datagram was taken. More than one in a cycle say nothing about the next, nor does a pause. */
    final void took(long cycle) {
        long since = cycle - last;
        if (since == 0) {
            return;
        }
        last = cycle;
        trust = cycle == due ? Math.min(trust + 1, MOST) : Math.max(trust - 2, 0);
        if (since <= LONGEST) {
            int distance = (int) since * FRACTION;
            if (trust == 0) {
                mean = distance;
            } else if (distance < 2 * mean) {
                mean += (distance - mean) / WEIGHT;
            }
        }
        due = cycle + Math.max(1, (mean + FRACTION / 2) / FRACTION);
    }

    /** Whether the next one is worth a look in the cycle {@link #due()}. */
    final boolean isSteady() {
        return trust >= ENOUGH;
    }

    /** The cycle of the next datagram, at most {@value #LONGEST} after that of the last. */
    final long due() {
        return due;
    }

    /** Whether a timetable has it. */
    final boolean isListed() {
        return listed;
    }

    final void listed(boolean now) {
        listed = now;
    }
}
