package io.tacet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Third-party material beside the project, never committed: {@code shared/material} in a folder above the working directory, or where the
 * system property {@code tacet.shared} says. Tests that use it are skipped, with a word, where it is absent.
 */
public final class SharedMaterial {
    private SharedMaterial() {}

    /** A file or folder of the material, for example {@code wav/expected.json}; the test is skipped if there is none. */
    public static Path locate(String relative) {
        Path folder = folder();
        assumeTrue(
                folder != null,
                "skipped: no shared/material above the working directory; " + relative
                        + " is not tested (-Dtacet.shared=<shared/material> says where it is)");
        Path file = folder.resolve(relative);
        assumeTrue(Files.exists(file), "skipped: " + folder + " has no " + relative);
        return file;
    }

    private static @Nullable Path folder() {
        String told = System.getProperty("tacet.shared");
        if (told != null) {
            return Path.of(told);
        }
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
