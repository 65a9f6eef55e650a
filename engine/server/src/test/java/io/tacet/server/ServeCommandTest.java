package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tacet serve} before it serves: settings, the check, addresses. */
class ServeCommandTest {
    @SuppressWarnings("NullAway.Init") // by directory()
    private Path directory;

    @BeforeEach
    void directory(@TempDir Path ofTheTest) {
        directory = ofTheTest;
    }

    private String out() {
        return directory.resolve("out").toString();
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("serve.yaml"), text);
    }

    @Test
    void shouldCheckThatEverythingWorks() {
        CommandRun run = CommandRun.of("serve", "--check", "--out", out());
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().startsWith("ok settings: API on 127.0.0.1:8080"), run.out());
        assertTrue(run.out().contains("ok sink: directory " + out() + " can be written"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void shouldCheckWhatDoesNotWork() throws IOException {
        CommandRun wrong = CommandRun.of(
                "serve", "--check", "--config", yaml("http: {prot: 1}").toString());
        assertEquals(1, wrong.exitCode());
        assertTrue(wrong.out().startsWith("failed settings: "), wrong.out());
        assertTrue(wrong.out().contains("http.prot is not known; allowed are http.host"), wrong.out());
        Path file = Files.writeString(directory.resolve("file"), "x");
        Path config = yaml("out: " + out() + "\nsink: {type: directory, directory: " + file + "}\n");
        CommandRun sink = CommandRun.of("serve", "--check", "--config", config.toString());
        assertEquals(1, sink.exitCode(), sink.out());
        assertTrue(sink.out().contains("failed sink: "), sink.out());
    }

    @Test
    void shouldProbeTheStore() throws Exception {
        Path config = yaml("out: " + out() + "\nsink: {type: s3, bucket: calls, region: us-east-1,"
                + " endpoint: 'http://127.0.0.1:1'}\n");
        CommandRun run = CommandRun.of("serve", "--check", "--config", config.toString());
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(run.out().contains("failed "), run.out());
    }

    @Test
    void shouldNotServeOthersWithoutAToken() {
        CommandRun run = CommandRun.of("serve", "--http-host", "0.0.0.0", "--out", out());
        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size());
        assertTrue(run.err().contains("http.token is missing, and http.host is 0.0.0.0; allowed"), run.err());
        assertFalse(Files.exists(Path.of(out())), "nothing is made");
    }

    @Test
    void shouldNameTheOptionThatIsWrong() throws IOException {
        for (String[] arguments : new String[][] {
            {"--http-port", "x", "http.port is 'x' (--http-port); allowed are whole numbers of 0 to 65535"},
            {"--rtp-ports", "9-1", "rtp.ports is '9-1' (--rtp-ports); allowed are FIRST-LAST"},
            {"--durability", "y", "durability is 'y' (--durability); allowed are none, process, power"},
            {"--http-host", "no.such.host.invalid", "http.host is 'no.such.host.invalid'"},
            {"--config", directory.resolve("absent").toString(), "does not exist; allowed is a readable YAML file"}
        }) {
            CommandRun run = CommandRun.of("serve", "--out", out(), arguments[0], arguments[1]);
            assertEquals(2, run.exitCode(), run.err());
            assertEquals(1, run.errLines().size(), run.err());
            assertTrue(run.err().contains(arguments[2]), run.err());
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run =
                    CommandRun.of("serve", "--out", out(), "--http-port", Integer.toString(taken.getLocalPort()));
            assertEquals(2, run.exitCode(), run.err());
            assertEquals(1, run.errLines().size(), run.err());
            assertTrue(run.err().contains("cannot serve on 127.0.0.1:" + taken.getLocalPort()), run.err());
        }
    }
}
