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
        check("--out", directory);
    }

    /** The same for another option. */
    static void check(String option, Path directory) {
        String wrong = !Files.exists(directory)
                ? null
                : !Files.isDirectory(directory)
                        ? "not a directory"
                        : Files.isWritable(directory) ? null : "not writable";
        if (wrong != null) {
            throw new UsageException(option + " is " + directory + ", which is " + wrong + "; allowed is " + ALLOWED);
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
