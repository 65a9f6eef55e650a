package io.tacet.benchmarks.load;

import io.tacet.codec.G711;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * What the callers say: µ-law frames of 20 ms from a bank of 2.56 s, 1.76 s of noise and 0.8 s of near silence, each recording beginning
 * elsewhere in it. The C programs read the same bank from a file. Thread: any; no state.
 */
final class Frames {
    static final int SAMPLES = 160;
    static final int PACKET = 12 + SAMPLES;
    static final long NANOS = 20_000_000L;

    private static final int BANK = 128;
    private static final int LOUD = 88;
    private static final int STRIDE = 13;
    private static final byte[] BYTES = bank();

    private Frames() {}

    private static byte[] bank() {
        Random random = new Random(7);
        byte[] bank = new byte[BANK * SAMPLES];
        for (int i = 0; i < bank.length; i++) {
            double sigma = i / SAMPLES < LOUD ? 1200 : 15;
            int sample = (int) Math.max(-32_000, Math.min(32_000, random.nextGaussian() * sigma + 12));
            bank[i] = G711.linearToUlaw((short) sample);
        }
        return bank;
    }

    static void write(Path file) throws IOException {
        Files.write(file, BYTES);
    }

    private static int at(int recording, long frame) {
        return (int) (recording * (long) STRIDE + frame & BANK - 1) * SAMPLES;
    }

    /** Makes the RTP packet of a recording's frame. */
    static void packet(ByteBuffer packet, int recording, long frame) {
        packet.put(0, (byte) 0x80).put(1, (byte) 0).putShort(2, (short) frame);
        packet.putInt(4, (int) frame * SAMPLES).putInt(8, recording + 1);
        System.arraycopy(BYTES, at(recording, frame), packet.array(), PACKET - SAMPLES, SAMPLES);
    }

    /** Whether {@code data} is what a recording was given from its first frame on, to the last whole one. */
    static boolean same(int recording, byte[] data, int offset, int length) {
        for (int done = 0; done < length; done += SAMPLES) {
            int from = at(recording, done / SAMPLES);
            int part = Math.min(SAMPLES, length - done);
            if (!java.util.Arrays.equals(BYTES, from, from + part, data, offset + done, offset + done + part)) {
                return false;
            }
        }
        return true;
    }
}
