package io.tacet;

/** What the WAV holds. */
public enum OutputEncoding {
    /** 16-bit little-endian PCM behind the canonical 44-byte header: every reader plays it. The default. */
    PCM16(2, 1),
    /** µ-law: half the size, bit-exact for PCMU sources; format tag 7, 58-byte header with a fact chunk. */
    MULAW(1, 7),
    /** A-law: half the size, bit-exact for PCMA sources; format tag 6, 58-byte header with a fact chunk. */
    ALAW(1, 6);

    private final int bytesPerSample;
    private final int formatTag;

    OutputEncoding(int bytesPerSample, int formatTag) {
        this.bytesPerSample = bytesPerSample;
        this.formatTag = formatTag;
    }

    /** {@return bytes of one sample: 1 or 2} */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /** {@return {@code wFormatTag} of the WAV's fmt chunk: 1, 6 or 7} */
    public int formatTag() {
        return formatTag;
    }
}
