package io.tacet.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tacet.AudioEncoding;
import io.tacet.spi.AudioDecoder;
import io.tacet.spi.AudioDecoderContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DecodersTest {
    private static final byte[] BYTES = {0x12, (byte) 0xFE, (byte) 0xFF, 0x34, 0x77};

    @Test
    void shouldReadL16InNetworkByteOrderAndIgnoreAnOddByte() {
        short[] samples = new short[5];
        assertEquals(2, Decoders.of(AudioEncoding.L16).decode(BYTES, 0, 5, samples));
        assertArrayEquals(new short[] {0x12FE, (short) 0xFF34, 0, 0, 0}, samples);
    }

    @Test
    void shouldReadPcm16LittleEndianAndIgnoreAnOddByte() {
        short[] samples = new short[5];
        assertEquals(2, Decoders.of(AudioEncoding.PCM16).decode(BYTES, 0, 5, samples));
        assertArrayEquals(new short[] {(short) 0xFE12, 0x34FF, 0, 0, 0}, samples);
    }

    @Test
    void shouldDecodeG711AsItsTablesSay() {
        byte[] bytes = {(byte) 0x80, 0x00, (byte) 0xD5, (byte) 0xAA};
        short[] samples = new short[4];
        Decoders.of(AudioEncoding.PCMU).decode(bytes, 0, 2, samples);
        assertArrayEquals(new short[] {32124, -32124, 0, 0}, samples);
        Decoders.of(AudioEncoding.PCMA).decode(bytes, 2, 2, samples);
        assertArrayEquals(new short[] {8, 32256, 0, 0}, samples);
    }

    @Test
    void shouldShareOneDecoderForEachEncoding() {
        for (AudioEncoding encoding : AudioEncoding.values()) {
            assertSame(Decoders.of(encoding), Decoders.of(encoding));
        }
    }

    abstract static class BuiltIn extends AudioDecoderContract {
        private final AudioEncoding encoding;

        BuiltIn(AudioEncoding encoding) {
            this.encoding = encoding;
        }

        @Override
        protected AudioDecoder decoder() {
            return Decoders.of(encoding);
        }

        @Override
        protected int bytesPerSample() {
            return encoding.bytesPerSample();
        }
    }

    @Nested
    class Pcmu extends BuiltIn {
        Pcmu() {
            super(AudioEncoding.PCMU);
        }
    }

    @Nested
    class Pcma extends BuiltIn {
        Pcma() {
            super(AudioEncoding.PCMA);
        }
    }

    @Nested
    class L16 extends BuiltIn {
        L16() {
            super(AudioEncoding.L16);
        }
    }

    @Nested
    class Pcm16 extends BuiltIn {
        Pcm16() {
            super(AudioEncoding.PCM16);
        }
    }
}
