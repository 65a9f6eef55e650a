package io.tacet.server.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, driven by a script for node and playwright-core. Skips what is missing; {@code .ci/run} installs it. */
final class Browser {
    private static final long PATIENCE_SECONDS = 150;

    private final Path node;
    private final Path playwright;
    private final Path chromium;

    private Browser(Path node, Path playwright, Path chromium) {
        this.node = node;
        this.playwright = playwright;
        this.chromium = chromium;
    }

    static Browser assumed() {
        Path node = program("node");
        Path playwright = playwright();
        Path chromium = program("chromium", "chromium-browser", "google-chrome");
        assumeTrue(node != null, "skipped: no node");
        assumeTrue(playwright != null, "skipped: no playwright-core in .ci/browser");
        assumeTrue(chromium != null, "skipped: no chromium");
        return new Browser(
                Objects.requireNonNull(node), Objects.requireNonNull(playwright), Objects.requireNonNull(chromium));
    }

    /** Runs a script of this package's resources; it prints what is wrong. */
    void run(Path directory, String script, String... arguments) throws IOException, InterruptedException {
        Path file = directory.resolve(script);
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(script), script)) {
            Files.write(file, in.readAllBytes());
        }
        List<String> command =
                new ArrayList<>(List.of(node.toString(), file.toString(), playwright.toString(), chromium.toString()));
        command.addAll(List.of(arguments));
        Path log = directory.resolve(script + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        System.out.print(output);
        assertTrue(ended, script + " did not end: " + output);
        assertEquals(0, process.exitValue(), output);
    }

    private static @Nullable Path program(String... names) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            for (String name : names) {
                Path candidate = Path.of(folder, name);
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    /** Where .ci/run put it, in a folder above. */
    private static @Nullable Path playwright() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            Path candidate = here.resolve(".ci/browser/node_modules/playwright-core");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
