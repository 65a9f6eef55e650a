package io.tacet.wav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.AudioEncoding;
import io.tacet.OutputEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavReaderTest {
    private static final long SEED = 1991;

    private static byte[] all(WavReader reader, int step) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = new byte[step];
        for (int count = reader.read(bytes, 0, step); count >= 0; count = reader.read(bytes, 0, step)) {
            out.write(bytes, 0, count);
        }
        assertEquals(-1, reader.read(bytes, 0, step));
        return out.toByteArray();
    }

    private static WavReader read(WavBytes file) throws IOException {
        return WavReader.open(file.source());
    }

    @Test
    void shouldReadBackWhatTheHeaderWrites(@TempDir Path folder) throws IOException {
        byte[] audio = new byte[40_002];
        new Random(SEED).nextBytes(audio);
        for (OutputEncoding encoding : OutputEncoding.values()) {
            for (boolean sealed : new boolean[] {true, false}) {
                Path file = folder.resolve(encoding + "-" + sealed + ".wav");
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes(
                        sealed ? WavHeader.sealed(encoding, 16000, audio.length) : WavHeader.open(encoding, 16000));
                bytes.writeBytes(audio);
                Files.write(file, bytes.toByteArray());
                try (WavReader reader = WavReader.open(file)) {
                    assertEquals(16000, reader.sampleRate());
                    assertEquals(1, reader.channels());
                    assertEquals(audio.length / encoding.bytesPerSample(), reader.samples());
                    assertEquals(!sealed, reader.streamed());
                    assertFalse(reader.truncated());
                    assertArrayEquals(audio, all(reader, sealed ? 320 : 50_000));
                }
            }
        }
    }

    @Test
    void shouldGiveWholeSamplesOfBothChannels() throws IOException {
        WavBytes file = WavBytes.riff().fmt(1, 2, 48000, 4, 16).chunk("data", 1, 2, 3, 4, 5, 6, 7, 8);
        WavReader reader = read(file);
        assertEquals(2, reader.channels());
        assertEquals(2, reader.samples());
        byte[] out = new byte[9];
        assertEquals(4, reader.read(out, 1, 7));
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 0, 0, 0, 0}, out);
        assertEquals(0, reader.read(out, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> reader.read(out, 0, 3));
        assertEquals(4, reader.read(out, 0, 9));
        assertEquals(-1, reader.read(out, 0, 9));
        assertEquals("wav(PCM16, 48000 Hz, 2 channels, 2 samples)", reader.toString());
    }

    @Test
    void shouldIgnoreAPartialSampleAtTheEnd() throws IOException {
        WavReader reader = read(WavBytes.riff().pcm().chunk("data", 1, 2, 3));
        assertEquals(1, reader.samples());
        assertFalse(reader.truncated());
        assertArrayEquals(new byte[] {1, 2}, all(reader, 100));
    }

    @Test
    void shouldSkipChunksItDoesNotKnowAndTheirPadBytes() throws IOException {
        WavBytes file = WavBytes.riff()
                .chunk("LIST", 1, 2, 3)
                .pcm()
                .chunk("\0\1\2\3", 1)
                .chunk("fact", 1, 0, 0, 0)
                .chunk("data", 5, 6)
                .chunk("LIST", 1);
        WavReader reader = read(file);
        assertArrayEquals(new byte[] {5, 6}, all(reader, 100));
        assertFalse(reader.streamed());
    }

    @Test
    void shouldReadG711OfAnyFmtLength() throws IOException {
        WavReader ulaw = read(WavBytes.riff().fmt(7, 1, 8000, 1, 8).chunk("data", 9));
        assertEquals(AudioEncoding.PCMU, ulaw.encoding());
        assertArrayEquals(new byte[] {9}, all(ulaw, 8));
        WavBytes longer = WavBytes.riff().text("fmt ").u32(20);
        longer.u16(6).u16(1).u32(32000).u32(32000).u16(1).u16(8).u32(0).chunk("data", 9, 8);
        WavReader alaw = read(longer);
        assertEquals(AudioEncoding.PCMA, alaw.encoding());
        assertEquals(32000, alaw.sampleRate());
        assertEquals(2, alaw.samples());
    }

    @Test
    void shouldLookIntoTheExtensibleFormat() throws IOException {
        assertEquals(
                AudioEncoding.PCM16,
                read(WavBytes.riff().extensible(1, 2, 16, 0x71).chunk("data", 1, 2))
                        .encoding());
        assertEquals(
                AudioEncoding.PCMA,
                read(WavBytes.riff().extensible(6, 1, 8, 0x71).chunk("data", 1, 2))
                        .encoding());
        assertEquals(
                AudioEncoding.PCMU,
                read(WavBytes.riff().extensible(7, 1, 8, 0x71).chunk("data", 1, 2))
                        .encoding());
    }

    @Test
    void shouldTakePlaceholderSizesToReachToTheEndOfTheFile() throws IOException {
        long[] placeholders = {0, 0x7FFFF000L, 0x7FFFFFFFL, 0x80000000L, 0x7FFFFFDBL, 0xFFFFFFFFL, 0xFFFFFFDBL};
        for (long size : placeholders) {
            WavReader reader = read(WavBytes.riff().pcm().text("data").u32(size).bytes(1, 2, 3, 4, 5));
            assertTrue(reader.streamed(), "size " + size);
            assertFalse(reader.truncated(), "size " + size);
            assertEquals(2, reader.samples(), "size " + size);
            assertArrayEquals(new byte[] {1, 2, 3, 4}, all(reader, 100));
        }
    }

    @Test
    void shouldTellAFileThatIsShorterThanItSays() throws IOException {
        for (long size : new long[] {6, 100, 1_000_000_000, 3_000_000_000L}) {
            WavReader reader = read(WavBytes.riff().pcm().text("data").u32(size).bytes(1, 2, 3, 4, 5));
            assertTrue(reader.truncated(), "size " + size);
            assertFalse(reader.streamed(), "size " + size);
            assertEquals(2, reader.samples(), "size " + size);
        }
    }

    @Test
    void shouldBelieveAnEmptyDataChunkAtTheEndOrBeforeOtherChunks() throws IOException {
        WavReader atEnd = read(WavBytes.riff().pcm().chunk("data"));
        WavReader beforeList = read(WavBytes.riff().pcm().chunk("data").chunk("LIST", 1, 2, 3));
        for (WavReader reader : new WavReader[] {atEnd, beforeList}) {
            assertEquals(0, reader.samples());
            assertFalse(reader.streamed() || reader.truncated());
            assertEquals(-1, reader.read(new byte[10], 0, 10));
        }
    }

    @Test
    void shouldBelieveGibibytesThatAreThere() throws IOException {
        byte[] header = WavHeader.sealed(OutputEncoding.PCM16, 8000, 0x7FFFF000L);
        WavReader exact = WavReader.open(WavBytes.source(header, 44 + 0x7FFFF000L));
        assertFalse(exact.streamed());
        assertEquals(0x7FFFF000L / 2, exact.samples());
        WavReader pipe = WavReader.open(WavBytes.source(header, 3_000_000_044L));
        assertTrue(pipe.streamed());
        assertEquals(1_500_000_000L, pipe.samples());
        long most = WavHeader.maxDataBytes(OutputEncoding.PCM16);
        WavReader largest =
                WavReader.open(WavBytes.source(WavHeader.sealed(OutputEncoding.PCM16, 8000, most), 44 + most));
        assertFalse(largest.streamed() || largest.truncated());
        assertEquals(most / 2, largest.samples());
    }

    @Test
    void shouldTakeTheSizeOfAnRf64FileFromItsDs64Chunk() throws IOException {
        long size = 6_000_000_000L;
        byte[] start = WavBytes.rf64(size).pcm().text("data").u32(0xFFFFFFFFL).toBytes();
        WavReader whole = WavReader.open(WavBytes.source(start, start.length + size + 100));
        assertEquals(size / 2, whole.samples());
        assertFalse(whole.streamed() || whole.truncated());
        assertTrue(WavReader.open(WavBytes.source(start, size - 100)).truncated());
        byte[] stream = WavBytes.rf64(0).pcm().text("data").u32(0xFFFFFFFFL).toBytes();
        assertTrue(WavReader.open(WavBytes.source(stream, 1000)).streamed());
        byte[] negative = WavBytes.rf64(-5)
                .pcm()
                .text("data")
                .u32(0xFFFFFFFFL)
                .bytes(1, 2)
                .toBytes();
        assertEquals(
                1, WavReader.open(WavBytes.source(negative, negative.length)).samples());
    }

    @Test
    void shouldOpenRegularFilesOnly(@TempDir Path folder) {
        assertThrows(WavFormatException.class, () -> WavReader.open(folder));
        assertThrows(NoSuchFileException.class, () -> WavReader.open(folder.resolve("none.wav")));
    }
}
