package io.tacet.spi;

/**
 * Decodes one payload into 16-bit samples. Thread: recorder, one at a time for each instance. Must not block, throw or allocate.
 * Contract: {@code AudioDecoderContract} in the test jar.
 */
public interface AudioDecoder {
    /**
     * Decodes a payload.
     *
     * @param bytes the array that holds it
     * @param offset where it begins
     * @param length in bytes, at least 0
     * @param samples takes the result from index 0; large enough for {@code length} samples
     * @return how many samples were written
     */
    int decode(byte[] bytes, int offset, int length, short[] samples);
}
