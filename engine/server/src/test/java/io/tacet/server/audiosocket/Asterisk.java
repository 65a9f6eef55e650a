package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Asterisk with a configuration of its own: the installed one, or the one that {@code .ci/asterisk} unpacked into
 * {@code .ci/asterisk-root}, which runs by its own loader and libraries.
 */
final class Asterisk implements AutoCloseable {
    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
    private static final long PATIENCE_SECONDS = 20;

    private final List<String> command;
    private final Path directory;
    private final Process process;

    private Asterisk(List<String> command, Path directory, Process process) {
        this.command = command;
        this.directory = directory;
        this.process = process;
    }

    /** Starts it; skips the test where it is missing or has no AudioSocket. */
    static Asterisk start(Path directory, InetSocketAddress server) throws IOException, InterruptedException {
        Path root = root();
        assumeTrue(root != null, "skipped: no asterisk with app_audiosocket; .ci/asterisk unpacks one");
        List<String> command = new ArrayList<>();
        if (!Path.of("/").equals(root)) {
            Path libraries = Objects.requireNonNull(root).resolve(LIBRARIES);
            command.addAll(List.of(
                    root.resolve("usr/lib64/ld-linux-x86-64.so.2").toString(), "--library-path", libraries.toString()));
        }
        command.add(Objects.requireNonNull(root).resolve("usr/sbin/asterisk").toString());
        command.addAll(List.of("-C", directory.resolve("asterisk.conf").toString()));
        String home = Path.of("/").equals(root) ? "" : root.toString();
        String address = server.getAddress().getHostAddress() + ":" + server.getPort();
        for (String file : List.of("asterisk.conf", "modules.conf", "logger.conf", "extensions.conf")) {
            String text = resource(file)
                    .replace("[root]", home)
                    .replace("[here]", directory.toString())
                    .replace("[server]", address);
            Files.writeString(directory.resolve(file), text);
        }
        List<String> foreground = new ArrayList<>(command);
        foreground.add("-f");
        Process process = new ProcessBuilder(foreground)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        Asterisk asterisk = new Asterisk(command, directory, process);
        Desk.await(() -> asterisk.log().contains("Asterisk Ready"), "Asterisk, whose log is in " + directory);
        return asterisk;
    }

    private static @Nullable Path root() {
        List<Path> candidates = new ArrayList<>();
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            candidates.add(here.resolve(".ci").resolve("asterisk-root"));
        }
        candidates.add(Path.of("/"));
        for (Path root : candidates) {
            if (Files.exists(root.resolve(LIBRARIES + "/asterisk/modules/app_audiosocket.so"))) {
                return root;
            }
        }
        return null;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Asterisk.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A call between a caller of the dialplan and AudioSocket. */
    void call(String caller, UUID call, String context) throws IOException, InterruptedException {
        cli("channel originate Local/" + caller + "@caller extension " + call + "@" + context);
    }

    /** What its command line answers. */
    String cli(String line) throws IOException, InterruptedException {
        List<String> remote = new ArrayList<>(command);
        remote.addAll(List.of("-rx", line));
        Process asked = new ProcessBuilder(remote).redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer;
    }

    /** Waits until no channel is left. */
    void assertAllHungUp() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String channels = cli("core show channels count");
        while (!channels.contains("0 active channels")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(channels + log());
            }
            Thread.sleep(100);
            channels = cli("core show channels count");
        }
    }

    String log() {
        try {
            return Files.readString(directory.resolve("full"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
