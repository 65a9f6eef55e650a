package io.tacet.wav;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds files, right and wrong, and reads them from memory. */
final class WavBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static WavBytes riff() {
        return new WavBytes().text("RIFF").u32(0xFFFFFFFFL).text("WAVE");
    }

    static WavBytes rf64(long dataBytes) {
        return new WavBytes()
                .text("RF64")
                .u32(0xFFFFFFFFL)
                .text("WAVE")
                .text("ds64")
                .u32(28)
                .u64(dataBytes + 80)
                .u64(dataBytes)
                .u64(0)
                .u32(0);
    }

    /** A fmt chunk of 16 bytes. */
    WavBytes fmt(int tag, int channels, long rate, int align, int bits) {
        return text("fmt ").u32(16).format(tag, channels, rate, align, bits);
    }

    WavBytes pcm() {
        return fmt(1, 1, 8000, 2, 16);
    }

    WavBytes extensible(int subTag, int align, int bits, int lastGuidByte) {
        return text("fmt ")
                .u32(40)
                .format(0xFFFE, 1, 16000, align, bits)
                .u16(22)
                .u16(bits)
                .u32(4)
                .u16(subTag)
                .bytes(0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, lastGuidByte);
    }

    private WavBytes format(int tag, int channels, long rate, int align, int bits) {
        return u16(tag).u16(channels).u32(rate).u32(rate * align).u16(align).u16(bits);
    }

    /** A chunk with its pad byte. */
    WavBytes chunk(String id, int... bytes) {
        text(id).u32(bytes.length).bytes(bytes);
        return bytes.length % 2 == 0 ? this : bytes(0);
    }

    WavBytes text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    WavBytes bytes(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    WavBytes u16(int value) {
        return bytes(value, value >> 8);
    }

    WavBytes u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    WavBytes u64(long value) {
        return u32(value).u32(value >>> 32);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    WavSource source() {
        return source(toBytes(), out.size());
    }

    /** A file of that size that begins with these bytes and goes on with zeros, to have gigabytes for nothing. */
    static WavSource source(byte[] start, long size) {
        return new InMemory("call.wav", start, size);
    }

    private record InMemory(String name, byte[] bytes, long size) implements WavSource {
        @Override
        public int read(long position, byte[] out, int offset, int length) {
            if (position >= size) {
                return -1;
            }
            int count = (int) Math.min(length, size - position);
            int real = (int) Math.max(0, Math.min(count, bytes.length - position));
            if (real > 0) {
                System.arraycopy(bytes, (int) position, out, offset, real);
            }
            Arrays.fill(out, offset + real, offset + count, (byte) 0);
            return count;
        }

        @Override
        public void close() {}
    }
}
