package io.tacet.runtime;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.core.RecordingRules;
import java.time.Duration;

/** When, on the arrival clock, something happens to a recording without a packet (RULES T1, T4, T5). Thread: recorder. */
final class LimitWatch {
    static final long NEVER = Long.MAX_VALUE;
    private static final Duration NO_MEDIA = Duration.ofSeconds(30);

    private final RecordingSession session;
    private final long noMedia;
    private final long mediaTimeoutNanos;

    LimitWatch(RecordingSession session, long openNanos) {
        this.session = session;
        RecordingRequest request = session.request();
        mediaTimeoutNanos = request.mediaTimeout().toNanos();
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

    /** When a recording without any packet ends. */
    long noMedia() {
        return noMedia;
    }

    /** When the next limit is reached if nothing comes. */
    long limit() {
        long limit =
                session.isPaused() ? RecordingRules.NEVER : session.machine().nextLimit();
        return limit == RecordingRules.NEVER
                ? NEVER
                : session.receiver().timeline().nanosAt(limit + session.pausedSamples());
    }

    /** When a recording that gets no more packets ends. */
    long mediaTimeout() {
        return mediaTimeoutNanos == 0 ? NEVER : session.receiver().lastArrivalNanos() + mediaTimeoutNanos;
    }

    /** The earliest of all, and of packets that wait for others. */
    long nextCheck() {
        if (!session.receiver().started()) {
            return noMedia;
        }
        long limit = limit();
        long decidable = limit == NEVER ? NEVER : limit + RecordingSession.GRACE_NANOS;
        return Math.min(Math.min(decidable, mediaTimeout()), session.receiver().deadlineNanos());
    }
}
