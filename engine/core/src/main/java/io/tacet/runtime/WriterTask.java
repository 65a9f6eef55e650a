package io.tacet.runtime;

/** What the recorder hands to the writer, in order. */
sealed interface WriterTask permits Block, WriterTask.Open, WriterTask.Seal {
    /** Begin the recording's file. */
    record Open(RecordingSession session) implements WriterTask {}

    /** All blocks were handed over: seal, or discard. */
    record Seal(RecordingSession session, Ending ending) implements WriterTask {}
}
