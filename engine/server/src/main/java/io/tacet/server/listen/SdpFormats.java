package io.tacet.server.listen;

import io.tacet.AudioEncoding;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the payload types of an SDP section mean to a recording. The first audio format decides the rate. Thread: one.
 *
 * <p>Source: RFC 3551 section 6 for the static types; RFC 4733 section 2.4.1 for events without parameters (0 to 15).
 */
final class SdpFormats {
    private static final Map<Integer, String> STATIC = Map.of(
            0,
            "PCMU/8000",
            3,
            "GSM/8000",
            4,
            "G723/8000",
            8,
            "PCMA/8000",
            9,
            "G722/8000",
            11,
            "L16/44100",
            13,
            "CN/8000",
            15,
            "G728/8000",
            18,
            "G729/8000");
    private static final int DEFAULT_EVENT_TYPE = 101;
    private static final int DEFAULT_EVENT_RATE = 8000;
    private static final int LAST_PAYLOAD_TYPE = 127;
    private static final int LONGEST_NAME = 40;
    private static final int LAST_EVENT = 255;
    private static final int LAST_DTMF_EVENT = 15;

    private final SdpMedia media;
    private final PayloadTypes.Builder types = PayloadTypes.builder();
    private final List<String> unusable = new ArrayList<>();
    private @Nullable PayloadFormat primary;
    private @Nullable BitSet events;

    SdpFormats(SdpMedia media) {
        this.media = media;
        for (int type : media.formats()) {
            String said = media.rtpmap(type);
            String name = said == null ? STATIC.getOrDefault(type, "without rtpmap") : said;
            if (!add(type, name)) {
                unusable.add(type + " " + name.substring(0, Math.min(LONGEST_NAME, name.length())));
            }
        }
        if (events == null) {
            addEventsThatNobodyAnnounced();
        }
    }

    private boolean add(int type, String name) {
        String[] parts = name.split("/");
        int rate = parts.length < 2 ? -1 : SdpMedia.number(parts[1]);
        boolean mono = parts.length < 3 || parts[2].equals("1");
        return switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "PCMU" -> mono && audio(type, AudioEncoding.PCMU, rate);
            case "PCMA" -> mono && audio(type, AudioEncoding.PCMA, rate);
            case "L16" -> mono && audio(type, AudioEncoding.L16, rate);
            case "TELEPHONE-EVENT" -> events(type, rate);
            case "CN" -> {
                types.comfortNoise(type);
                yield true;
            }
            case "RED" -> {
                types.redundant(type);
                yield true;
            }
            default -> false;
        };
    }

    private boolean audio(int type, AudioEncoding encoding, int rate) {
        if (primary != null && rate != primary.clockRate()) {
            return false;
        }
        try {
            PayloadFormat format = new PayloadFormat(encoding, rate);
            types.audio(type, format);
            primary = primary == null ? format : primary;
            return true;
        } catch (IllegalArgumentException otherRate) {
            return false;
        }
    }

    private boolean events(int type, int rate) {
        try {
            types.events(type, rate);
        } catch (IllegalArgumentException otherRate) {
            return false;
        }
        BitSet all = events == null ? new BitSet() : events;
        String parameters = media.fmtp(type);
        if (parameters == null || !addRanges(all, parameters)) {
            all.set(0, LAST_DTMF_EVENT + 1);
        }
        events = all;
        return true;
    }

    /** {@code 0-11,16}; false if it is anything else. */
    private static boolean addRanges(BitSet all, String parameters) {
        for (String range : parameters.replaceFirst("^events=", "").split(",")) {
            String[] ends = range.strip().split("-", 2);
            int first = SdpMedia.number(ends[0]);
            int last = ends.length == 2 ? SdpMedia.number(ends[1]) : first;
            if (first < 0 || last < first || last > LAST_EVENT) {
                return false;
            }
            all.set(first, last + 1);
        }
        return true;
    }

    /** On the usual type; on one that is not in use where that means something else, so that it is not taken for events. */
    private void addEventsThatNobodyAnnounced() {
        int type = DEFAULT_EVENT_TYPE;
        if (media.formats().contains(type)) {
            type = LAST_PAYLOAD_TYPE;
            while (media.formats().contains(type) && type > 0) {
                type--;
            }
        }
        types.events(type, DEFAULT_EVENT_RATE);
    }

    /** Whether there is anything to record: audio, or telephone events alone. */
    boolean usable() {
        return primary != null || events != null && unusable.isEmpty();
    }

    PayloadTypes payloadTypes() {
        return types.build();
    }

    /** The events that are announced, null if none are. */
    @Nullable
    BitSet events() {
        return events;
    }

    /** Payload types that cannot be recorded, with their names. */
    List<String> unusable() {
        return unusable;
    }
}
