package io.tacet.runtime;

import io.tacet.spool.JournalEntry;
import io.tacet.spool.SpoolFile;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's loop, the maker, the writer and the sealer know of a recording's file, and what waits in the writer until it is made.
 *
 * <p>Threads: {@link #file} is written once, by the maker, before its answer; the writer reads it after it took the answer, the sealer after
 * it took the writer's {@link WriterTask.Seal}, which is handed over after the answer. Each of these queues orders what was written before
 * a hand-over before what is read after it, so no one sees the file half made or misses it. The methods are the writer's.
 */
final class StoredRecording {
    @Nullable
    SpoolFile file;

    volatile @Nullable String failure;

    /** Set by the journal's loop before it hands the recording on, read by any. */
    volatile @Nullable JournalEntry entry;

    private boolean isAwaited;
    private @Nullable Block first;
    private @Nullable Block last;
    private WriterTask.@Nullable Seal seal;

    /** Its file is asked for: from now on things wait. */
    void begin() {
        isAwaited = true;
    }

    /** Keeps a block until {@link #release}; false if there is nothing to wait for. */
    boolean keep(Block block) {
        if (!isAwaited) {
            return false;
        }
        Block before = last;
        if (before == null) {
            first = block;
        } else {
            before.next(block);
        }
        last = block;
        return true;
    }

    /** Keeps the end until {@link #takeSeal}; false if there is nothing to wait for. */
    boolean keep(WriterTask.Seal end) {
        if (!isAwaited) {
            return false;
        }
        seal = end;
        return true;
    }

    /** Its file was made, or could not be: nothing waits any more. Returns the first of the blocks that waited, chained in their order. */
    @Nullable
    Block release() {
        Block oldest = first;
        isAwaited = false;
        first = null;
        last = null;
        return oldest;
    }

    /** The end, if it came before the file. */
    WriterTask.@Nullable Seal takeSeal() {
        WriterTask.Seal end = seal;
        seal = null;
        return end;
    }
}
