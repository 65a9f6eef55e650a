package io.tacet.server.http;

import io.tacet.server.serve.FinishedRecording;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the file of a recording lies on this machine. Only what a sink of ours said is ever a path here. Thread: any. */
final class RecordingFiles {
    private RecordingFiles() {}

    /** The file, or null: it lies elsewhere, is gone, or never was. */
    static @Nullable Path path(FinishedRecording recording) {
        String location = recording.location();
        if (location == null || location.contains("://")) {
            return null;
        }
        try {
            Path path = Path.of(location);
            return Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
