package io.tacet.samples.voicemail.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Writes our session descriptions. Each further one of a call has a version that is one higher (RFC 3264 section 8).
 *
 * <p>Thread: one at a time.
 */
public final class SdpWriter {
    private final String host;
    private final long sessionId;
    private long version;

    /**
     * For one call.
     *
     * @param address where our media is received
     * @param sessionId a number of the call
     */
    public SdpWriter(InetAddress address, long sessionId) {
        host = (address instanceof Inet6Address ? "IP6 " : "IP4 ") + address.getHostAddress();
        this.sessionId = sessionId;
    }

    /** An answer: one line for each that was offered, all refused but the agreed one. */
    public String answer(List<MediaLine> offer, AudioSession session, int port) {
        StringBuilder text = head();
        for (int i = 0; i < offer.size(); i++) {
            MediaLine line = offer.get(i);
            if (i == session.mediaIndex()) {
                audio(text, session, port);
            } else {
                text.append(
                        "m=" + line.type() + " 0 " + line.protocol() + " " + String.join(" ", line.formats()) + "\r\n");
            }
        }
        return text.toString();
    }

    /** An offer, for a call that came without one: all that we take. */
    public String offer(int port, Direction direction) {
        StringBuilder text = head().append("m=audio " + port + " RTP/AVP 0 8 101\r\n");
        map(text, 0, "PCMU");
        map(text, 8, "PCMA");
        events(text, 101);
        return text.append("a=ptime:20\r\na=" + direction.attribute() + "\r\n").toString();
    }

    private StringBuilder head() {
        version++;
        return new StringBuilder("v=0\r\no=tacet " + sessionId + " " + version + " IN " + host
                + "\r\ns=voicemail\r\nc=IN " + host + "\r\nt=0 0\r\n");
    }

    private static void audio(StringBuilder text, AudioSession session, int port) {
        text.append("m=audio " + port + " RTP/AVP " + session.audioType());
        if (session.comfortNoiseType() >= 0) {
            text.append(" " + session.comfortNoiseType());
        }
        if (session.eventType() >= 0) {
            text.append(" " + session.eventType());
        }
        text.append("\r\n");
        map(text, session.audioType(), session.encoding().name());
        if (session.comfortNoiseType() >= 0) {
            map(text, session.comfortNoiseType(), "CN");
        }
        if (session.eventType() >= 0) {
            events(text, session.eventType());
        }
        text.append("a=ptime:" + session.ptimeMillis() + "\r\n");
        text.append("a=" + session.direction().attribute() + "\r\n");
    }

    private static void events(StringBuilder text, int type) {
        map(text, type, "telephone-event");
        text.append("a=fmtp:" + type + " 0-16\r\n");
    }

    private static void map(StringBuilder text, int type, String encoding) {
        text.append("a=rtpmap:" + type + " " + encoding + "/" + AudioSession.CLOCK_RATE + "\r\n");
    }
}
