package io.tacet.runtime;

import io.tacet.spool.JournalEntry;
import io.tacet.spool.SpoolFile;
import org.jspecify.annotations.Nullable;

/** What the writer, then the sealer, know of a recording's file; handed on by their queue. */
final class StoredRecording {
    @Nullable
    SpoolFile file;

    volatile @Nullable String failure;

    /** Set by the writer, read by any. */
    volatile @Nullable JournalEntry entry;
}
