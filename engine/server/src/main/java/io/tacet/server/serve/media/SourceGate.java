package io.tacet.server.serve.media;

/**
 * Lets a recording's own packets through, and of all others a trickle: enough for the engine to count and judge them (RULES T8), too
 * little to crowd the recording's own out of its ring.
 *
 * <p>Thread: one receiver. Design note: the engine locks the source after 4 packets in a row; here it is taken for known after 8, so the
 * gate never knows better than the engine. Even a gate that took the wrong one lets a call of 20 ms packets pass whole.
 */
final class SourceGate {
    /** Foreign packets that pass in a second: twice those of a call. */
    private static final int TRICKLE = 100;

    private static final int IN_A_ROW = 8;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private long known;
    private long candidate;
    private int inARow;
    private long secondBegan;
    private int passed;
    private boolean any;

    /** With the address that signalling told, or 0. */
    SourceGate(long known) {
        this.known = known;
    }

    /** Whether a packet from this source goes to the engine. */
    boolean passes(long source, long nowNanos) {
        if (source == known) {
            return true;
        }
        if (known == 0) {
            learn(source);
            return true;
        }
        if (!any || nowNanos - secondBegan >= SECOND_NANOS) {
            any = true;
            secondBegan = nowNanos;
            passed = 0;
        }
        return ++passed <= TRICKLE;
    }

    /** Whether the source is known not to be the recording's. */
    boolean foreign(long source) {
        return known != 0 && source != known;
    }

    private void learn(long source) {
        if (source != candidate) {
            candidate = source;
            inARow = 0;
        }
        if (++inARow >= IN_A_ROW) {
            known = source;
        }
    }
}
