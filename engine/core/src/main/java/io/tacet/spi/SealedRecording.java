package io.tacet.spi;

import io.tacet.RecordingManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A finished recording on its way to a sink. Its bytes never change. */
public interface SealedRecording {
    /** {@return the full story; its id names the recording, its labels say what the request wanted of the sink} */
    RecordingManifest manifest();

    /** {@return the exact size of the WAV in bytes, header included} */
    long size();

    /**
     * May be called any number of times until the delivery is confirmed.
     *
     * @return the WAV from its first byte; the caller closes it
     * @throws IOException if the sealed file cannot be opened
     */
    InputStream open() throws IOException;

    /** {@return the sealed file, or null if it lies in memory}. Read only; a hard link to it is allowed. */
    @Nullable
    Path path();
}
