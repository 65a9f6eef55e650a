package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OutputEncoding;
import io.tacet.wav.WavHeader;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tacet recover} finishes what a dead process left, once, and repairs single files. */
class RecoverCommandTest {
    private static final int SAMPLES = 4000;

    @TempDir
    Path directory;

    private Path orphan(String id) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(".spool").resolve("dead"));
        return unfinished(folder.resolve(id + ".part"));
    }

    private static Path unfinished(Path file) throws IOException {
        byte[] header = WavHeader.open(OutputEncoding.PCM16, 8000);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + 2 * SAMPLES + 1).put(header);
        for (int i = 0; i < SAMPLES; i++) {
            bytes.put((byte) i).put((byte) (i >> 9));
        }
        return Files.write(file, bytes.array());
    }

    @Test
    void shouldFinishAndDeliverWhatADeadProcessLeft() throws IOException {
        orphan("call-1");
        CommandRun run = CommandRun.of("recover", directory.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"recordingId\":\"call-1\""), run.out());
        assertTrue(run.out().contains("\"cause\":\"INTERRUPTED\""), run.out());
        assertTrue(run.out().contains("\"recovered\":true"), run.out());
        try (WavReader wav = WavReader.open(directory.resolve("call-1.wav"))) {
            assertEquals(SAMPLES, wav.samples());
            assertTrue(!wav.streamed() && !wav.truncated(), "exact header");
        }
        assertTrue(Files.exists(directory.resolve("call-1.json")));
    }

    @Test
    void shouldHaveNothingToDoTheSecondTime() throws IOException {
        orphan("call-1");
        CommandRun.of("recover", directory.toString());
        CommandRun again = CommandRun.of("recover", directory.toString());
        assertEquals(0, again.exitCode(), again.err());
        assertEquals("", again.out());
        assertEquals(directory + ": nothing to recover", again.errLines().get(0));
    }

    @Test
    void shouldDeliverToTheSinkThatIsNamed() throws IOException {
        orphan("call-1");
        Path other = directory.resolve("other");
        CommandRun run = CommandRun.of("recover", directory.toString(), "--sink", "dir:" + other);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(Files.exists(other.resolve("call-1.wav")));
    }

    @Test
    void shouldRecoverFirstWhenAnotherCommandStartsOnTheDirectory() throws IOException {
        orphan("call-1");
        Path input = unfinished(directory.resolve("input.wav"));
        CommandRun run = CommandRun.of("record", input.toString(), "--out", directory.toString(), "--id", "call-2");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(Files.exists(directory.resolve("call-1.wav")));
        assertTrue(Files.exists(directory.resolve("call-2.wav")));
    }

    @Test
    void shouldRepairAnUnfinishedWavAndKeepTheOriginal() throws IOException {
        Path file = unfinished(directory.resolve("broken.wav"));
        byte[] before = Files.readAllBytes(file);
        CommandRun run = CommandRun.of("recover", file.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertArrayEquals(before, Files.readAllBytes(directory.resolve("broken.wav.original")));
        byte[] after = Files.readAllBytes(file);
        assertEquals(44 + 2 * SAMPLES, after.length);
        assertArrayEquals(
                WavHeader.sealed(OutputEncoding.PCM16, 8000, 2 * SAMPLES), java.util.Arrays.copyOf(after, 44));
        assertEquals(
                file + ": nothing to repair",
                CommandRun.of("recover", file.toString()).errLines().get(0));
    }

    @Test
    void shouldRefuseInOneLineWhatIsNotThere() {
        CommandRun run = CommandRun.of("recover", directory.resolve("nowhere").toString());
        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size());
    }

    @Test
    void shouldNameTheDurabilitiesThatAreAllowed() throws IOException {
        Path input = unfinished(directory.resolve("input.wav"));
        CommandRun run = CommandRun.of("record", input.toString(), "--durability", "raid");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--durability") && run.err().contains("process"), run.err());
    }

    @Test
    void shouldRecordAtEveryDurability() throws IOException {
        Path input = unfinished(directory.resolve("input.wav"));
        for (String level : new String[] {"none", "process", "power"}) {
            CommandRun run = CommandRun.of(
                    "record", input.toString(), "--out", directory.toString(), "--id", level, "--durability", level);
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(44 + 2 * SAMPLES, Files.size(directory.resolve(level + ".wav")));
        }
    }
}
