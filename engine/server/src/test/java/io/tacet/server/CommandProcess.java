package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of {@code tacet} that goes on until it is ended, in a JVM of its own, as a user runs it; its port stands in its first line. */
abstract class CommandProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    final Path directory;
    final Process process;
    private final int port;

    /**
     * Begins, and waits until it is ready.
     *
     * @param directory takes {@code stdout}, {@code stderr} and, in {@code out}, recordings
     * @param ready what it says then; its first group is the port
     * @param command the whole command line, see {@link #command}
     */
    CommandProcess(Path directory, Pattern ready, List<String> command) throws IOException, InterruptedException {
        this.directory = directory;
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("stdout").toFile()))
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        port = awaitPort(ready);
    }

    /** A command on a free port, with a JVM that starts quickly. */
    static List<String> command(Path directory, List<String> jvm, List<String> words, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tacet.server.TacetCommand"));
        command.addAll(words);
        command.addAll(List.of("--out", directory.resolve("out").toString()));
        command.addAll(Arrays.asList(options));
        return command;
    }

    private int awaitPort(Pattern ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher said = ready.matcher(err());
            if (said.find()) {
                return Integer.parseInt(said.group(1));
            }
            Thread.sleep(10);
        }
        process.destroyForcibly();
        throw new AssertionError("not ready: " + err());
    }

    /** The port that it said. */
    public int port() {
        return port;
    }

    /** Standard error so far. */
    public String err() throws IOException {
        return Files.readString(directory.resolve("stderr"), StandardCharsets.UTF_8);
    }

    /** Waits for its end. */
    public int exitCode() throws IOException, InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running: " + err());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
