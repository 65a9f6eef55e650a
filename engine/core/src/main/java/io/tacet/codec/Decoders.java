package io.tacet.codec;

import io.tacet.AudioEncoding;
import io.tacet.spi.AudioDecoder;

/** The built-in decoders: one shared instance for each encoding. Thread: any; no state. */
public final class Decoders {
    private Decoders() {}

    /**
     * An odd byte at the end of a 16-bit payload is ignored.
     *
     * @param encoding how the samples arrive
     * @return the shared decoder of that encoding; one sample a byte for G.711, one for two bytes else
     */
    public static AudioDecoder of(AudioEncoding encoding) {
        return switch (encoding) {
            case PCMU -> Shared.ULAW;
            case PCMA -> Shared.ALAW;
            case L16 -> Shared.L16;
            case PCM16 -> Shared.PCM16;
        };
    }

    private enum Shared implements AudioDecoder {
        ULAW("µ-law") {
            @Override
            public int decode(byte[] bytes, int offset, int length, short[] samples) {
                G711.decodeUlaw(bytes, offset, length, samples);
                return length;
            }
        },
        ALAW("A-law") {
            @Override
            public int decode(byte[] bytes, int offset, int length, short[] samples) {
                G711.decodeAlaw(bytes, offset, length, samples);
                return length;
            }
        },
        L16("L16") {
            @Override
            public int decode(byte[] bytes, int offset, int length, short[] samples) {
                return Linear16.decodeBigEndian(bytes, offset, length, samples);
            }
        },
        PCM16("PCM16") {
            @Override
            public int decode(byte[] bytes, int offset, int length, short[] samples) {
                return Linear16.decodeLittleEndian(bytes, offset, length, samples);
            }
        };

        private final String chainName;

        Shared(String chainName) {
            this.chainName = chainName;
        }

        @Override
        public String toString() {
            return chainName;
        }
    }
}
