package io.tacet.server.serve;

import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.RecordingState;
import io.tacet.Termination.Cause;
import io.tacet.sink.ManifestJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a recording that is over. Immutable.
 *
 * @param id of it
 * @param state COMPLETED or FAILED
 * @param createdAt when it was asked for
 * @param endedAt when the sink confirmed, or it failed
 * @param endpoint where its media arrived
 * @param callId of the participant, or null
 * @param bucket of an action, or null
 * @param key of the file
 * @param cause why it ended
 * @param terminator the key that ended it, or null
 * @param sampleRate in Hz
 * @param samples in the file
 * @param endedAtSample where the end was decided
 * @param digits how many keys were pressed
 * @param threshold on the 1 to 1000 scale, or null
 * @param location path or URL of the file; null if there is none
 * @param failure why it failed, one line, or null
 * @param manifest as JSON; null if it was aborted
 */
public record FinishedRecording(
        String id,
        RecordingState state,
        Instant createdAt,
        Instant endedAt,
        MediaEndpoint endpoint,
        @Nullable String callId,
        @Nullable String bucket,
        String key,
        Cause cause,
        @Nullable Character terminator,
        int sampleRate,
        long samples,
        long endedAtSample,
        int digits,
        @Nullable Double threshold,
        @Nullable String location,
        @Nullable String failure,
        @Nullable String manifest) {

    static FinishedRecording of(LiveRecording live, RecordingResult result, Instant now) {
        if (result instanceof RecordingResult.Completed completed) {
            return of(live, now, RecordingState.COMPLETED, completed.manifest(), completed.location(), null);
        }
        if (result instanceof RecordingResult.Failed failed) {
            String reason = (failed.kind() + ": " + failed.reason()).replaceAll("\\p{Cntrl}+", " ");
            return of(live, now, RecordingState.FAILED, failed.manifest(), null, reason);
        }
        return new FinishedRecording(
                live.id(),
                RecordingState.COMPLETED,
                live.createdAt(),
                now,
                live.endpoint(),
                live.callId(),
                live.bucket(),
                live.key(),
                Cause.ABORTED,
                null,
                live.recording().sampleRate(),
                0,
                live.recording().positionSamples(),
                live.recording().digitCount(),
                live.silence() == null ? null : live.silence().threshold().value(),
                null,
                null,
                null);
    }

    private static FinishedRecording of(
            LiveRecording live,
            Instant now,
            RecordingState state,
            RecordingManifest manifest,
            @Nullable String location,
            @Nullable String failure) {
        return new FinishedRecording(
                live.id(),
                state,
                live.createdAt(),
                now,
                live.endpoint(),
                live.callId(),
                live.bucket(),
                live.key(),
                manifest.cause(),
                manifest.terminator(),
                manifest.sampleRate(),
                manifest.samples(),
                manifest.endedAtSample(),
                manifest.digits().size(),
                manifest.levels().threshold(),
                location,
                failure,
                ManifestJson.of(manifest, location));
    }

    /** Roughly how much memory it takes. */
    int cost() {
        return 500 + (manifest == null ? 0 : manifest.length());
    }
}
