package io.tacet.samples.voicemail.rtp;

import io.tacet.AudioEncoding;
import io.tacet.codec.G711;
import java.nio.ByteBuffer;

/** Samples into the bytes of a call's codec. Thread: any; no state. */
final class G711Encoder {
    private G711Encoder() {}

    static void encode(short[] samples, int offset, int count, AudioEncoding encoding, ByteBuffer out) {
        boolean alaw = encoding == AudioEncoding.PCMA;
        for (int i = offset; i < offset + count; i++) {
            out.put(alaw ? G711.linearToAlaw(samples[i]) : G711.linearToUlaw(samples[i]));
        }
    }
}
