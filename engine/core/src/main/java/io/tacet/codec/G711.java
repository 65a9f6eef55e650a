package io.tacet.codec;

/**
 * µ-law and A-law, on the 16-bit scale. Thread: any; no state.
 *
 * <p>Design note: decoding is a table of 256 entries. Encoding is arithmetic (a table by sample would be 64 KiB for each law and would
 * push the ring out of the cache) and picks the nearest code word; a sample half-way between two takes the louder one. The decision
 * values of G.711 differ from that only in the lowest 1/128 of a segment, where they pick the word above although the one below is
 * nearer. µ-law has two zeros: samples from −3 to −1 become the negative one (0x7F), as G.711 has it.
 *
 * <pre>
 *      7     6 5 4      3 2 1 0
 *   +------+---------+------------+
 *   | sign | segment | step in it |   µ-law: all bits inverted; A-law: every other bit inverted (xor 0x55)
 *   +------+---------+------------+
 * </pre>
 *
 * <p>Source: ITU-T G.711 (11/88), tables 1a to 2b.
 */
public final class G711 {
    private static final int ULAW_BIAS = 132;
    private static final int ULAW_CLIP = 32767 - ULAW_BIAS;
    private static final int ALAW_INVERTED = 0x55;
    private static final int SEGMENT_MASK = 7;
    private static final int STEP_MASK = 15;
    private static final int SIGN = 0x80;

    private static final short[] ULAW = new short[256];
    private static final short[] ALAW = new short[256];

    static {
        for (int code = 0; code < 256; code++) {
            ULAW[code] = (short) decodeUlaw(~code);
            ALAW[code] = (short) decodeAlaw(code ^ ALAW_INVERTED);
        }
    }

    private G711() {}

    /**
     * {@return the sample of a µ-law byte: −32124 to 32124; 0xFF and 0x7F are 0}
     *
     * @param code as RTP and WAV carry it, all bits inverted
     */
    public static short ulawToLinear(byte code) {
        return ULAW[code & 0xFF];
    }

    /**
     * {@return the sample of an A-law byte: −32256 to 32256, never 0; 0xD5 is 8}
     *
     * @param code as RTP and WAV carry it, every other bit inverted
     */
    public static short alawToLinear(byte code) {
        return ALAW[code & 0xFF];
    }

    /**
     * {@return the nearest µ-law byte of a sample; half-way between two the louder one}
     *
     * @param sample on the 16-bit scale; beyond ±32124 it is clipped
     */
    public static byte linearToUlaw(short sample) {
        int magnitude = Math.min(Math.abs(sample), ULAW_CLIP) + ULAW_BIAS;
        int segment = segment(magnitude);
        int code = segment << 4 | magnitude >> segment + 3 & STEP_MASK;
        if (segment > 0 && nearerBelow(magnitude, segment)) {
            code--;
        }
        return (byte) ((sample < 0 ? 0x7F : 0xFF) - code);
    }

    /**
     * {@return the nearest A-law byte of a sample; half-way between two the louder one}
     *
     * @param sample on the 16-bit scale; beyond ±32256 it is clipped
     */
    public static byte linearToAlaw(short sample) {
        int magnitude = Math.min(Math.abs(sample), Short.MAX_VALUE);
        int code;
        if (magnitude < 256) {
            code = magnitude >> 4;
        } else {
            int segment = segment(magnitude);
            code = segment << 4 | magnitude >> segment + 3 & STEP_MASK;
            if (segment > 1 && nearerBelow(magnitude, segment)) {
                code--;
            }
        }
        return (byte) ((sample < 0 ? code : code | SIGN) ^ ALAW_INVERTED);
    }

    /** Decodes µ-law bytes into samples from index 0. */
    static void decodeUlaw(byte[] bytes, int offset, int length, short[] samples) {
        for (int i = 0; i < length; i++) {
            samples[i] = ULAW[bytes[offset + i] & 0xFF];
        }
    }

    /** Decodes A-law bytes into samples from index 0. */
    static void decodeAlaw(byte[] bytes, int offset, int length, short[] samples) {
        for (int i = 0; i < length; i++) {
            samples[i] = ALAW[bytes[offset + i] & 0xFF];
        }
    }

    /** Encodes samples as µ-law. */
    static void encodeUlaw(short[] samples, int offset, int count, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = linearToUlaw(samples[offset + i]);
        }
    }

    /** Encodes samples as A-law. */
    static void encodeAlaw(short[] samples, int offset, int count, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = linearToAlaw(samples[offset + i]);
        }
    }

    /** Which power of two a magnitude of 128 to 32767 lies in: 0 for 128 to 255, 7 for 16384 and up. */
    private static int segment(int magnitude) {
        return 24 - Integer.numberOfLeadingZeros(magnitude);
    }

    /** Steps double at a segment's start, so its lowest 1/128 is nearer to the word before. */
    private static boolean nearerBelow(int magnitude, int segment) {
        return magnitude < 129 << segment;
    }

    private static int decodeUlaw(int bits) {
        int segment = bits >> 4 & SEGMENT_MASK;
        int magnitude = (((bits & STEP_MASK) << 3) + ULAW_BIAS << segment) - ULAW_BIAS;
        return (bits & SIGN) != 0 ? -magnitude : magnitude;
    }

    private static int decodeAlaw(int bits) {
        int segment = bits >> 4 & SEGMENT_MASK;
        int step = ((bits & STEP_MASK) << 4) + 8;
        int magnitude = segment == 0 ? step : step + 256 << segment - 1;
        return (bits & SIGN) != 0 ? magnitude : -magnitude;
    }
}
