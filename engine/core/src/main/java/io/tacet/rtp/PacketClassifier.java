package io.tacet.rtp;

import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import org.jspecify.annotations.Nullable;

/**
 * The checks that need no state of the stream: lengths and version, then what the payload type means. Thread: recorder. Counts what it
 * refuses.
 */
final class PacketClassifier {
    private final RtpHeader header = new RtpHeader();
    private final PayloadTypes types;
    private final ReceiverCounters counters;

    PacketClassifier(PayloadTypes types, ReceiverCounters counters) {
        this.types = types;
        this.counters = counters;
    }

    /** Whether the packet is RTP with consistent lengths. */
    boolean isRtp(byte[] bytes, int offset, int length) {
        RtpHeader.Kind kind = header.parse(bytes, offset, length);
        counters.malformed += kind == RtpHeader.Kind.MALFORMED ? 1 : 0;
        counters.rtcp += kind == RtpHeader.Kind.RTCP ? 1 : 0;
        return kind == RtpHeader.Kind.RTP;
    }

    /** Fills {@code view} from the packet that {@link #isRtp} parsed; false if it carries nothing that is known. */
    boolean describe(byte[] bytes, Packet view) {
        int type = header.payloadType();
        int offset = header.payloadOffset();
        int end = offset + header.payloadLength();
        int primary = offset;
        view.redundant = types.redundant(type);
        if (view.redundant) {
            primary = RedundantPayload.primaryBlock(bytes, offset, header.payloadLength());
            if (primary < 0) {
                return wellFormed(false);
            }
            type = RedundantPayload.primaryType(bytes, offset);
        }
        view.payloadType = type;
        view.marker = header.marker();
        view.sequence = header.sequence();
        view.timestamp = header.timestamp();
        view.ssrc = header.ssrc();
        if (types.eventClockRate(type) > 0) {
            fill(view, bytes, offset, end - offset, Packet.Kind.EVENT, null, 0);
            return wellFormed(end - primary >= 4);
        }
        PayloadFormat format = types.audio(type);
        if (format != null) {
            int samples = (end - primary) / format.encoding().bytesPerSample();
            fill(view, bytes, primary, end - primary, Packet.Kind.AUDIO, format, samples);
            return wellFormed(samples > 0);
        }
        if (types.comfortNoise(type)) {
            fill(view, bytes, offset, end - offset, Packet.Kind.COMFORT_NOISE, null, 0);
            return true;
        }
        counters.payloadType++;
        return false;
    }

    /** Fills {@code view} from a frame without a header. */
    boolean describeRaw(byte[] bytes, int offset, int length, int timestamp, Packet view) {
        PayloadFormat format = types.primary();
        int samples = length / format.encoding().bytesPerSample();
        fill(view, bytes, offset, length, Packet.Kind.AUDIO, format, samples);
        view.timestamp = timestamp;
        view.marker = false;
        view.redundant = false;
        return wellFormed(samples > 0);
    }

    private boolean wellFormed(boolean yes) {
        counters.malformed += yes ? 0 : 1;
        return yes;
    }

    private static void fill(
            Packet packet,
            byte[] bytes,
            int offset,
            int length,
            Packet.Kind kind,
            @Nullable PayloadFormat format,
            int samples) {
        packet.bytes = bytes;
        packet.offset = offset;
        packet.length = length;
        packet.kind = kind;
        packet.format = format;
        packet.samples = samples;
        packet.position = Packet.UNPLACED;
        packet.clockJump = false;
        packet.newSource = false;
        packet.first = false;
    }
}
