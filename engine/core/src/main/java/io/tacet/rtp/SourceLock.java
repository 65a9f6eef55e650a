package io.tacet.rtp;

import io.tacet.MediaSource;

/**
 * Which transport address may send (RULES T8): known from signalling, or learned and locked after four consecutive packets of one.
 *
 * <p>Thread: recorder. Source 0 was checked by the host. Guards against RTP Bleed: once locked, nothing of another address counts.
 */
final class SourceLock {
    private static final int LOCK_AFTER = 4;

    private long source;
    private int consecutive;
    private boolean locked;

    SourceLock(long known) {
        source = known;
        locked = known != MediaSource.UNCHECKED;
    }

    /** Whether a packet of this address may be used. Changes nothing. */
    boolean admits(long from) {
        return !locked || from == source || from == MediaSource.UNCHECKED;
    }

    /** Whether a packet of this address may be used and teaches nothing new. */
    boolean isSettledFor(long from) {
        return from == MediaSource.UNCHECKED || locked && from == source;
    }

    /** A packet of this address was used. */
    void used(long from) {
        if (locked || from == MediaSource.UNCHECKED) {
            return;
        }
        consecutive = from == source ? consecutive + 1 : 1;
        source = from;
        locked = consecutive >= LOCK_AFTER;
    }
}
