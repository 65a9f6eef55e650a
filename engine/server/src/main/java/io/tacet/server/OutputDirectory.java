package io.tacet.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of {@code --out}. */
final class OutputDirectory {
    private static final String ALLOWED = "a writable directory, or one that can be made";

    private OutputDirectory() {}

    /** Refuses what cannot be one; makes nothing. */
    static void check(Path directory) {
        if (Files.exists(directory)) {
            if (!Files.isDirectory(directory)) {
                throw new UsageException("--out is " + directory + ", which is not a directory; allowed is " + ALLOWED);
            }
            if (!Files.isWritable(directory)) {
                throw new UsageException("--out is " + directory + ", which is not writable; allowed is " + ALLOWED);
            }
        }
    }

    /** Makes it where it does not exist. */
    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UsageException("--out is " + directory + ", which cannot be made ("
                    + e.getClass().getSimpleName() + "); allowed is " + ALLOWED);
        }
        check(directory);
    }
}
