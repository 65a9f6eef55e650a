package io.tacet.runtime;

import org.jspecify.annotations.Nullable;

/** What the recorder hands to the writer, in order. */
sealed interface WriterTask
        permits Block, WriterTask.Open, WriterTask.Partial, WriterTask.Notes, WriterTask.Flush, WriterTask.Seal {
    /** Whose it is, null if it is everyone's. */
    @Nullable
    RecordingSession session();

    /**
     * Begin the recording's file.
     *
     * @param askedNanos when the recorder asked for it
     */
    record Open(RecordingSession session, long askedNanos) implements WriterTask {}

    /** New bytes of a block that the recorder still fills, for the journal. */
    record Partial(Block block) implements WriterTask {
        @Override
        public @Nullable RecordingSession session() {
            return block.session;
        }
    }

    /** Presses and gaps, for the journal. */
    record Notes(RecordingSession session, byte[] bytes) implements WriterTask {}

    /** All partial blocks of this round were handed over: write the journal. */
    record Flush() implements WriterTask {
        static final Flush NOW = new Flush();

        @Override
        public @Nullable RecordingSession session() {
            return null;
        }
    }

    /** All blocks were handed over: seal, or discard. */
    record Seal(RecordingSession session, Ending ending) implements WriterTask {}
}
