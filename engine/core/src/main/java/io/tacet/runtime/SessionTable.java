package io.tacet.runtime;

import io.tacet.ring.FrameRing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a shard and, side by side, what tells whether one has anything to do. Thread: recorder.
 *
 * <p>Design note: a visit touches dozens of cache lines all over the heap, and with 10,000 recordings none of them is in the cache. One whose
 * next limit is far away is left alone until its turn, which comes for each once in a while: its frames wait in its ring, and are then used
 * together. One look at it costs an element of an array. The first {@link #turned} have had theirs, the others are still to come; a
 * removal keeps the two parts apart.
 */
final class SessionTable {
    private static final int SMALLEST = 64;

    private @Nullable RecordingSession[] sessions = new RecordingSession[SMALLEST];
    private @Nullable FrameRing[] rings = new FrameRing[SMALLEST];
    private long[] seen = new long[SMALLEST];
    private long[] due = new long[SMALLEST];
    private boolean[] patient = new boolean[SMALLEST];
    private int count;
    private int turned;

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
            patient = Arrays.copyOf(patient, 2 * count);
        }
        int i = count++;
        sessions[i] = session;
        rings[i] = session.ring();
        seen[i] = session.ring().head();
        due[i] = Long.MIN_VALUE;
        patient[i] = false;
        session.place(i);
    }

    /** Others take its place. */
    void remove(int i) {
        int free = i;
        if (free < turned) {
            move(--turned, free);
            free = turned;
        }
        int last = --count;
        move(last, free);
        sessions[last] = null;
        rings[last] = null;
    }

    private void move(int from, int to) {
        if (from != to) {
            RecordingSession session = get(from);
            sessions[to] = session;
            rings[to] = rings[from];
            seen[to] = seen[from];
            due[to] = due[from];
            patient[to] = patient[from];
            session.place(to);
        }
    }

    /** Whether it is one of these, at its place. */
    boolean contains(RecordingSession session) {
        return session.place() < count && sessions[session.place()] == session;
    }

    /** How many have had their turn. */
    int turned() {
        return turned;
    }

    /** The next one has had its turn. */
    void turn() {
        turned++;
    }

    /** All have had their turn; the first one is next. */
    void beginTurns() {
        turned = 0;
    }

    /** Whether something is due, or there are frames that should not wait for its turn. */
    boolean wantsVisit(int i, long nowNanos) {
        return nowNanos >= due[i] || !patient[i] && hasFrames(i);
    }

    /** Whether there are frames. */
    boolean hasFrames(int i) {
        FrameRing ring = rings[i];
        return ring != null && ring.tail() != seen[i];
    }

    /** It was visited: until {@code dueNanos} only new frames matter, and only in its turn if it is {@code patient}. */
    void visited(int i, long usedFrames, long dueNanos, boolean isPatient) {
        seen[i] = usedFrames;
        due[i] = dueNanos;
        patient[i] = isPatient;
    }

    /** Something was asked of it. */
    void wake(RecordingSession session) {
        due[session.place()] = Long.MIN_VALUE;
    }
}
