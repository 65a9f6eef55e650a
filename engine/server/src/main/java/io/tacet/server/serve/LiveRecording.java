package io.tacet.server.serve;

import io.tacet.Recording;
import io.tacet.RecordingState;
import io.tacet.SilencePolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recording of this process that the sink has not confirmed yet.
 *
 * <p>Thread: any. What the engine publishes of it is read at each call.
 */
public final class LiveRecording {
    private final String id;
    private final Instant createdAt;
    private final MediaEndpoint endpoint;
    private final @Nullable String callId;
    private final String key;
    private final @Nullable String bucket;
    private final @Nullable SilencePolicy silence;
    private final @Nullable Duration duration;
    private final Recording recording;

    /** What was asked for, and the engine's handle. */
    LiveRecording(
            Recording recording,
            Instant createdAt,
            MediaEndpoint endpoint,
            @Nullable String callId,
            ObjectName name,
            Asked asked) {
        id = recording.id();
        this.recording = recording;
        this.createdAt = createdAt;
        this.endpoint = endpoint;
        this.callId = callId;
        key = name.key();
        bucket = name.bucket();
        silence = asked.silence();
        duration = asked.duration();
    }

    /**
     * Where the file will be.
     *
     * @param bucket of an action, or null
     * @param key in the bucket, or the name below the output directory
     */
    record ObjectName(@Nullable String bucket, String key) {}

    /** When it ends by itself. */
    record Asked(@Nullable SilencePolicy silence, @Nullable Duration duration) {}

    /** Its id: a UUID that the registry made. */
    public String id() {
        return id;
    }

    /** When it was asked for. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Where its media arrives. */
    public MediaEndpoint endpoint() {
        return endpoint;
    }

    /** The participant, as far as anybody said. */
    public @Nullable String callId() {
        return callId;
    }

    /** Key of the file to come. */
    public String key() {
        return key;
    }

    /** Bucket of the file to come; null without an action. */
    public @Nullable String bucket() {
        return bucket;
    }

    /** When silence ends it, or null. */
    public @Nullable SilencePolicy silence() {
        return silence;
    }

    /** The duration limit, or null. */
    public @Nullable Duration duration() {
        return duration;
    }

    /** The engine's handle. */
    public Recording recording() {
        return recording;
    }

    /** Whether the end is not decided yet. */
    public boolean live() {
        RecordingState state = recording.state();
        return state == RecordingState.OPENED || state == RecordingState.RECORDING;
    }

    /** How long the current run of silence may become: the initial silence until there was activity. */
    public @Nullable Duration silenceLimit() {
        if (silence == null) {
            return null;
        }
        long window = recording.sampleRate() / 100;
        boolean never = recording.silenceSamples() + window > recording.positionSamples();
        return never ? silence.initialSilence() : silence.finalSilence();
    }
}
