package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and SIGTERM, in a JVM of its own. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"-INT", "-TERM"})
    void shouldSealAndReportWhatWasHeardBeforeASignal(String signal) throws IOException, InterruptedException {
        short[] samples = new short[60 * 8000];
        Wavs.tone(samples, 8000, 0, 60, 3000);
        Path call = Wavs.pcm16(directory.resolve("call.wav"), 8000, samples);
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.tacet.server.TacetCommand",
                        "record",
                        call.toString(),
                        "--realtime",
                        "--out",
                        out.toString()))
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        try {
            awaitSpool(out);
            Thread.sleep(300);
            Signals.send(process, signal);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        String err = Files.readString(directory.resolve("stderr"), StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), err);
        JsonNode manifest =
                new ObjectMapper().readTree(directory.resolve("stdout").toFile());
        assertEquals("STOPPED", manifest.get("cause").asText());
        long recorded = manifest.get("samples").asLong();
        assertTrue(recorded > 0 && recorded < 60 * 8000, recorded + " samples");
        assertEquals(44 + 2 * recorded, Files.size(Path.of(manifest.get("file").asText())));
        assertEquals(1, err.lines().count(), err);
    }

    private static void awaitSpool(Path out) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            if (Files.isDirectory(out)) {
                try (Stream<Path> files = Files.walk(out)) {
                    if (files.anyMatch(file -> file.toString().endsWith(".part"))) {
                        return;
                    }
                }
            }
            Thread.sleep(20);
        }
    }
}
