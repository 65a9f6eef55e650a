package io.tacet.server.capture;

import io.tacet.rtp.RtpHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of one UDP flow. Holds a bounded number of sources: the oldest one that sent a single packet gives way. */
final class FlowObservation {
    private static final int MOST_SOURCES = 16;
    private static final int USUAL_EVENTS = 101;

    private final Flow flow;
    private final Map<Long, SourceObservation> sources = new LinkedHashMap<>();

    FlowObservation(Flow flow) {
        this.flow = flow;
    }

    void add(RtpHeader packet, byte[] bytes, long arrivalNanos) {
        long ssrc = Integer.toUnsignedLong(packet.ssrc());
        SourceObservation source = sources.get(ssrc);
        if (source == null) {
            if (sources.size() >= MOST_SOURCES && !dropOne()) {
                return;
            }
            source = new SourceObservation(ssrc, arrivalNanos);
            sources.put(ssrc, source);
        }
        source.add(packet, bytes, arrivalNanos);
    }

    private boolean dropOne() {
        Iterator<SourceObservation> each = sources.values().iterator();
        while (each.hasNext()) {
            if (each.next().packets == 1) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** The stream, or null if nothing in this flow is RTP. A flow or source that was asked for needs no more than one packet. */
    @Nullable
    CaptureStream stream(StreamSelection selection) {
        Integer port = selection.udpPort();
        boolean asked = port != null && port == flow.destination().port();
        List<SourceObservation> real = new ArrayList<>();
        for (SourceObservation source : sources.values()) {
            if (asked || isSsrc(source, selection) || source.convincing(selection.eventPayloadType())) {
                real.add(source);
            }
        }
        return real.isEmpty() ? null : summary(real, selection.eventPayloadType(), null);
    }

    /** The stream of one source alone, or null if it is not here. */
    @Nullable
    CaptureStream only(StreamSelection selection) {
        for (SourceObservation source : sources.values()) {
            if (isSsrc(source, selection)) {
                return summary(List.of(source), selection.eventPayloadType(), source.ssrc);
            }
        }
        return null;
    }

    private static boolean isSsrc(SourceObservation source, StreamSelection selection) {
        Long ssrc = selection.ssrc();
        return ssrc != null && ssrc == source.ssrc;
    }

    private CaptureStream summary(List<SourceObservation> real, @Nullable Integer told, @Nullable Long only) {
        TreeMap<Integer, Long> types = new TreeMap<>();
        TreeMap<Integer, Long> events = new TreeMap<>();
        List<Long> ssrcs = new ArrayList<>();
        long packets = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (SourceObservation source : real) {
            ssrcs.add(source.ssrc);
            packets += source.packets;
            first = Math.min(first, source.firstArrivalNanos);
            last = Math.max(last, source.lastArrivalNanos);
            for (Map.Entry<Integer, Long> type : source.payloadTypes.entrySet()) {
                types.merge(type.getKey(), type.getValue(), Long::sum);
                if (source.carriesEvents(type.getKey(), told)) {
                    events.merge(type.getKey(), type.getValue(), Long::sum);
                }
            }
        }
        Integer event = events.containsKey(USUAL_EVENTS)
                ? Integer.valueOf(USUAL_EVENTS)
                : events.keySet().stream()
                        .max(Comparator.comparing(events::get))
                        .orElse(null);
        return new CaptureStream(flow, ssrcs, packets, types, event, only, first, last);
    }
}
