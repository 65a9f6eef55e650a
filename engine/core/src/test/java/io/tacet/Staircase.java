package io.tacet;

import static io.tacet.EngineHarness.RATE;

/** µ-law audio in which every packet of 20 ms is unlike its neighbours, so that a test sees what was moved, lost or repeated. */
final class Staircase {
    private static final int PACKET = RATE / 50;

    private Staircase() {}

    /** So many packets of it. */
    static byte[] ulaw(int packets) {
        byte[] bytes = new byte[packets * PACKET];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / PACKET * 7);
        }
        return bytes;
    }

    /** What it decodes to, by the formula of ITU-T G.711. */
    static short[] decoded(byte[] ulaw) {
        short[] samples = new short[ulaw.length];
        for (int i = 0; i < ulaw.length; i++) {
            int code = ~ulaw[i] & 0xFF;
            int magnitude = ((code & 0x0F) * 8 + 132 << (code >> 4 & 7)) - 132;
            samples[i] = (short) ((code & 0x80) == 0 ? magnitude : -magnitude);
        }
        return samples;
    }
}
