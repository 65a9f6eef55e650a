package io.tacet.server.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Another program while it runs; its output goes to a file. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;
    /** sipp has no good end but that of a call. */
    private static final int SIPP_TELLS_ITS_VERSION = 99;

    private final String name;
    private final Path log;
    private final Process process;

    private Program(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Skips the test where the program is missing, or does not run. */
    static void assumeRuns(String... command) throws IOException, InterruptedException {
        int code = -1;
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                code = process.exitValue();
            }
            process.destroyForcibly();
        } catch (IOException missing) {
            // Said below.
        }
        assumeTrue(
                code == 0 || code == SIPP_TELLS_ITS_VERSION,
                "skipped: " + String.join(" ", command) + " does not run here");
    }

    /** Starts a program in a directory. */
    static Program start(Path directory, String... command) throws IOException {
        return start(directory, Arrays.asList(command));
    }

    private static Program start(Path directory, List<String> command) throws IOException {
        String name = String.valueOf(Path.of(command.get(0)).getFileName());
        Path log = Files.createTempFile(directory, name, ".log");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        return new Program(name, log, process);
    }

    /** Waits for its end, which must be a good one. */
    void end() throws IOException, InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), name + " still runs: " + output());
        assertEquals(0, process.exitValue(), name + ": " + output());
    }

    String output() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    /** A file of this package's resources, copied to a directory, each {@code [name]} in it replaced by a value. */
    static Path resource(Path directory, String file, String name, String value) throws IOException {
        try (InputStream in = Objects.requireNonNull(Program.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(directory.resolve(file), text.replace("[" + name + "]", value));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
