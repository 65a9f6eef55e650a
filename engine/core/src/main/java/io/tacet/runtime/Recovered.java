package io.tacet.runtime;

import io.tacet.spool.SealedFile;
import io.tacet.spool.Story;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A recording that recovery has finished.
 *
 * @param id of the recording
 * @param file where it lies
 * @param told its story if the sink has it already, or nothing of it is kept; else null, and it is to be delivered
 */
record Recovered(String id, SealedFile file, @Nullable Story told) {
    /** Whether only its event is left to be sent. */
    boolean settled() {
        return told != null;
    }

    Story story() {
        try {
            return told != null ? told : file.story();
        } catch (IOException lost) {
            return new Story(Manifests.lost(id, Failures.text(lost)), 0, false, null, null);
        }
    }
}
