package io.tacet;

/**
 * What an RTP payload type carries (RFC 3551 section 6).
 *
 * @param encoding of its samples
 * @param clockRate of its RTP timestamps and samples: 8000, 16000, 32000 or 48000 Hz
 */
public record PayloadFormat(AudioEncoding encoding, int clockRate) {
    /** PCMU at 8000 Hz. */
    public static final PayloadFormat PCMU = new PayloadFormat(AudioEncoding.PCMU, 8000);

    /** PCMA at 8000 Hz. */
    public static final PayloadFormat PCMA = new PayloadFormat(AudioEncoding.PCMA, 8000);

    /**
     * Checks the clock rate.
     *
     * @param encoding of its samples; each goes with each rate
     * @param clockRate 8000, 16000, 32000 or 48000 Hz
     * @throws IllegalArgumentException for another clock rate
     */
    public PayloadFormat {
        if (clockRate != 8000 && clockRate != 16000 && clockRate != 32000 && clockRate != 48000) {
            throw new IllegalArgumentException(
                    "clock rate is " + clockRate + " Hz; allowed are 8000, 16000, 32000 and 48000");
        }
    }
}
