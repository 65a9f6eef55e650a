package io.tacet.server.capture;

import io.tacet.rtp.RtpHeader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of one synchronisation source of one flow. Thread: the reader's. */
final class SourceObservation {
    private static final int NEAR = 64;
    private static final int FIRST_DYNAMIC = 96;

    final long ssrc;
    final TreeMap<Integer, Long> payloadTypes = new TreeMap<>();
    final long firstArrivalNanos;
    long lastArrivalNanos;
    long packets;

    private final TreeMap<Integer, EventEvidence> events = new TreeMap<>();
    private int lastSequence;
    private long followers;

    SourceObservation(long ssrc, long arrivalNanos) {
        this.ssrc = ssrc;
        firstArrivalNanos = arrivalNanos;
    }

    void add(RtpHeader packet, byte[] bytes, long arrivalNanos) {
        int payloadType = packet.payloadType();
        if (packets > 0) {
            int step = (short) (packet.sequence() - lastSequence);
            if (step != 0 && Math.abs(step) <= NEAR) {
                followers++;
            }
        }
        packets++;
        lastSequence = packet.sequence();
        lastArrivalNanos = arrivalNanos;
        payloadTypes.merge(payloadType, 1L, Long::sum);
        if (payloadType >= FIRST_DYNAMIC) {
            events.computeIfAbsent(payloadType, any -> new EventEvidence()).add(packet, bytes);
        }
    }

    long packets(int payloadType) {
        return payloadTypes.getOrDefault(payloadType, 0L);
    }

    /** Whether a payload type carries telephone events, as told or as recognised. */
    boolean carriesEvents(int payloadType, @Nullable Integer told) {
        if (told != null) {
            return told == payloadType && payloadTypes.containsKey(payloadType);
        }
        EventEvidence evidence = events.get(payloadType);
        return evidence != null && evidence.convincing(payloadType, payloadTypes.size() > 1);
    }

    /** Whether these are RTP packets of one sender, rather than bytes that happen to look like some. */
    boolean convincing(@Nullable Integer toldEvents) {
        boolean audio = packets(0) + packets(8) > 0;
        return followers >= 2
                || followers == 1 && audio
                || payloadTypes.keySet().stream().anyMatch(type -> carriesEvents(type, toldEvents));
    }
}
