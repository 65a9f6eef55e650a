package io.tacet.codec;

public interface SampleEncoder {
    void encode(short[] samples, int offset, int count, byte[] out, int outOffset);
}
