package io.tacet.samples.voicemail.sdp;

import io.tacet.AudioEncoding;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What two sides agreed on for one audio stream. Immutable.
 *
 * @param mediaIndex which {@code m=} line it is, from 0
 * @param remote where our media goes; null while the other side has no address (hold of the old kind, RFC 3264 section 8.4)
 * @param encoding PCMU or PCMA
 * @param audioType payload type of the audio, both ways
 * @param eventType payload type of telephone events, −1 if there are none
 * @param comfortNoiseType payload type of comfort noise, −1 if there is none
 * @param ptimeMillis of the packets that we send
 * @param direction from our side
 */
public record AudioSession(
        int mediaIndex,
        @Nullable InetSocketAddress remote,
        AudioEncoding encoding,
        int audioType,
        int eventType,
        int comfortNoiseType,
        int ptimeMillis,
        Direction direction) {
    /** Samples in a second of telephone audio, and of its RTP timestamps. */
    public static final int CLOCK_RATE = 8000;

    /** Whether we may send now. */
    public boolean maySend() {
        return remote != null && direction.sends();
    }

    /** Whether the other side sends to us. */
    public boolean receives() {
        return direction.receives();
    }

    /** What the engine must know of the packets to come. */
    public PayloadTypes payloadTypes() {
        PayloadFormat format = new PayloadFormat(encoding, CLOCK_RATE);
        PayloadTypes.Builder types = PayloadTypes.builder().primary(format).audio(audioType, format);
        if (eventType >= 0) {
            types.events(eventType, CLOCK_RATE);
        }
        if (comfortNoiseType >= 0) {
            types.comfortNoise(comfortNoiseType);
        }
        return types.build();
    }

    /** Whether a recording that was opened for another session understands this one's packets. */
    public boolean understoodBy(PayloadTypes types) {
        PayloadFormat format = types.audio(audioType);
        return format != null
                && format.encoding() == encoding
                && (eventType < 0 || types.eventClockRate(eventType) == CLOCK_RATE);
    }
}
