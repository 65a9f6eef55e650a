package io.tacet.codec;

import io.tacet.OutputEncoding;

/** The built-in encoders: one shared instance for each encoding. Thread: any; no state. */
public final class Encoders {
    private static final SampleEncoder PCM16 = Linear16::encodeLittleEndian;
    private static final SampleEncoder ULAW = G711::encodeUlaw;
    private static final SampleEncoder ALAW = G711::encodeAlaw;

    private Encoders() {}

    /**
     * G.711 is encoded to the nearest code word, see {@link G711}; PCM16 is exact.
     *
     * @param encoding of the WAV
     * @return the shared encoder of that encoding
     */
    public static SampleEncoder of(OutputEncoding encoding) {
        return switch (encoding) {
            case PCM16 -> PCM16;
            case MULAW -> ULAW;
            case ALAW -> ALAW;
        };
    }

    /**
     * {@return the byte that silence is made of (RULES L9): 0 for PCM, 0xFF for µ-law, 0xD5 for A-law (its quietest word, a sample of 8)}
     *
     * @param encoding of the WAV
     */
    public static byte silenceByte(OutputEncoding encoding) {
        return switch (encoding) {
            case PCM16 -> 0;
            case MULAW -> (byte) 0xFF;
            case ALAW -> (byte) 0xD5;
        };
    }
}
