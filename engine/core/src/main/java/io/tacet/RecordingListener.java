package io.tacet;

/**
 * Told of a recording's end, on the engine's callback thread: each method exactly once, in this order. May block (others' callbacks
 * wait then); what it throws is counted and dropped.
 */
public interface RecordingListener {
    /** Listens to nothing. */
    RecordingListener NONE = new RecordingListener() {};

    /**
     * The end is decided; the file is not sealed yet.
     *
     * @param recording its position and counters may still be asked; commands do nothing any more
     * @param termination why, and at which sample
     */
    default void onEnded(Recording recording, Termination termination) {}

    /**
     * The sink confirmed, or it failed, or it was aborted.
     *
     * @param result the last word on this recording
     */
    default void onCompleted(RecordingResult result) {}
}
