package io.tacet.server.serve;

import io.tacet.RecordingRequest;
import io.tacet.action.CallDetails;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants recorded. Used once.
 *
 * @param request payload types, source, and without an action the limits; id and listener are the registry's to set
 * @param source the only address that may send, as {@link io.tacet.MediaSource#of} makes it; 0 = whoever sends first
 * @param ptimeMillis media in a packet
 * @param callId for people and the list; with an action that of its participant
 * @param action a RecordAudio action in JSON, or null for plain limits
 * @param call the action's call, passed through to its event
 * @param sequence of the action's event
 * @param counter of the call's recordings, in the key; null = the smallest that is free
 * @param audioSocket whether the media comes by AudioSocket instead of RTP
 */
public record StartRequest(
        RecordingRequest.Builder request,
        long source,
        int ptimeMillis,
        @Nullable String callId,
        @Nullable String action,
        CallDetails call,
        long sequence,
        @Nullable Long counter,
        boolean audioSocket) {
    /** Media in a packet where nobody says. */
    public static final int DEFAULT_PTIME_MILLIS = 20;

    /** Plain limits, from whoever sends first. */
    public static StartRequest plain(RecordingRequest.Builder request, @Nullable String callId) {
        return new StartRequest(request, 0, DEFAULT_PTIME_MILLIS, callId, null, CallDetails.NONE, 1, null, false);
    }
}
