package io.tacet.samples.voicemail.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a voicemail needs of a session description: {@code m=}, {@code c=} and some {@code a=} lines; the rest is skipped.
 *
 * <p>Thread: one; makes immutable values. Design note: the stack's own {@code javax.sdp} refuses lines that it does not know and prints
 * stack traces for them; RFC 8866 section 5 wants them ignored. Source: RFC 8866.
 */
public final class SdpReader {
    private static final int MOST_LINES = 1000;
    private static final int MOST_MEDIA = 32;

    private final List<MediaLine> media = new ArrayList<>();
    private final Part session = new Part(null);
    private Part part = session;

    private SdpReader() {}

    /**
     * The media lines, in order.
     *
     * @throws MalformedSdpException if it is no session description, or one beyond all reason
     */
    public static List<MediaLine> read(byte[] body) throws MalformedSdpException {
        SdpReader reader = new SdpReader();
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\r\n|\n|\r", MOST_LINES + 1);
        if (lines.length > MOST_LINES) {
            throw new MalformedSdpException("more than " + MOST_LINES + " lines");
        }
        if (!lines[0].equals("v=0")) {
            throw new MalformedSdpException("line 1 is not v=0");
        }
        for (int i = 1; i < lines.length; i++) {
            reader.line(lines[i], i + 1);
        }
        reader.endOfMedia();
        return List.copyOf(reader.media);
    }

    private void line(String line, int number) throws MalformedSdpException {
        if (line.startsWith("m=")) {
            endOfMedia();
            String[] words = line.substring(2).split(" +");
            if (words.length < 4 || media.size() == MOST_MEDIA) {
                throw new MalformedSdpException("line " + number + ": m= wants type, port, protocol and formats");
            }
            part = new Part(words);
            part.port = number(words[1].split("/", 2)[0], 65_535, number);
        } else if (line.startsWith("c=")) {
            String[] words = line.substring(2).split(" +");
            if (words.length != 3) {
                throw new MalformedSdpException("line " + number + ": c= wants network, address type and address");
            }
            part.address = words[2];
        } else if (line.startsWith("a=")) {
            attribute(line.substring(2), number);
        } else if (!line.isEmpty() && (line.length() < 2 || line.charAt(1) != '=')) {
            throw new MalformedSdpException("line " + number + " is not of the form x=value");
        }
    }

    private void attribute(String attribute, int line) throws MalformedSdpException {
        int colon = attribute.indexOf(':');
        String name = colon < 0 ? attribute : attribute.substring(0, colon);
        String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
        switch (name) {
            case "rtpmap" -> rtpmap(value, line);
            case "ptime" -> part.ptime = number(value.split("\\.", 2)[0], 10_000, line);
            case "maxptime" -> part.maxPtime = number(value.split("\\.", 2)[0], 10_000, line);
            default -> {
                for (Direction direction : Direction.values()) {
                    if (direction.attribute().equals(name)) {
                        part.direction = direction;
                    }
                }
            }
        }
    }

    private void rtpmap(String value, int line) throws MalformedSdpException {
        String[] words = value.split(" +", 2);
        String[] parts = words.length < 2 ? words : words[1].strip().split("/");
        if (words.length < 2 || parts.length < 2) {
            throw new MalformedSdpException("line " + line + ": rtpmap wants a payload type and encoding/rate");
        }
        int rate = number(parts[1], 1_000_000, line);
        part.maps.put(number(words[0], 127, line), new RtpMap(parts[0].toUpperCase(Locale.ROOT), rate));
    }

    private void endOfMedia() {
        String[] words = part.words;
        if (words != null) {
            media.add(part.media(words, session));
        }
    }

    private static int number(String text, int most, int line) throws MalformedSdpException {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : -1;
        if (value < 0 || value > most) {
            throw new MalformedSdpException("line " + line + ": a number is not 0 to " + most);
        }
        return value;
    }

    /** What was read of the session, or of one media line. */
    private static final class Part {
        private final String @Nullable [] words;
        private final Map<Integer, RtpMap> maps = new HashMap<>();
        private int port;
        private int ptime;
        private int maxPtime;
        private @Nullable String address;
        private @Nullable Direction direction;

        Part(String @Nullable [] words) {
            this.words = words;
        }

        MediaLine media(String[] line, Part session) {
            String at = address == null ? session.address : address;
            Direction way = direction == null ? session.direction : direction;
            return new MediaLine(
                    line[0],
                    port,
                    line[2],
                    List.of(line).subList(3, line.length),
                    at == null ? "" : at,
                    way == null ? Direction.SENDRECV : way,
                    maps,
                    ptime == 0 ? session.ptime : ptime,
                    maxPtime == 0 ? session.maxPtime : maxPtime);
        }
    }
}
