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

/** {@code tacet serve} in a process of its own, on a port that is free. */
public final class ServeProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("serving http://127\\.0\\.0\\.1:([0-9]+)");
    private static final long PATIENCE_SECONDS = 30;

    private final Path directory;
    private final Process process;
    private final int port;

    private ServeProcess(Path directory, List<String> command) throws IOException, InterruptedException {
        this.directory = directory;
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("stdout").toFile()))
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        port = awaitPort();
    }

    /** Begins to serve; recordings go to {@code out} below the directory. */
    public static ServeProcess begin(Path directory, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tacet.server.TacetCommand",
                "serve",
                "--http-port",
                "0",
                "--out",
                directory.resolve("out").toString()));
        command.addAll(Arrays.asList(options));
        return new ServeProcess(directory, command);
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
        throw new AssertionError("does not serve: " + err());
    }

    /** Of the API. */
    public int port() {
        return port;
    }

    /** Standard error so far. */
    public String err() throws IOException {
        return Files.readString(directory.resolve("stderr"), StandardCharsets.UTF_8);
    }

    /** Standard output so far, of earlier processes of the directory too. */
    public List<String> out() throws IOException {
        return Files.readAllLines(directory.resolve("stdout"), StandardCharsets.UTF_8);
    }

    /** SIGTERM, as an operator sends it. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
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
