package io.tacet;

import org.jspecify.annotations.Nullable;

/** What became of a recording. Immutable. */
public sealed interface RecordingResult {
    /** The recording's id. */
    String recordingId();

    /** Sealed, delivered, confirmed. Whether that is a success is the termination's to say. */
    record Completed(RecordingManifest manifest, @Nullable String location) implements RecordingResult {
        @Override
        public String recordingId() {
            return manifest.recordingId();
        }
    }

    /** Not delivered, or not written. What exists of it stays in the spool. */
    record Failed(RecordingManifest manifest, FailureKind kind, String reason) implements RecordingResult {
        @Override
        public String recordingId() {
            return manifest.recordingId();
        }
    }

    /** Given up by the host; nothing is kept. */
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
