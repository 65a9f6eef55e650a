package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** {@code tacet listen} on any free port, in a JVM of its own, as a user runs it. */
public final class ListenProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("listening on 127\\.0\\.0\\.1:([0-9]+) for ");
    private static final long PATIENCE_SECONDS = 20;

    private final Path directory;
    private final Process process;
    private final int port;

    private ListenProcess(Path directory, List<String> command) throws IOException, InterruptedException {
        this.directory = directory;
        process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        port = awaitPort();
    }

    public static ListenProcess begin(Path directory, String... options) throws IOException, InterruptedException {
        return new ListenProcess(directory, command(directory, "0", options));
    }

    /** The same where standard error is a terminal, as the launcher says it. */
    public static ListenProcess beginOnTerminal(Path directory, String... options)
            throws IOException, InterruptedException {
        return new ListenProcess(directory, command(directory, "1", options));
    }

    private static List<String> command(Path directory, String terminal, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtacet.tty=" + terminal,
                "-cp",
                System.getProperty("java.class.path"),
                "io.tacet.server.TacetCommand",
                "listen",
                "--port",
                "0",
                "--out",
                directory.resolve("out").toString()));
        command.addAll(Arrays.asList(options));
        return command;
    }

    private int awaitPort() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher ready = READY.matcher(err());
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
            Thread.sleep(10);
        }
        process.destroyForcibly();
        throw new AssertionError("does not listen: " + err());
    }

    public int port() {
        return port;
    }

    public String err() throws IOException {
        return Files.readString(directory.resolve("stderr"), StandardCharsets.UTF_8);
    }

    /** Waits long enough for what was sent to be recorded. */
    public void awaitRecorded() throws InterruptedException {
        Thread.sleep(300);
    }

    public void signal(String signal) throws IOException, InterruptedException {
        Signals.send(process, signal);
    }

    /** Waits for its end and returns the manifest. */
    public JsonNode end(int expectedExitCode) throws IOException, InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running: " + err());
        assertEquals(expectedExitCode, process.exitValue(), err());
        return new ObjectMapper().readTree(directory.resolve("stdout").toFile());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
