package io.tacet.spool;

import io.tacet.RecordingRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes recordings while they grow and keeps them until a sink has confirmed. */
public interface Spool extends AutoCloseable {
    /**
     * Begins a recording. Thread: one that makes files and nothing else; may block.
     *
     * @param entry its place in the journal, or null
     * @throws IOException if it cannot be written; nothing is left behind
     */
    SpoolFile open(RecordingRequest request, @Nullable JournalEntry entry) throws IOException;

    /** A journal for a shard; null if this spool keeps none. */
    @Nullable
    Journal journal(int shard);

    /** A recording failed, and recovery may have more of it than its file: its id is not used again while this process lives. Any thread. */
    void leave(String id);

    /** Whether a recording of this id waits for recovery, or for its event to be noted as sent. Any thread; no I/O. */
    boolean holds(String id);

    /** Makes what was {@linkplain SpoolFile#publish published} before durable. */
    void sync() throws IOException;

    /** Bytes that can still be written, {@link Long#MAX_VALUE} if unknown. Any thread; may do I/O. */
    long freeBytes();

    /** Bytes of its file system, {@link Long#MAX_VALUE} if unknown. */
    long totalBytes();

    /** For people, for example {@code spool(recordings/.spool)}. */
    @Override
    String toString();

    @Override
    void close() throws IOException;
}
