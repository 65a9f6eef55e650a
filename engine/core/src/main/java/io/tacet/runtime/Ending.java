package io.tacet.runtime;

import io.tacet.RecordingManifest;
import io.tacet.Termination;
import io.tacet.spool.Story;
import org.jspecify.annotations.Nullable;

/**
 * How a recording ended, on its way from recorder to callback.
 *
 * @param termination why
 * @param dataBytes of the file's data chunk
 * @param manifest the full story
 */
record Ending(Termination termination, long dataBytes, RecordingManifest manifest) {
    /** Whether anything is kept at all (RULES E2). */
    boolean keeps() {
        return !aborted() && (manifest.samples() > 0 || termination.success());
    }

    boolean aborted() {
        return termination instanceof Termination.Aborted;
    }

    /** As it is written down before the file is sealed. */
    Story story(@Nullable String failure) {
        return new Story(manifest, dataBytes, keeps(), failure, null);
    }
}
