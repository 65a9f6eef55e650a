package io.tacet.runtime;

/** What the recorder hands to the writer, in order. */
sealed interface WriterTask
        permits Block, WriterTask.Open, WriterTask.Partial, WriterTask.Notes, WriterTask.Flush, WriterTask.Seal {
    /** Begin the recording's file. */
    record Open(RecordingSession session) implements WriterTask {}

    /** New bytes of a block that the recorder still fills, for the journal. */
    record Partial(Block block) implements WriterTask {}

    /** Presses and gaps, for the journal. */
    record Notes(RecordingSession session, byte[] bytes) implements WriterTask {}

    /** All partial blocks of this round were handed over: write the journal. */
    record Flush() implements WriterTask {
        static final Flush NOW = new Flush();
    }

    /** All blocks were handed over: seal, or discard. */
    record Seal(RecordingSession session, Ending ending) implements WriterTask {}
}
