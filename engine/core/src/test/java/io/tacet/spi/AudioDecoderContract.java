package io.tacet.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link AudioDecoder} keeps. Extend it, and give the decoder and how many bytes a sample of it has. */
public abstract class AudioDecoderContract {
    private static final long SEED = 4733;
    private static final int ROUNDS = 200;

    /** For those who extend it. */
    protected AudioDecoderContract() {}

    /** The decoder under test; a new or a shared one. */
    protected abstract AudioDecoder decoder();

    /** Bytes of one sample. */
    protected abstract int bytesPerSample();

    @Test
    void shouldDecodeNothingFromNothing() {
        short[] samples = {7};
        assertEquals(0, decoder().decode(new byte[4], 4, 0, samples));
        assertArrayEquals(new short[] {7}, samples);
    }

    @Test
    void shouldDecodeAsManySamplesAsThereAreWholeOnes() {
        for (int length = 0; length < 50; length++) {
            int decoded = decoder().decode(new byte[length], 0, length, new short[length]);
            assertEquals(length / bytesPerSample(), decoded, "of " + length + " bytes");
        }
    }

    @Test
    void shouldTakeAnyBytesAndWriteOnlyWhatItReports() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            short[] samples = new short[bytes.length + 3];
            Arrays.fill(samples, (short) 12345);
            int decoded = decoder().decode(bytes, 0, bytes.length, samples);
            for (int i = decoded; i < samples.length; i++) {
                assertEquals(12345, samples[i], "seed " + SEED + ", round " + round + ", sample " + i);
            }
        }
    }

    @Test
    void shouldDecodeFromAnyOffsetAndLeaveTheBytesAlone() {
        Random random = new Random(SEED);
        byte[] bytes = new byte[bytesPerSample() * 160];
        random.nextBytes(bytes);
        short[] expected = new short[160];
        decoder().decode(bytes, 0, bytes.length, expected);
        for (int offset = 1; offset < 20; offset++) {
            byte[] shifted = new byte[bytes.length + 40];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            byte[] before = shifted.clone();
            short[] samples = new short[160];
            assertEquals(160, decoder().decode(shifted, offset, bytes.length, samples));
            assertArrayEquals(expected, samples, "offset " + offset);
            assertArrayEquals(before, shifted);
        }
    }

    @Test
    void shouldDecodeEachSampleTheSameWhereverTheFrameIsCut() {
        Random random = new Random(SEED);
        int size = bytesPerSample();
        byte[] bytes = new byte[size * 480];
        random.nextBytes(bytes);
        short[] whole = new short[480];
        decoder().decode(bytes, 0, bytes.length, whole);
        AudioDecoder decoder = decoder();
        for (int at = 0; at < 480; ) {
            int count = Math.min(480 - at, 1 + random.nextInt(60));
            short[] part = new short[count];
            decoder.decode(bytes, at * size, count * size, part);
            assertArrayEquals(Arrays.copyOfRange(whole, at, at + count), part, "seed " + SEED + ", from " + at);
            at += count;
        }
    }

    @Test
    void shouldNameItselfForTheChain() {
        assertFalse(decoder().toString().isBlank());
    }
}
