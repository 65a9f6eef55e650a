package io.tacet.codec;

/** Turns samples into the bytes of a file. Thread: any; must not block, throw or allocate. */
public interface SampleEncoder {
    /**
     * Encodes samples.
     *
     * @param samples 16-bit
     * @param offset of the first one
     * @param count how many
     * @param out takes the bytes; large enough from {@code outOffset} on
     * @param outOffset where they begin
     */
    void encode(short[] samples, int offset, int count, byte[] out, int outOffset);
}
