package io.tacet.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sealed recording in a file. */
record SealedWav(Path path, long size) implements SealedFile {
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void release() throws IOException {
        Files.deleteIfExists(path);
    }
}
