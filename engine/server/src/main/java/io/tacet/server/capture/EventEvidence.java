package io.tacet.server.capture;

import io.tacet.rtp.RtpHeader;

/**
 * Gathers what speaks for one payload type of one source carrying telephone events: payloads of whole four-byte events, a timestamp
 * that stands still while the duration grows, one event at a timestamp. Type 101, which nearly everyone uses, needs less.
 *
 * <p>Thread: the reader's. Source: RFC 4733 section 2.3.
 */
final class EventEvidence {
    private static final int USUAL = 101;
    private static final int EVENT_LENGTH = 4;
    private static final int MOST_LENGTH = 16;
    private static final int END = 0x80;

    private long fitting;
    private long other;
    private long progress;
    private long contradictions;
    private int lastTimestamp;
    private int lastEvent;
    private int lastDuration;
    private boolean lastEnd;

    void add(RtpHeader packet, byte[] bytes) {
        int length = packet.payloadLength();
        if (length == 0 || length % EVENT_LENGTH != 0 || length > MOST_LENGTH) {
            other++;
            return;
        }
        int at = packet.payloadOffset();
        int event = bytes[at] & 0xFF;
        int duration = (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
        boolean end = (bytes[at + 1] & END) != 0;
        if (fitting > 0 && packet.timestamp() == lastTimestamp) {
            if (event != lastEvent || duration < lastDuration) {
                contradictions++;
            } else if (duration > lastDuration || end && lastEnd && duration > 0) {
                progress++;
            }
        }
        fitting++;
        lastTimestamp = packet.timestamp();
        lastEvent = event;
        lastDuration = duration;
        lastEnd = end;
    }

    /**
     * Whether the type carries telephone events.
     *
     * @param others whether its source also sends other types
     */
    boolean convincing(int payloadType, boolean others) {
        if (payloadType == USUAL) {
            return fitting > other && contradictions * 2 <= fitting && (others || fitting >= 2);
        }
        return other == 0 && contradictions == 0 && progress > 0;
    }
}
