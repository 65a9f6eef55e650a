package io.tacet.server.serve;

/** Told of recordings, on the thread that starts them or the engine's callback thread. Must not block; each method once a recording. */
public interface RecordingsListener {
    /** It began. */
    default void onStarted(LiveRecording recording) {}

    /** It is over: the sink has it, or it failed, or it was aborted. */
    default void onFinished(FinishedRecording recording) {}
}
