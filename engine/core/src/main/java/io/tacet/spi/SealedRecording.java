package io.tacet.spi;

import io.tacet.RecordingManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A finished recording on its way to a sink. Its bytes never change. */
public interface SealedRecording {
    /** The full story. */
    RecordingManifest manifest();

    /** Size of the WAV in bytes. */
    long size();

    /** The WAV from its first byte; may be opened any number of times until the delivery is confirmed. */
    InputStream open() throws IOException;

    /** The sealed file, or null if it lies in memory. Read only; a hard link to it is allowed. */
    @Nullable
    Path path();
}
