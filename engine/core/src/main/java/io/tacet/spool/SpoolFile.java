package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One growing recording. One thread at a time: who opened it, the writer, then the sealer. */
public interface SpoolFile {
    /**
     * Writes bytes of the data chunk, appended or over earlier ones.
     *
     * @param bytes from position to limit
     * @param dataOffset where they belong in the data chunk
     */
    void write(ByteBuffer bytes, long dataOffset) throws IOException;

    /** Bytes of the data chunk that were written without error. */
    long writtenBytes();

    /**
     * Makes the recording exact and durable where it is: cut to the story's {@code dataBytes}, exact header, fsync, its story beside it.
     * {@link #publish} follows once the journal knows.
     *
     * @param story whose {@code dataBytes} are at most {@link #writtenBytes()}
     */
    void finish(Story story) throws IOException;

    /** Moves the finished recording into place; durable with the next {@link Spool#sync}. */
    SealedFile publish() throws IOException;

    /** Gives the recording up; nothing stays but, while its event is not sent, its story; not even that if it is null. */
    SealedFile discard(@Nullable Story story);

    /** Lets go of the file after a fault; what was written stays where it is. */
    void leave();
}
