package io.tacet.spool;

import io.tacet.OutputEncoding;
import java.io.IOException;

/** Takes recordings while they grow and keeps them until a sink has confirmed. */
public interface Spool extends AutoCloseable {
    /**
     * Begins a recording. Thread: writer; may block.
     *
     * @throws IOException if it cannot be written; nothing is left behind
     */
    SpoolFile open(String id, OutputEncoding encoding, int sampleRate) throws IOException;

    /** Bytes that can still be written, {@link Long#MAX_VALUE} if unknown. Any thread; may do I/O. */
    long freeBytes();

    /** For people, for example {@code spool(recordings/.spool)}. */
    @Override
    String toString();

    @Override
    void close() throws IOException;
}
