package io.tacet.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Third-party material beside the project, never committed: tests that use it are skipped, with a word, where it is absent. */
public final class SharedMaterial {
    private SharedMaterial() {}

    /** A file or folder of {@code shared/material}; the test is skipped if there is none. */
    public static Path locate(String relative) {
        Path folder = folder();
        assumeTrue(folder != null, "no shared/material beside the project: " + relative + " is not tested");
        Path file = folder.resolve(relative);
        assumeTrue(Files.exists(file), "shared/material has no " + relative);
        return file;
    }

    private static @Nullable Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null) {
            Path candidate = here.resolve("shared").resolve("material");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
            here = here.getParent();
        }
        return null;
    }
}
