package io.tacet.server.listen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a session description and keeps the first audio that can be recorded. Thread: one.
 *
 * <p>Design note: only what a recorder needs. A line that it does not know never makes a description unusable.
 *
 * <p>Source: RFC 8866 sections 5.7 (c=), 5.14 (m=), 6.4 (ptime), 6.6 (rtpmap), 6.15 (fmtp).
 */
final class SdpParser {
    private static final String ALLOWED = "allowed is a session description (RFC 8866) with an m=audio line";
    private static final int MOST_SECTIONS = 64;
    private static final int MOST_NAMED = 8;
    private static final int LONGEST_NAME = 40;

    private final List<SdpMedia> sections = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private @Nullable String sessionHost;
    /** The section that lines belong to; null before the first, and in one that is not audio. */
    private @Nullable SdpMedia current;

    private boolean inMedia;

    void line(String line) {
        String text = line.strip();
        if (text.length() < 2 || text.charAt(1) != '=') {
            return;
        }
        String value = text.substring(2).strip();
        switch (text.charAt(0)) {
            case 'm' -> media(value);
            case 'c' -> connection(value);
            case 'a' -> {
                if (current != null) {
                    current.attribute(value);
                }
            }
            default -> {
                // Names, times and the like.
            }
        }
    }

    /** {@code m=audio 49170 RTP/AVP 0 101}. */
    private void media(String value) {
        inMedia = true;
        current = null;
        String[] words = value.split("\\s+");
        if (sections.size() + unusable.size() >= MOST_SECTIONS) {
            return;
        }
        if (!words[0].equals("audio")) {
            unusable.add("m=" + words[0].substring(0, Math.min(LONGEST_NAME, words[0].length())));
            return;
        }
        SdpMedia section = new SdpMedia(words);
        if (section.refusal() == null) {
            sections.add(section);
            current = section;
        } else {
            unusable.add("m=audio (" + section.refusal() + ")");
        }
    }

    /** {@code c=IN IP4 192.0.2.1}; a multicast address cannot be listened on. */
    private void connection(String value) {
        String[] words = value.split("\\s+");
        if (words.length < 3 || !words[0].equals("IN")) {
            return;
        }
        String address = words[2].split("/", 2)[0];
        boolean multicast = words[2].contains("/") || address.matches("2(2[4-9]|3[0-9])\\..*|(?i)ff[0-9a-f]{2}:.*");
        String host = multicast || address.isEmpty() ? null : address;
        if (current != null) {
            current.host(host);
        } else if (!inMedia) {
            sessionHost = host;
        }
    }

    SessionDescription description() throws IOException {
        for (SdpMedia section : sections) {
            SdpFormats formats = new SdpFormats(section);
            if (formats.usable()) {
                unusable.addAll(0, formats.unusable());
                if (sections.indexOf(section) != sections.size() - 1) {
                    unusable.add("further m=audio");
                }
                return new SessionDescription(
                        section.hostOr(sessionHost),
                        section.port(),
                        formats.payloadTypes(),
                        section.ptimeMillis(),
                        formats.events(),
                        named());
            }
            unusable.addAll(formats.unusable());
        }
        if (unusable.isEmpty()) {
            throw new IOException("has no m=audio line; " + ALLOWED);
        }
        throw new IOException("has no audio that can be recorded (" + String.join(", ", named())
                + "); usable are PCMU, PCMA and L16, mono, at 8000, 16000, 32000 or 48000 Hz, over RTP/AVP");
    }

    private List<String> named() {
        if (unusable.size() <= MOST_NAMED) {
            return unusable;
        }
        List<String> named = new ArrayList<>(unusable.subList(0, MOST_NAMED));
        named.add(unusable.size() - MOST_NAMED + " more");
        return named;
    }
}
