package io.tacet;

/**
 * How samples arrive. All are mono; the clock rate is given beside it (8000, 16000, 32000 or 48000 Hz).
 *
 * <p>Source: ITU-T G.711 for PCMU and PCMA, RFC 3551 section 4.5.11 for L16.
 */
public enum AudioEncoding {
    /** G.711 µ-law, one byte a sample; RTP static payload type 0. */
    PCMU(1),
    /** G.711 A-law, one byte a sample; RTP static payload type 8. */
    PCMA(1),
    /** 16-bit linear, network byte order (big-endian), as RTP carries it. */
    L16(2),
    /** 16-bit linear, little-endian, as WAV files and AudioSocket carry it. */
    PCM16(2);

    private final int bytesPerSample;

    AudioEncoding(int bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    /** {@return bytes of one sample: 1 or 2} */
    public int bytesPerSample() {
        return bytesPerSample;
    }
}
