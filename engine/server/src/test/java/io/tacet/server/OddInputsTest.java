package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.SharedMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an input holds, the command records it or says in one line why not, and leaves nothing behind without a word. */
class OddInputsTest {
    @TempDir
    Path directory = Path.of("");

    private void shouldRecordOrRefuse(Path input) throws IOException {
        Path out = directory.resolve("out");
        CommandRun run = CommandRun.of("record", input.toString(), "--id", "odd", "--out", out.toString());
        assertFalse(run.err().contains("Exception"), run.err());
        if (run.exitCode() == 0) {
            assertEquals(1, run.out().lines().count());
            Files.delete(out.resolve("odd.wav"));
            Files.delete(out.resolve("odd.json"));
        } else {
            assertEquals(2, run.exitCode(), run.err());
            assertEquals("", run.out());
            assertEquals(1, run.errLines().size(), run.err());
            assertTrue(run.err().startsWith("tacet record: " + input + ": "), run.err());
        }
        if (Files.isDirectory(out)) {
            try (Stream<Path> left = Files.walk(out)) {
                assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
            }
        }
    }

    private void shouldRecordOrRefuseAllOf(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(SharedMaterial.locate(folder))) {
            for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                shouldRecordOrRefuse(file);
            }
        }
    }

    @Test
    void shouldTakeWavsThatAreCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(Wavs.pcm16(directory.resolve("whole.wav"), 8000, new short[40]));
        for (int length = 0; length < whole.length; length++) {
            shouldRecordOrRefuse(Files.write(directory.resolve("cut.wav"), Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void shouldRefuseAWavWithoutSamples() throws IOException {
        Path empty = Wavs.pcm16(directory.resolve("none.wav"), 8000, new short[0]);
        CommandRun run = CommandRun.of("record", empty.toString());
        assertEquals("tacet record: " + empty + ": holds no samples; allowed is a WAV with audio\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void shouldTakeEveryOddWav() throws IOException {
        shouldRecordOrRefuseAllOf("wav", ".wav");
    }

    @Test
    void shouldTakeEveryCapture() throws IOException {
        shouldRecordOrRefuseAllOf("pcap/derived", ".pcap");
        shouldRecordOrRefuseAllOf("pcap/real", ".pcap");
    }
}
