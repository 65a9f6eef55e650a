package io.tacet.rtp;

/**
 * Extends 16-bit sequence numbers and tells repeats (RFC 1982 arithmetic, RFC 3550 appendix A.1).
 *
 * <p>Thread: recorder. Numbers count on through wraps and restarts of the sender; the last {@value #WINDOW} are remembered.
 */
final class SequenceNumbers {
    /** How far back a repeat is recognised. */
    static final int WINDOW = 1024;

    /** A step further than this is a restart of the sender, not loss. */
    private static final int LARGEST_STEP = 3000;

    private final long[] seen = new long[WINDOW / 64];
    private int highestSequence;
    private long highest;
    private boolean started;
    private boolean repeated;

    /** The number of a packet; {@link #repeated()} tells whether it came before. */
    long number(int sequence) {
        repeated = false;
        if (!started) {
            started = true;
            highestSequence = sequence;
            mark(highest);
            return highest;
        }
        int step = (short) (sequence - highestSequence);
        if (step > LARGEST_STEP || step <= -WINDOW) {
            restart(sequence);
            return highest;
        }
        long number = highest + step;
        if (step > 0) {
            for (long skipped = highest + 1; skipped < number && skipped <= highest + WINDOW; skipped++) {
                clear(skipped);
            }
            if (step > WINDOW) {
                java.util.Arrays.fill(seen, 0);
            }
            highest = number;
            highestSequence = sequence;
            mark(number);
        } else if (isMarked(number)) {
            repeated = true;
        } else {
            mark(number);
        }
        return number;
    }

    /** The sequence number that follows on the highest, −1 before the first. */
    int expected() {
        return started ? highestSequence + 1 & 0xFFFF : -1;
    }

    /** The packet with the {@link #expected} number came. */
    void advance() {
        repeated = false;
        highestSequence = highestSequence + 1 & 0xFFFF;
        mark(++highest);
    }

    /** The number of a frame that carries no sequence number. */
    long next() {
        return ++highest;
    }

    /** The next packet begins a sequence of its own, following on the highest number without a gap. */
    void expectRestart() {
        started = false;
        java.util.Arrays.fill(seen, 0);
        highest++;
    }

    private void restart(int sequence) {
        java.util.Arrays.fill(seen, 0);
        highest++;
        highestSequence = sequence;
        mark(highest);
    }

    /** Whether the last number was seen before. */
    boolean repeated() {
        return repeated;
    }

    /** The highest number so far. */
    long highest() {
        return highest;
    }

    private void mark(long number) {
        seen[(int) (number >>> 6) & seen.length - 1] |= 1L << number;
    }

    private void clear(long number) {
        seen[(int) (number >>> 6) & seen.length - 1] &= ~(1L << number);
    }

    private boolean isMarked(long number) {
        return (seen[(int) (number >>> 6) & seen.length - 1] & 1L << number) != 0;
    }
}
