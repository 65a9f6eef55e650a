package io.tacet.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** {@code tacet serve}; its port is the API's. */
public final class ServeProcess extends CommandProcess {
    private static final Pattern READY = Pattern.compile("serving http://127\\.0\\.0\\.1:([0-9]+)");

    private ServeProcess(Path directory, List<String> command) throws IOException, InterruptedException {
        super(directory, READY, command);
    }

    /** Begins to serve; recordings go to {@code out} below the directory. */
    public static ServeProcess begin(Path directory, String... options) throws IOException, InterruptedException {
        return new ServeProcess(
                directory, command(directory, List.of(), List.of("serve", "--http-port", "0"), options));
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
}
