package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to a child JVM. */
final class Signals {
    private static final long SIGINT_BIT = 1L << (2 - 1);

    private Signals() {}

    /** Sends {@code -INT} or {@code -TERM}. Whoever starts the tests in the background makes their children deaf to SIGINT (POSIX shells): skipped then. */
    static void send(Process process, String signal) throws IOException, InterruptedException {
        assumeFalse(
                signal.equals("-INT") && ignoresInterrupt(process),
                "SIGINT is ignored in this session, as in a background job; SIGTERM is tested");
        assertEquals(
                0,
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    private static boolean ignoresInterrupt(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
    }
}
