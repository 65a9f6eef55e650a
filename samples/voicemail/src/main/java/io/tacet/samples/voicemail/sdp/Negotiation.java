package io.tacet.samples.voicemail.sdp;

import io.tacet.AudioEncoding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the audio stream that we can record in what the other side offers or answers: plain RTP with PCMU or PCMA at 8000 Hz, the
 * first that fits, in the order of the other side's preference; telephone events of the same clock beside it.
 *
 * <p>Thread: any; pure. Source: RFC 3264 section 6, RFC 3551 section 6, RFC 4733 section 2.4.1.
 */
public final class Negotiation {
    private static final String PROTOCOL = "RTP/AVP";
    private static final int DEFAULT_PTIME_MILLIS = 20;
    private static final int LONGEST_PTIME_MILLIS = 60;

    private Negotiation() {}

    /** The session, or null if nothing fits. */
    public static @Nullable AudioSession of(List<MediaLine> theirs) {
        for (int i = 0; i < theirs.size(); i++) {
            AudioSession session = of(theirs.get(i), i);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    private static @Nullable AudioSession of(MediaLine line, int index) {
        if (!line.type().equals("audio") || !line.protocol().equals(PROTOCOL) || line.port() == 0) {
            return null;
        }
        int audioType = -1;
        int eventType = -1;
        int comfortNoiseType = -1;
        AudioEncoding encoding = AudioEncoding.PCMU;
        for (String format : line.formats()) {
            int type = payloadType(format);
            RtpMap map = map(line, type);
            if (map == null || map.clockRate() != AudioSession.CLOCK_RATE) {
                continue;
            }
            switch (map.encoding()) {
                case "PCMU", "PCMA" -> {
                    if (audioType < 0) {
                        audioType = type;
                        encoding = AudioEncoding.valueOf(map.encoding());
                    }
                }
                case "TELEPHONE-EVENT" -> eventType = eventType < 0 ? type : eventType;
                case "CN" -> comfortNoiseType = comfortNoiseType < 0 ? type : comfortNoiseType;
                default -> {}
            }
        }
        InetAddress address = IpLiteral.parse(line.address());
        if (audioType < 0 || address == null || !IpLiteral.mayReceive(address)) {
            return null;
        }
        InetSocketAddress remote = address.isAnyLocalAddress() ? null : new InetSocketAddress(address, line.port());
        Direction direction = line.direction().mirrored();
        return new AudioSession(
                index, remote, encoding, audioType, eventType, comfortNoiseType, ptime(line), direction);
    }

    private static int payloadType(String format) {
        boolean digits =
                !format.isEmpty() && format.length() <= 3 && format.chars().allMatch(c -> c >= '0' && c <= '9');
        int type = digits ? Integer.parseInt(format) : -1;
        return type <= 127 ? type : -1;
    }

    /** What a payload type is: as the line says, else as RFC 3551 does. */
    private static @Nullable RtpMap map(MediaLine line, int type) {
        RtpMap map = line.maps().get(type);
        if (map != null) {
            return map;
        }
        return switch (type) {
            case 0 -> new RtpMap("PCMU", AudioSession.CLOCK_RATE);
            case 8 -> new RtpMap("PCMA", AudioSession.CLOCK_RATE);
            case 13 -> new RtpMap("CN", AudioSession.CLOCK_RATE);
            default -> null;
        };
    }

    /** As wished, where that is a length that every receiver plays; else 20 ms. */
    private static int ptime(MediaLine line) {
        int wished = line.ptimeMillis() == 0 ? DEFAULT_PTIME_MILLIS : line.ptimeMillis();
        int most = line.maxPtimeMillis() == 0 ? LONGEST_PTIME_MILLIS : line.maxPtimeMillis();
        int ptime = Math.min(Math.min(wished, most), LONGEST_PTIME_MILLIS) / 10 * 10;
        return ptime < 10 ? DEFAULT_PTIME_MILLIS : ptime;
    }
}
