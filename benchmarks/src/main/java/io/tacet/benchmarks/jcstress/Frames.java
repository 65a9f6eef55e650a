package io.tacet.benchmarks.jcstress;

import io.tacet.ring.FrameRing;

/** Frames that a case can tell apart, and tell whole from torn. Thread: any; the ring's rules hold. */
final class Frames {
    /** What {@link #poll} saw. */
    static final int NONE = 0;

    /** Some field or byte is not of the frame that the slot says. */
    static final int TORN = -1;

    private static final long MANY = 0x0101010101010101L;

    private Frames() {}

    /** A payload of {@code length} bytes, all {@code number}. */
    static byte[] payload(int number, int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    /** Offers frame {@code number} (1 to 127): every field and byte says its number. */
    static boolean offer(FrameRing ring, int number, byte[] payload) {
        return ring.offer(number, number, payload, 0, payload.length, number * MANY, -number * MANY);
    }

    /** Claims and reads a frame without releasing it: its number, {@link #NONE} or {@link #TORN}. */
    static int poll(FrameRing ring, byte[] scratch, int length) {
        if (!ring.poll(scratch)) {
            return NONE;
        }
        int number = ring.kind();
        boolean whole = ring.rtpTimestamp() == number
                && ring.length() == length
                && ring.arrivalNanos() == number * MANY
                && ring.source() == -number * MANY;
        byte[] bytes = ring.array();
        for (int i = ring.offset(); whole && i < ring.offset() + length; i++) {
            whole = bytes[i] == number;
        }
        return whole ? number : TORN;
    }
}
