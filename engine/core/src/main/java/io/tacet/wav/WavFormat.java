package io.tacet.wav;

import io.tacet.AudioEncoding;
import java.util.Arrays;

/**
 * What a fmt chunk says, checked. Immutable.
 *
 * <p>Source: {@code WAVEFORMATEX} and {@code WAVEFORMATEXTENSIBLE}, all fields little-endian.
 *
 * <pre>
 *   0 format tag   2 channels   4 sample rate   8 bytes per second   12 block align   14 bits per sample
 *   16 cbSize   18 valid bits   20 channel mask   24 sub-format GUID (the real tag, then 14 fixed bytes)
 * </pre>
 */
record WavFormat(AudioEncoding encoding, int channels, int sampleRate) {
    static final int LEAST_BYTES = 16;
    static final int MOST_BYTES = 40;

    private static final int PCM = 1;
    private static final int ALAW = 6;
    private static final int ULAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSION_BYTES = 22;
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    /** Bytes of one sample of every channel. */
    int frameBytes() {
        return channels * encoding.bytesPerSample();
    }

    /**
     * Reads a fmt chunk.
     *
     * @param chunk its first {@code length} bytes, 16 to 40
     * @param at where they begin in the file
     */
    static WavFormat of(String file, byte[] chunk, int length, long at) throws WavFormatException {
        int tag = u16(chunk, 0);
        long tagAt = at;
        if (tag == EXTENSIBLE) {
            if (length < MOST_BYTES || u16(chunk, 16) < EXTENSION_BYTES) {
                throw new WavFormatException(
                        file, "extensible format without a sub-format", at + 16, "allowed is a fmt chunk of 40 bytes");
            }
            tag = u16(chunk, 24);
            tagAt = at + 24;
            if (!Arrays.equals(chunk, 26, MOST_BYTES, GUID_TAIL, 0, GUID_TAIL.length)) {
                throw new WavFormatException(file, "unknown sub-format", tagAt, allowedTags());
            }
        }
        AudioEncoding encoding = encoding(file, tag, tagAt);
        int channels = u16(chunk, 2);
        if (channels < 1 || channels > 2) {
            throw new WavFormatException(file, "number of channels is " + channels, at + 2, "allowed are 1 and 2");
        }
        int rate = Wire.i32(chunk, 4);
        if (rate != 8000 && rate != 16000 && rate != 32000 && rate != 48000) {
            throw new WavFormatException(
                    file,
                    "sample rate is " + Integer.toUnsignedString(rate) + " Hz",
                    at + 4,
                    "allowed are 8000, 16000, 32000 and 48000");
        }
        WavFormat format = new WavFormat(encoding, channels, rate);
        format.check(file, "bits per sample", u16(chunk, 14), at + 14, 8 * encoding.bytesPerSample());
        format.check(file, "block align", u16(chunk, 12), at + 12, format.frameBytes());
        return format;
    }

    private static AudioEncoding encoding(String file, int tag, long at) throws WavFormatException {
        return switch (tag) {
            case PCM -> AudioEncoding.PCM16;
            case ALAW -> AudioEncoding.PCMA;
            case ULAW -> AudioEncoding.PCMU;
            default ->
                throw new WavFormatException(file, "format tag is 0x" + Integer.toHexString(tag), at, allowedTags());
        };
    }

    private void check(String file, String field, int value, long at, int allowed) throws WavFormatException {
        if (value != allowed) {
            throw new WavFormatException(
                    file,
                    field + " is " + value,
                    at,
                    "allowed is " + allowed + " for " + channels + "-channel " + encoding);
        }
    }

    private static String allowedTags() {
        return "allowed are 1 (16-bit PCM), 6 (A-law) and 7 (µ-law)";
    }

    private static int u16(byte[] bytes, int offset) {
        return Wire.u16(bytes, offset);
    }
}
