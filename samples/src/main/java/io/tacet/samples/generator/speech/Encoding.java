package io.tacet.samples.generator.speech;

/**
 * How samples become bytes, and what a decoder makes of them.
 *
 * <p>Source: ITU-T G.711, written from its tables of decision values; independent of the engine's codec.
 */
public enum Encoding {
    /** G.711 µ-law. */
    PCMU(1) {
        @Override
        public void encode(int sample, byte[] to, int at) {
            int magnitude = Math.min(Math.abs(sample), 32635) + 132;
            int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
            int mantissa = magnitude >> exponent + 3 & 0x0F;
            to[at] = (byte) ~((sample < 0 ? 0x80 : 0) | exponent << 4 | mantissa);
        }

        @Override
        public int decode(byte[] from, int at) {
            int code = ~from[at] & 0xFF;
            int magnitude = ((code & 0x0F) * 8 + 132 << (code >> 4 & 7)) - 132;
            return (code & 0x80) != 0 ? -magnitude : magnitude;
        }

        @Override
        public byte silence() {
            return (byte) 0xFF;
        }
    },
    /** G.711 A-law. */
    PCMA(1) {
        @Override
        public void encode(int sample, byte[] to, int at) {
            int magnitude = Math.min(sample < 0 ? ~sample : sample, 32767);
            int exponent = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude | 1) - 7);
            int mantissa = exponent == 0 ? magnitude >> 4 : magnitude >> exponent + 3 & 0x0F;
            to[at] = (byte) (((sample < 0 ? 0 : 0x80) | exponent << 4 | mantissa) ^ 0x55);
        }

        @Override
        public int decode(byte[] from, int at) {
            int code = (from[at] ^ 0x55) & 0xFF;
            int exponent = code >> 4 & 7;
            int magnitude = (code & 0x0F) * 16 + (exponent == 0 ? 8 : 264);
            magnitude <<= Math.max(0, exponent - 1);
            return (code & 0x80) != 0 ? magnitude : -magnitude;
        }

        @Override
        public byte silence() {
            return (byte) 0xD5;
        }
    },
    /** 16-bit linear, big-endian, as RTP carries it. */
    L16(2) {
        @Override
        public void encode(int sample, byte[] to, int at) {
            to[at] = (byte) (sample >> 8);
            to[at + 1] = (byte) sample;
        }

        @Override
        public int decode(byte[] from, int at) {
            return from[at] << 8 | from[at + 1] & 0xFF;
        }
    },
    /** 16-bit linear, little-endian, as WAV files carry it. */
    PCM16(2) {
        @Override
        public void encode(int sample, byte[] to, int at) {
            to[at] = (byte) sample;
            to[at + 1] = (byte) (sample >> 8);
        }

        @Override
        public int decode(byte[] from, int at) {
            return from[at + 1] << 8 | from[at] & 0xFF;
        }
    };

    private final int bytesPerSample;

    Encoding(int bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    /** Bytes of a sample. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /** Writes one sample. */
    public abstract void encode(int sample, byte[] to, int at);

    /** Reads one sample. */
    public abstract int decode(byte[] from, int at);

    /** The byte of silence. */
    public byte silence() {
        return 0;
    }

    /** Encodes samples, rounded and clipped. */
    public byte[] encode(double[] samples) {
        byte[] bytes = new byte[samples.length * bytesPerSample];
        for (int i = 0; i < samples.length; i++) {
            int sample = (int) Math.max(-32768, Math.min(32767, Math.rint(samples[i])));
            encode(sample, bytes, i * bytesPerSample);
        }
        return bytes;
    }

    /** Decodes all samples. */
    public double[] decode(byte[] bytes) {
        double[] samples = new double[bytes.length / bytesPerSample];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = decode(bytes, i * bytesPerSample);
        }
        return samples;
    }
}
