package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program while it runs; its output goes to a file. */
final class Program implements AutoCloseable {
    private final String name;
    private final Path log;
    private final Path errorLog;
    final Process process;

    private Program(String name, Path log, Path errorLog, Process process) {
        this.name = name;
        this.log = log;
        this.errorLog = errorLog;
        this.process = process;
    }

    /** Skips the test where the program is missing. */
    static void assumeThere(String program) {
        boolean there = false;
        for (String folder : String.valueOf(System.getenv("PATH")).split(":")) {
            there |= Files.isExecutable(Path.of(folder, program));
        }
        assumeTrue(there, "skipped: " + program + " is not installed");
    }

    static Program start(Path directory, List<String> command) throws IOException {
        String name = String.valueOf(Path.of(command.get(0)).getFileName());
        Path log = Files.createTempFile(directory, name, ".log");
        Path errorLog = Files.createTempFile(directory, name, ".err");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(log.toFile())
                .redirectError(errorLog.toFile())
                .start();
        return new Program(name, log, errorLog, process);
    }

    /** Waits for its end, which must be a good one. */
    void end(int seconds) throws IOException, InterruptedException {
        assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), name + " still runs: " + output() + errors());
        assertEquals(0, process.exitValue(), name + ": " + output() + errors());
    }

    String output() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    String errors() throws IOException {
        return Files.readString(errorLog, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
