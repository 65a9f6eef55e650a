package io.tacet.server.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One {@code m=audio} section of a session description as it is written. Thread: one. */
final class SdpMedia {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int FIRST_FORMAT = 3;
    private static final int LAST_PAYLOAD_TYPE = 127;
    private static final int LAST_PORT = 65_535;

    private final List<Integer> formats = new ArrayList<>();
    private final Map<Integer, String> rtpmap = new TreeMap<>();
    private final Map<Integer, String> fmtp = new TreeMap<>();
    private final @Nullable String refusal;
    private int port;
    private @Nullable Integer ptimeMillis;
    private boolean hostKnown;
    private @Nullable String host;

    /** A section by the words of its line: {@code audio}, port, protocol, payload types. */
    SdpMedia(String[] words) {
        for (int i = FIRST_FORMAT; i < words.length; i++) {
            int type = number(words[i]);
            if (type >= 0 && type <= LAST_PAYLOAD_TYPE && !formats.contains(type)) {
                formats.add(type);
            }
        }
        refusal = refusal(words);
    }

    private @Nullable String refusal(String[] words) {
        if (formats.isEmpty()) {
            return "without payload types";
        }
        port = number(words[1].split("/", 2)[0]);
        if (port < 1 || port > LAST_PORT) {
            return "port not of 1 to " + LAST_PORT;
        }
        return switch (words[2]) {
            case "RTP/AVP", "RTP/AVPF" -> null;
            case "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF" -> "encrypted, " + words[2];
            default -> "protocol other than RTP/AVP";
        };
    }

    /** Why the section cannot be recorded whatever its formats are, or null. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** {@code rtpmap:101 telephone-event/8000}, {@code fmtp:101 0-15}, {@code ptime:20}; others are passed over. */
    void attribute(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return;
        }
        String[] words = value.substring(colon + 1).strip().split("\\s+", 2);
        String rest = words.length == 2 ? words[1] : "";
        int number = number(words[0]);
        switch (value.substring(0, colon)) {
            case "rtpmap" -> put(rtpmap, number, rest);
            case "fmtp" -> put(fmtp, number, rest);
            case "ptime" -> ptimeMillis = number > 0 ? (Integer) number : ptimeMillis;
            default -> {
                // rtcp-mux, sendrecv and the like.
            }
        }
    }

    private void put(Map<Integer, String> map, int type, String text) {
        if (formats.contains(type)) {
            map.putIfAbsent(type, text);
        }
    }

    void host(@Nullable String value) {
        hostKnown = true;
        host = value;
    }

    /** Its own, or the session's. */
    @Nullable
    String hostOr(@Nullable String session) {
        return hostKnown ? host : session;
    }

    int port() {
        return port;
    }

    /** Payload types in the order of preference. */
    List<Integer> formats() {
        return formats;
    }

    /** What a payload type is called, such as {@code PCMU/8000}; null if nothing is said. */
    @Nullable
    String rtpmap(int type) {
        return rtpmap.get(type);
    }

    /** The parameters of a payload type, null if nothing is said. */
    @Nullable
    String fmtp(int type) {
        return fmtp.get(type);
    }

    @Nullable
    Integer ptimeMillis() {
        return ptimeMillis;
    }

    /** A number of up to five digits, or −1. */
    static int number(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }
}
