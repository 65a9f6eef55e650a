package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** {@code tacet listen} on any free port. */
public final class ListenProcess extends CommandProcess {
    private static final Pattern READY = Pattern.compile("listening on 127\\.0\\.0\\.1:([0-9]+) for ");

    private ListenProcess(Path directory, List<String> command) throws IOException, InterruptedException {
        super(directory, READY, command);
    }

    public static ListenProcess begin(Path directory, String... options) throws IOException, InterruptedException {
        return on(directory, "0", options);
    }

    /** The same where standard error is a terminal, as the launcher says it. */
    public static ListenProcess beginOnTerminal(Path directory, String... options)
            throws IOException, InterruptedException {
        return on(directory, "1", options);
    }

    private static ListenProcess on(Path directory, String terminal, String... options)
            throws IOException, InterruptedException {
        Files.deleteIfExists(directory.resolve("stdout")); // one manifest a process
        return new ListenProcess(
                directory,
                command(directory, List.of("-Dtacet.tty=" + terminal), List.of("listen", "--port", "0"), options));
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
        assertEquals(expectedExitCode, exitCode(), err());
        return new ObjectMapper().readTree(directory.resolve("stdout").toFile());
    }
}
