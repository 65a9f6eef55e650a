package io.tacet.codec;

/** 16-bit linear samples in either byte order. Thread: any; no state. Source: RFC 3551 section 4.5.11 for the big-endian one. */
final class Linear16 {
    private Linear16() {}

    static int decodeBigEndian(byte[] bytes, int offset, int length, short[] samples) {
        int count = length >> 1;
        for (int i = 0, at = offset; i < count; i++, at += 2) {
            samples[i] = (short) (bytes[at] << 8 | bytes[at + 1] & 0xFF);
        }
        return count;
    }

    static int decodeLittleEndian(byte[] bytes, int offset, int length, short[] samples) {
        int count = length >> 1;
        for (int i = 0, at = offset; i < count; i++, at += 2) {
            samples[i] = (short) (bytes[at + 1] << 8 | bytes[at] & 0xFF);
        }
        return count;
    }

    static void encodeLittleEndian(short[] samples, int offset, int count, byte[] out, int outOffset) {
        for (int i = 0, at = outOffset; i < count; i++, at += 2) {
            int sample = samples[offset + i];
            out[at] = (byte) sample;
            out[at + 1] = (byte) (sample >> 8);
        }
    }
}
