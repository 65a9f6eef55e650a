package io.tacet;

import java.nio.ByteBuffer;

/**
 * The hot call: takes the packets of one recording.
 *
 * <p>Thread: one producer at a time; successive producers must be ordered by the host (happens-before). No call blocks, locks,
 * allocates, does I/O or throws for what a packet contains; bytes are copied before the call returns.
 */
public interface MediaInput extends AutoCloseable {
    /**
     * Takes one RTP packet (RFC 3550), audio, comfort noise or telephone event alike.
     *
     * @param bytes the array that holds the packet
     * @param offset where the RTP header begins
     * @param length of the packet in bytes, header included
     * @param arrivalNanos when it arrived, on the engine's monotonic clock
     * @param source where it came from, as {@link MediaSource#of} makes it; 0 when the host has already checked it
     * @return false if it was dropped because the ring was full, or the recording has ended: counted, never an error
     */
    boolean onRtp(byte[] bytes, int offset, int length, long arrivalNanos, long source);

    /**
     * The same from a buffer, from its position to its limit; the position is left as it was.
     *
     * @param packet direct or heap; the RTP header begins at its position
     * @param arrivalNanos when it arrived, on the engine's monotonic clock
     * @param source as {@link MediaSource#of} makes it; 0 when the host has already checked it
     * @return false if it was dropped because the ring was full, or the recording has ended
     */
    boolean onRtp(ByteBuffer packet, long arrivalNanos, long source);

    /**
     * Takes one frame of audio without an RTP header, in the encoding of {@link PayloadTypes#primary()}.
     *
     * @param rtpTimestamp of its first sample, 32 bits, in samples at the clock rate; any start, modular
     * @param bytes the array that holds the samples
     * @param offset where they begin
     * @param length in bytes, a whole number of samples
     * @param arrivalNanos when it arrived, on the engine's monotonic clock
     * @return false if it was dropped because the ring was full, or the recording has ended
     */
    boolean onAudio(int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos);

    /**
     * The same from a buffer, from its position to its limit; the position is left as it was.
     *
     * @param rtpTimestamp of its first sample, 32 bits, in samples at the clock rate; any start, modular
     * @param audio direct or heap; a whole number of samples
     * @param arrivalNanos when it arrived, on the engine's monotonic clock
     * @return false if it was dropped because the ring was full, or the recording has ended
     */
    boolean onAudio(int rtpTimestamp, ByteBuffer audio, long arrivalNanos);

    /**
     * Asking counts nothing and reserves nothing.
     *
     * @param length of a packet in bytes, RTP header included
     * @return whether the ring would take it now
     */
    boolean hasRoom(int length);

    /** {@return whether the recording has ended: nothing is taken any more} */
    boolean isClosed();

    /** The end of the input: the recording ends with cause ENDED once all packets offered before were used. Idempotent. */
    @Override
    void close();
}
