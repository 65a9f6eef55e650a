package io.tacet;

import org.jspecify.annotations.Nullable;

/** What became of a recording. Immutable. */
public sealed interface RecordingResult {
    /** {@return the recording's id, as the request named it or the engine drew it} */
    String recordingId();

    /**
     * Sealed, delivered, confirmed. Whether that is a success is the termination's to say.
     *
     * @param manifest as it was at the seal, before the delivery
     * @param location path or URL, as the sink confirmed it; null when there was nothing to keep (NO_MEDIA without a sample)
     */
    record Completed(RecordingManifest manifest, @Nullable String location) implements RecordingResult {
        @Override
        public String recordingId() {
            return manifest.recordingId();
        }
    }

    /**
     * Not delivered, or not written. What exists of it stays in the spool.
     *
     * @param manifest what is known of the recording; its samples are those in the spool
     * @param kind for the program
     * @param reason for people, one line
     */
    record Failed(RecordingManifest manifest, FailureKind kind, String reason) implements RecordingResult {
        @Override
        public String recordingId() {
            return manifest.recordingId();
        }
    }

    /**
     * Given up by the host; nothing is kept.
     *
     * @param recordingId all that is left of it
     */
    record Aborted(String recordingId) implements RecordingResult {}

    /** What failed. */
    enum FailureKind {
        /** The recording's file could not be opened, written or sealed. */
        STORAGE,
        /** The sink refused it for good, or its age ran out. */
        DELIVERY,
        /** A defect of ours or of a plugged-in part, contained to this recording. */
        INTERNAL
    }
}
