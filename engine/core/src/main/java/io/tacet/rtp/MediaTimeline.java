package io.tacet.rtp;

/**
 * Turns RTP timestamps and arrival times into positions (RULES T1 to T4).
 *
 * <p>Thread: recorder. Positions are samples since the first accepted packet; arrival times are monotonic nanoseconds. Design note: the
 * transit's baseline says at which arrival time a position is due. It is the mean of the first transits and then follows slowly, so
 * that jitter averages out and the drift of a sender's clock (200 ppm and more) is followed without fill or cut.
 */
public final class MediaTimeline {
    /** How far from the baseline a timestamp is believed. */
    public static final long TOLERANCE_NANOS = 500_000_000L;

    /** Over how many packets the baseline is averaged. */
    private static final int MEMORY = 128;

    /** Drift that is granted over a pause without packets: 1/4096, 244 ppm. */
    private static final int DRIFT_SHIFT = 12;

    private final int rate;
    /** A whole number at 8 and 16 kHz, else 0. */
    private final long nanosPerSample;

    private int referenceTimestamp;
    private long referencePosition;
    private long baselineNanos;
    private long lastArrivalNanos;
    private int packets;

    /**
     * A timeline that waits for its first packet.
     *
     * @param rate of RTP timestamps and samples, 8000 to 48000 Hz
     */
    public MediaTimeline(int rate) {
        this.rate = rate;
        nanosPerSample = 1_000_000_000L % rate == 0 ? 1_000_000_000L / rate : 0;
    }

    /**
     * The first accepted packet is position 0.
     *
     * @param timestamp of its first sample (RFC 3550 section 5.1), 32 bits
     * @param arrivalNanos when it came: the first baseline
     */
    public void start(int timestamp, long arrivalNanos) {
        referenceTimestamp = timestamp;
        referencePosition = 0;
        baselineNanos = arrivalNanos;
        lastArrivalNanos = arrivalNanos;
        packets = 1;
    }

    /**
     * Reads a timestamp on the audio's clock, modulo 2^32 (RFC 1982).
     *
     * @param timestamp 32 bits, within 2^31 samples of the last one
     * @return its position in samples; below 0 before the first packet's
     */
    public long positionOf(int timestamp) {
        return referencePosition + (timestamp - referenceTimestamp);
    }

    /**
     * Reads an arrival time on the baseline of the transit.
     *
     * @param arrivalNanos on the monotonic clock
     * @return the position in samples that is due then, rounded down; below 0 before the first packet
     */
    public long positionAt(long arrivalNanos) {
        return samples(arrivalNanos - baselineNanos);
    }

    /**
     * The inverse of {@link #positionAt}.
     *
     * @param position in samples
     * @return when it is due, on the monotonic clock
     */
    public long nanosAt(long position) {
        return baselineNanos + nanos(position);
    }

    /** How much later than due a packet came. */
    long deviation(long position, long arrivalNanos) {
        return arrivalNanos - nanosAt(position);
    }

    /** Whether a timestamp's position is believed for its arrival. */
    boolean believes(long position, long arrivalNanos) {
        long drift = Math.max(0, arrivalNanos - lastArrivalNanos) >> DRIFT_SHIFT;
        return Math.abs(deviation(position, arrivalNanos)) <= TOLERANCE_NANOS + drift;
    }

    /** A believed packet: the reference moves on, the baseline follows. */
    void follow(int timestamp, long position, long arrivalNanos) {
        long deviation = deviation(position, arrivalNanos);
        if (Math.abs(deviation) > TOLERANCE_NANOS) {
            baselineNanos += deviation;
        } else {
            packets = Math.min(packets + 1, MEMORY);
            baselineNanos += packets == MEMORY ? deviation / MEMORY : deviation / packets;
        }
        lastArrivalNanos = Math.max(lastArrivalNanos, arrivalNanos);
        refer(timestamp, position);
    }

    /** From here on {@code timestamp} stands at {@code position}. */
    void refer(int timestamp, long position) {
        referenceTimestamp = timestamp;
        referencePosition = position;
    }

    /** The timestamp of a position; within 2^31 samples of the last one. */
    int timestampAt(long position) {
        return referenceTimestamp + (int) (position - referencePosition);
    }

    /** Samples in nanoseconds, rounded down. */
    long samples(long nanos) {
        return Math.floorDiv(nanos, 1_000_000_000L) * rate
                + Math.floorMod(nanos, 1_000_000_000L) * rate / 1_000_000_000L;
    }

    /**
     * The length of a stretch.
     *
     * @param samples how many; may be below 0
     * @return nanoseconds, rounded towards 0
     */
    public long nanos(long samples) {
        return nanosPerSample != 0
                ? samples * nanosPerSample
                : samples / rate * 1_000_000_000L + samples % rate * 1_000_000_000L / rate;
    }
}
