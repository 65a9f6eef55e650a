package io.tacet.server.capture;

import io.tacet.rtp.RtpHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One RTP stream of a capture: one direction of one UDP flow with all its sources. Immutable.
 *
 * @param flow who sends to whom
 * @param ssrcs its synchronisation sources in order of appearance, 32 bits each
 * @param packets of RTP
 * @param payloadTypes how many packets of each type
 * @param eventPayloadType what carries telephone events, null if nothing does
 * @param onlySsrc the only source wanted, null for all
 * @param firstArrivalNanos of its first packet, after the first record of the capture
 * @param lastArrivalNanos of its last packet
 */
public record CaptureStream(
        Flow flow,
        List<Long> ssrcs,
        long packets,
        SortedMap<Integer, Long> payloadTypes,
        @Nullable Integer eventPayloadType,
        @Nullable Long onlySsrc,
        long firstArrivalNanos,
        long lastArrivalNanos) {

    /** Copies the list. */
    public CaptureStream {
        ssrcs = List.copyOf(ssrcs);
    }

    /** Whether Tacet can record it: it has PCMU or PCMA audio, or telephone events. */
    public boolean recordable() {
        return eventPayloadType != null || payloadTypes.containsKey(0) || payloadTypes.containsKey(8);
    }

    /** Whether a datagram is part of it: everything of its flow, or only RTP of the wanted source. */
    public boolean carries(Datagram datagram) {
        if (!flow.equals(datagram.flow())) {
            return false;
        }
        if (onlySsrc == null) {
            return true;
        }
        RtpHeader packet = new RtpHeader();
        return packet.parse(datagram.bytes(), datagram.offset(), datagram.length()) == RtpHeader.Kind.RTP
                && Integer.toUnsignedLong(packet.ssrc()) == onlySsrc;
    }

    /** For people: flow, sources, packets and payload types. */
    @Override
    public String toString() {
        String sources = ssrcs.stream().map(CaptureStream::hexadecimal).collect(Collectors.joining(", "));
        List<String> types = new ArrayList<>();
        for (Map.Entry<Integer, Long> type : payloadTypes.entrySet()) {
            types.add(type.getKey() + (type.getKey().equals(eventPayloadType) ? " (events)" : ""));
        }
        return flow + ", SSRC " + sources + ", " + packets + (packets == 1 ? " packet" : " packets") + ", payload type "
                + String.join(", ", types);
    }

    static String hexadecimal(long ssrc) {
        return String.format(Locale.ROOT, "0x%08X", ssrc);
    }
}
