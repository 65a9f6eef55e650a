package io.tacet.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.Terminators;
import org.jspecify.annotations.Nullable;

/**
 * A valid RecordAudio action, normalised. Immutable; {@code parameters} must not be changed.
 *
 * @param callId of the participant to record; null if the action names none
 * @param participantTag of the participant to record; null if the action names none, or the call id wins
 * @param durationInSeconds total length, 1 to 2^31−1; null without a limit
 * @param silenceDurationInSeconds 1 to 1000; null when silence does not end the recording
 * @param silenceThreshold 1 to 1000, 200 if not given; without meaning when silence does not end the recording
 * @param terminators keys that end the recording, at least one
 * @param destination where it goes
 * @param parameters what came, for the event's echo
 */
public record RecordAudioAction(
        @Nullable String callId,
        @Nullable ParticipantTag participantTag,
        @Nullable Integer durationInSeconds,
        @Nullable Integer silenceDurationInSeconds,
        int silenceThreshold,
        Terminators terminators,
        RecordingDestination destination,
        JsonNode parameters) {
    /** The action's {@code Type}. */
    public static final String TYPE = "RecordAudio";

    /** The threshold of an action that names none. */
    public static final int DEFAULT_SILENCE_THRESHOLD = 200;
}
