package io.tacet.samples.generator.captures;

import io.tacet.samples.generator.speech.Encoding;

/**
 * What a call's audio is.
 *
 * @param payloadType of RTP
 * @param encoding of its samples
 * @param rate of its clock
 */
record Format(int payloadType, Encoding encoding, int rate) {
    static final Format PCMU = new Format(0, Encoding.PCMU, 8000);
    static final Format PCMA = new Format(8, Encoding.PCMA, 8000);
    static final Format L16_16K = new Format(97, Encoding.L16, 16000);
    static final Format L16_48K = new Format(98, Encoding.L16, 48000);
}
