package io.tacet.runtime;

import io.tacet.ring.FrameRing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a shard and, side by side, what tells whether one has anything to do. Thread: recorder.
 *
 * <p>Design note: with 10,000 recordings and a duty cycle of 5 ms three of four visits find no frame, and a visit touches a dozen cache lines
 * all over the heap. Here one look costs two array elements and the ring's tail, and looks do not depend on each other, so that the
 * processor waits for several of them at once.
 */
final class SessionTable {
    private static final int SMALLEST = 64;

    private @Nullable RecordingSession[] sessions = new RecordingSession[SMALLEST];
    private @Nullable FrameRing[] rings = new FrameRing[SMALLEST];
    private long[] seen = new long[SMALLEST];
    private long[] due = new long[SMALLEST];
    private int count;

    int count() {
        return count;
    }

    RecordingSession get(int i) {
        RecordingSession session = sessions[i];
        if (session == null) {
            throw new IllegalStateException("no session at " + i + " of " + count);
        }
        return session;
    }

    void add(RecordingSession session) {
        if (count == sessions.length) {
            sessions = Arrays.copyOf(sessions, 2 * count);
            rings = Arrays.copyOf(rings, 2 * count);
            seen = Arrays.copyOf(seen, 2 * count);
            due = Arrays.copyOf(due, 2 * count);
        }
        put(count++, session, Long.MIN_VALUE);
    }

    private void put(int i, RecordingSession session, long dueNanos) {
        sessions[i] = session;
        rings[i] = session.ring();
        seen[i] = session.ring().head();
        due[i] = dueNanos;
        session.place(i);
    }

    /** The last one takes its place. */
    void remove(int i) {
        int last = --count;
        if (i < last) {
            put(i, get(last), due[last]);
        }
        sessions[last] = null;
        rings[last] = null;
    }

    /** Whether there are frames, or something else is due. */
    boolean wantsVisit(int i, long nowNanos) {
        FrameRing ring = rings[i];
        return nowNanos >= due[i] || ring != null && ring.tail() != seen[i];
    }

    /** It was visited: until {@code dueNanos} only new frames matter. */
    void visited(int i, long usedFrames, long dueNanos) {
        seen[i] = usedFrames;
        due[i] = dueNanos;
    }

    /** Something was asked of it. */
    void wake(RecordingSession session) {
        due[session.place()] = Long.MIN_VALUE;
    }
}
