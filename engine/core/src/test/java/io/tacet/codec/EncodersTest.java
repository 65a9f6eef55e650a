package io.tacet.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.AudioEncoding;
import io.tacet.OutputEncoding;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodersTest {
    private static final long SEED = 711;

    @Test
    void shouldWritePcm16LittleEndianAtItsOffsetOnly() {
        byte[] out = {9, 9, 9, 9, 9, 9};
        Encoders.of(OutputEncoding.PCM16).encode(new short[] {1, 0x1234, -2, 1}, 1, 2, out, 1);
        assertArrayEquals(new byte[] {9, 0x34, 0x12, (byte) 0xFE, (byte) 0xFF, 9}, out);
    }

    @Test
    void shouldEncodeWhatTheDecoderOfTheSameEncodingReadsBack() {
        assertRoundTrip(OutputEncoding.PCM16, AudioEncoding.PCM16);
        assertRoundTrip(OutputEncoding.MULAW, AudioEncoding.PCMU);
        assertRoundTrip(OutputEncoding.ALAW, AudioEncoding.PCMA);
    }

    private static void assertRoundTrip(OutputEncoding output, AudioEncoding input) {
        byte[] bytes = new byte[800];
        new Random(SEED).nextBytes(bytes);
        int count = bytes.length / input.bytesPerSample();
        short[] samples = new short[count];
        Decoders.of(input).decode(bytes, 0, bytes.length, samples);
        byte[] encoded = new byte[bytes.length + 2];
        Encoders.of(output).encode(samples, 0, count, encoded, 2);
        short[] again = new short[count];
        Decoders.of(input).decode(encoded, 2, bytes.length, again);
        assertArrayEquals(samples, again, output + ", seed " + SEED);
    }

    @Test
    void shouldMakeSilenceOfTheEncodingsQuietestWord() {
        assertEquals((byte) 0xFF, Encoders.silenceByte(OutputEncoding.MULAW));
        assertEquals((byte) 0xD5, Encoders.silenceByte(OutputEncoding.ALAW));
        assertEquals(0, Encoders.silenceByte(OutputEncoding.PCM16));
    }
}
