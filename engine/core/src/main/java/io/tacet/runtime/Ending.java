package io.tacet.runtime;

import io.tacet.RecordingManifest;
import io.tacet.Termination;

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
        return !(termination instanceof Termination.Aborted) && (manifest.samples() > 0 || termination.success());
    }
}
