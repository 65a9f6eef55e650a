package io.tacet.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this repository, from whatever module a test runs in. */
public final class RepositoryFile {
    private RepositoryFile() {}

    /** A file or folder that is there, such as {@code samples/captures}. */
    public static Path locate(String relative) {
        Path here = Path.of("").toAbsolutePath();
        while (here != null) {
            Path candidate = here.resolve(relative);
            if (Files.exists(candidate)) {
                return candidate;
            }
            here = here.getParent();
        }
        throw new AssertionError("the repository has no " + relative);
    }
}
