package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One growing recording. One thread at a time: the writer, then the sync thread. */
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
     * Makes the recording exact and durable: cut to {@code dataBytes}, exact header, fsync, moved into place, directory fsync.
     *
     * @param dataBytes of the data chunk, at most {@link #writtenBytes()}
     */
    SealedFile seal(long dataBytes) throws IOException;

    /** Gives the recording up; nothing stays. */
    void discard();

    /** Lets go of the file after a fault; what was written stays where it is. */
    void leave();
}
