package io.tacet.server;

import io.tacet.RecordingManifest;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Termination.Cause;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a recording came to, in one line for people. */
final class Verdict {
    private Verdict() {}

    /** For example {@code 12.41 s, ended by SILENCE at sample 99280 (3 s at or below threshold 200)}; without a limit just "ended". */
    static String of(RecordingManifest manifest, RecordingRequest request) {
        String reason = reason(manifest, request);
        BigDecimal seconds = BigDecimal.valueOf(manifest.durationSeconds()).setScale(2, RoundingMode.HALF_UP);
        return seconds.toPlainString() + " s, ended"
                + (manifest.cause() == Cause.ENDED ? "" : " by " + manifest.cause())
                + " at sample " + manifest.endedAtSample()
                + (reason == null ? "" : " (" + reason + ")");
    }

    private static @Nullable String reason(RecordingManifest manifest, RecordingRequest request) {
        return switch (manifest.cause()) {
            case TERMINATOR -> "key " + manifest.terminator();
            case SILENCE -> request.silence() == null ? null : silence(manifest, request.silence());
            case DURATION ->
                request.duration() == null
                        ? "cap of " + seconds(request.cap())
                        : "limit of " + seconds(request.duration());
            case ENDED -> "end of the input";
            case STOPPED -> "interrupted";
            case NO_MEDIA -> manifest.samples() == 0 ? "no packet came" : "no packet came any more";
            case INTERRUPTED, ABORTED, FAILED -> null;
        };
    }

    /** Silence from the first sample on is the initial silence. */
    private static String silence(RecordingManifest manifest, SilencePolicy policy) {
        long initial = Math.round(policy.initialSilence().toNanos() / 1e9 * manifest.sampleRate());
        boolean never = manifest.endedAtSample() <= initial;
        return seconds(never ? policy.initialSilence() : policy.finalSilence()) + " at or below threshold "
                + BigDecimal.valueOf(policy.threshold().value())
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
    }
}
