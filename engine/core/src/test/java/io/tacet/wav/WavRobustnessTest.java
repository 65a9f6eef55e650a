package io.tacet.wav;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OutputEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read as far as they go, or refused with one line, in little memory. */
class WavRobustnessTest {
    private static final long SEED = 20261124;
    private static final int FLIPS = 100_000;
    private static final long MOST_ALLOCATED = 64 * 1024;

    private final AllocationMeter memory = new AllocationMeter();
    private final byte[] out = new byte[4096];

    /** Classes and string concatenations are linked at their first use, which allocates: every path is gone once before it is measured. */
    @BeforeEach
    void warmUp() throws IOException {
        for (byte[] file : validFiles()) {
            for (int length = 0; length <= file.length; length++) {
                try (WavReader reader = WavReader.open(WavBytes.source(Arrays.copyOf(file, length), length))) {
                    drain(reader, length, "warm-up");
                } catch (WavFormatException refused) {
                    assertOneLine(refused);
                }
            }
        }
    }

    private static List<byte[]> validFiles() {
        List<byte[]> files = new ArrayList<>();
        for (OutputEncoding encoding : OutputEncoding.values()) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(WavHeader.sealed(encoding, 8000, 500));
            file.writeBytes(new byte[500]);
            files.add(file.toByteArray());
        }
        files.add(WavBytes.riff()
                .chunk("LIST", 1, 2, 3)
                .extensible(1, 2, 16, 0x71)
                .chunk("data", new int[200])
                .chunk("LIST", 4)
                .toBytes());
        files.add(WavBytes.rf64(200)
                .pcm()
                .text("data")
                .u32(0xFFFFFFFFL)
                .bytes(new int[200])
                .toBytes());
        return files;
    }

    @Test
    void shouldReadOrRefuseEveryTruncation() throws IOException {
        for (byte[] file : validFiles()) {
            for (int length = 0; length <= file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertReadsOrRefuses(cut, cut.length, "cut to " + length);
            }
        }
    }

    @Test
    void shouldReadOrRefuseARealFileCutAnywhere(@TempDir Path folder) throws IOException {
        byte[] file = validFiles().get(1);
        Path path = folder.resolve("cut.wav");
        for (int length = 0; length <= file.length; length += length < 70 ? 1 : 17) {
            Files.write(path, Arrays.copyOf(file, length));
            try (WavReader reader = WavReader.open(path)) {
                drain(reader, length, "cut to " + length);
            } catch (WavFormatException refused) {
                assertOneLine(refused);
            }
        }
    }

    @Test
    void shouldReadOrRefuseWhateverBytesAreFlipped() throws IOException {
        Random random = new Random(SEED);
        List<byte[]> files = validFiles();
        for (int i = 0; i < FLIPS; i++) {
            byte[] file = files.get(i % files.size()).clone();
            int flips = 1 + random.nextInt(4);
            for (int flip = 0; flip < flips; flip++) {
                int most = random.nextInt(4) == 0 ? file.length : Math.min(file.length, 96);
                file[random.nextInt(most)] = (byte) random.nextInt(256);
            }
            long size = random.nextInt(50) == 0 ? 5_000_000_000L : file.length;
            assertReadsOrRefuses(file, size, "seed " + SEED + ", flip " + i);
        }
    }

    @Test
    void shouldEndEarlyIfTheFileShrinksWhileItIsRead(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("shrinks.wav");
        Files.write(path, WavHeader.open(OutputEncoding.PCM16, 8000));
        Files.write(path, new byte[100_000], StandardOpenOption.APPEND);
        try (WavReader reader = WavReader.open(path)) {
            assertTrue(reader.read(out, 0, 320) == 320);
            Files.write(path, new byte[100]);
            int left = 0;
            for (int count = reader.read(out, 0, 320); count >= 0; count = reader.read(out, 0, 320)) {
                left += count;
            }
            assertTrue(left < 20_000, left + " bytes came from nowhere");
        }
    }

    private void assertReadsOrRefuses(byte[] file, long size, String what) throws IOException {
        WavSource source = WavBytes.source(file, size);
        long before = memory.bytes();
        try (WavReader reader = WavReader.open(source)) {
            drain(reader, size, what);
        } catch (WavFormatException refused) {
            assertOneLine(refused);
        } catch (RuntimeException wrong) {
            throw new AssertionError(what, wrong);
        }
        long allocated = memory.bytes() - before;
        assertTrue(allocated < MOST_ALLOCATED, what + ": allocated " + allocated + " bytes");
    }

    private void drain(WavReader reader, long size, String what) throws IOException {
        long bytes = 0;
        int count = 0;
        while (count >= 0 && bytes < 100_000) {
            bytes += count;
            count = reader.read(out, 0, out.length);
        }
        long expected = reader.samples() * reader.channels() * reader.encoding().bytesPerSample();
        assertTrue(count < 0 ? bytes == expected : bytes < expected, what + ": " + bytes + " of " + expected);
        assertTrue(expected <= size, what);
    }

    private static void assertOneLine(WavFormatException refused) {
        String message = String.valueOf(refused.getMessage());
        assertTrue(
                message.lines().count() == 1 && message.contains(" at byte ") && message.contains("allowed"), message);
    }
}
