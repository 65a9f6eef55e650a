package io.tacet.runtime;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Termination.Cause;
import io.tacet.core.RecordingMachine;
import io.tacet.core.RecordingRules;
import java.time.Duration;

/**
 * When, on the arrival clock, something happens to a recording without a packet (RULES T1, T4, T5). Thread: recorder.
 *
 * <p>Design note: the exact time costs divisions and a look at what the open window would be; a steady stream only needs to know that it is
 * far away. A bound is kept then, and the exact time is found when the bound is reached.
 */
final class LimitWatch {
    private static final long SURE_NANOS = 500_000_000L;
    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration NO_MEDIA = Duration.ofSeconds(30);

    private final RecordingSession session;
    private final long noMedia;
    private final long mediaTimeoutNanos;
    private final int rate;
    private long nextNanos;
    private boolean exact;

    LimitWatch(RecordingSession session, long openNanos) {
        this.session = session;
        RecordingRequest request = session.request();
        mediaTimeoutNanos = request.mediaTimeout().toNanos();
        rate = request.payloadTypes().primary().clockRate();
        noMedia = openNanos + noMediaAfter(request).toNanos();
    }

    private static Duration noMediaAfter(RecordingRequest request) {
        Duration least = NO_MEDIA;
        SilencePolicy silence = request.silence();
        if (silence != null && !silence.initialSilence().isZero()) {
            least = silence.initialSilence().compareTo(least) < 0 ? silence.initialSilence() : least;
        }
        Duration duration = request.duration();
        return duration != null && duration.compareTo(least) < 0 ? duration : least;
    }

    /** Something changed that may bring a limit nearer or move it away. */
    void update() {
        nextNanos = nextCheck();
        exact = true;
    }

    /**
     * A packet of a steady stream was recorded. Its timestamp was believed, so the next sample is due within the timeline's tolerance of its
     * arrival; a limit that is a second of media away cannot be reached before {@value #SURE_NANOS} ns have passed, whatever follows.
     */
    void steady(long arrivalNanos) {
        if (isFar() && (mediaTimeoutNanos == 0 || mediaTimeoutNanos >= SURE_NANOS)) {
            nextNanos = arrivalNanos + SURE_NANOS;
            exact = false;
        } else {
            update();
        }
    }

    /** Whether a second of media at least lies before the next limit, whatever follows. */
    boolean isFar() {
        RecordingMachine machine = session.machine();
        return machine.noLimitBefore() - machine.position() >= rate;
    }

    /** Nothing happens before. */
    long nextNanos() {
        return nextNanos;
    }

    /** Whether something may happen at a time, or happened before. */
    boolean isDue(long nanos) {
        if (nanos >= nextNanos && !exact) {
            update();
        }
        return nanos >= nextNanos;
    }

    /** Time has gone on to {@code nowNanos} and the packets before were used (RULES T1, T4, T5). */
    void passTo(long nowNanos) {
        RecordingMachine machine = session.machine();
        if (!session.receiver().started()) {
            if (nowNanos >= noMedia) {
                machine.end(Cause.NO_MEDIA, 0);
                session.decide();
            }
            return;
        }
        if (!session.pump()) {
            return;
        }
        long limit = limit();
        if (isReached(limit, nowNanos) && limit <= mediaTimeout()) {
            // What waits for a packet that is late keeps its window: that one may still show the gap to be silence, not
            // loss.
            if (session.receiver().deadlineNanos() == NEVER && session.placeWaiting() && isReached(limit(), nowNanos)) {
                machine.timePasses(machine.nextLimit());
                session.decide();
            }
        } else if (nowNanos >= mediaTimeout() && limit > mediaTimeout() && session.placeWaiting()) {
            machine.end(Cause.NO_MEDIA, machine.position());
            session.decide();
        }
    }

    private static boolean isReached(long limit, long nowNanos) {
        return limit != NEVER && nowNanos >= limit + RecordingSession.GRACE_NANOS;
    }

    /** When the next limit is reached if nothing comes. */
    private long limit() {
        long limit =
                session.isPaused() ? RecordingRules.NEVER : session.machine().nextLimit();
        return limit == RecordingRules.NEVER
                ? NEVER
                : session.receiver().timeline().nanosAt(limit + session.pausedSamples());
    }

    /** When a recording that gets no more packets ends. */
    private long mediaTimeout() {
        return mediaTimeoutNanos == 0 ? NEVER : session.receiver().lastArrivalNanos() + mediaTimeoutNanos;
    }

    /** The earliest of all, and of packets that wait for others. */
    private long nextCheck() {
        if (!session.receiver().started()) {
            return noMedia;
        }
        long limit = limit();
        long decidable = limit == NEVER ? NEVER : limit + RecordingSession.GRACE_NANOS;
        return Math.min(Math.min(decidable, mediaTimeout()), session.receiver().deadlineNanos());
    }
}
