package io.tacet.server.live;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, light, dark and on a phone; pictures in {@code target/browser}. */
@Tag("browser")
@Timeout(180)
class LivePageBrowserTest {
    private static final Path SHOTS = Path.of("target", "browser");

    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldShowWhatTheServerTells() throws Exception {
        Browser browser = Browser.assumed();
        try (PartServer server = new PartServer()) {
            browser.run(
                    directory,
                    "watch.js",
                    server.address(),
                    Files.createDirectories(SHOTS).toAbsolutePath().toString());
        }
    }
}
