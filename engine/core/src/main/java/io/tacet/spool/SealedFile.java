package io.tacet.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A sealed recording; its bytes never change. Any thread. */
public interface SealedFile {
    /** Size of the WAV in bytes. */
    long size();

    /** The file, or null if it lies in memory. */
    @Nullable
    Path path();

    /** The WAV from its first byte. */
    InputStream open() throws IOException;

    /** The sink has it: the local copy goes. */
    void release() throws IOException;
}
