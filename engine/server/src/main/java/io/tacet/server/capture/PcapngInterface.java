package io.tacet.server.capture;

/**
 * One interface of a pcapng section: how to read its frames and times.
 *
 * @param linkType of its frames
 * @param snapLength most bytes of a frame that were kept, 0 = all
 * @param resolution {@code if_tsresol}: a power of ten, or of two with the high bit set
 * @param offsetSeconds {@code if_tsoffset}: added to every time
 */
record PcapngInterface(int linkType, long snapLength, int resolution, long offsetSeconds) {
    private static final long GIGA = 1_000_000_000L;
    /** Far more than any capture's time; keeps the arithmetic of times from overflowing. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / GIGA / 2;

    /** Nanoseconds since 1970 of a time in units of this interface. */
    long epochNanos(long units) {
        int exponent = resolution & 0x7F;
        boolean binary = (resolution & 0x80) != 0;
        long seconds;
        long nanos;
        if (binary) {
            exponent = Math.min(exponent, 63);
            seconds = units >>> exponent;
            long fraction = units - (seconds << exponent);
            int shift = Math.max(0, exponent - 30);
            nanos = (fraction >>> shift) * GIGA >>> exponent - shift;
        } else {
            exponent = Math.min(exponent, 18);
            long unitsPerSecond = power(exponent);
            seconds = Long.divideUnsigned(units, unitsPerSecond);
            long fraction = Long.remainderUnsigned(units, unitsPerSecond);
            nanos = exponent <= 9 ? fraction * power(9 - exponent) : fraction / power(exponent - 9);
        }
        long bounded = Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, offsetSeconds));
        long sum = (seconds < 0 || seconds > MOST_SECONDS ? MOST_SECONDS : seconds) + bounded;
        return Math.max(0, Math.min(MOST_SECONDS, sum)) * GIGA + nanos;
    }

    private static long power(int exponent) {
        long value = 1;
        for (int i = 0; i < exponent; i++) {
            value *= 10;
        }
        return value;
    }
}
