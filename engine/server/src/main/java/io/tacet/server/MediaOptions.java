package io.tacet.server;

import io.tacet.AudioEncoding;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.server.listen.SessionDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What live packets carry: the options that become {@link PayloadTypes}. */
final class MediaOptions {
    private static final Pattern ENCODING = Pattern.compile("([A-Za-z0-9]+)(?:/([0-9]{1,6}))?(?:@([0-9]{1,3}))?");
    private static final Pattern EVENTS = Pattern.compile("([0-9]{1,3})(?:/([0-9]{1,6}))?");
    private static final String ALLOWED_ENCODINGS =
            "pcmu, pcma and l16, with /RATE of 8000, 16000, 32000 or 48000 and @TYPE of 0 to 127, such as l16/16000@96";
    private static final String ALLOWED_EVENTS = "0 to 127, with /RATE of 8000 to 48000, such as 101/16000";
    private static final int TELEPHONE_RATE = 8000;
    private static final int EVENT_TYPE = 101;
    /** RFC 3551: L16 has 11 for one rate that no telephone uses; senders take it or the first dynamic type. */
    private static final int[] L16_TYPES = {11, 96};

    @Option(
            names = "--encoding",
            paramLabel = "NAME[/RATE][@TYPE]",
            description =
                    "pcmu, pcma or l16/RATE, @TYPE: on this payload type (default: pcmu on 0 and pcma on 8; l16 on 11 and 96)")
    @Nullable
    String encoding;

    @Option(
            names = "--event-pt",
            paramLabel = "TYPE[/RATE]",
            description = "payload type of telephone events, and their clock (default: 101 at the audio's rate)")
    @Nullable
    String eventPayloadType;

    @Option(
            names = "--sdp",
            paramLabel = "FILE",
            description = "take payload types, clock rates, host and port from a session description")
    @Nullable
    Path sdp;

    /** The session description, or null if none was given. */
    @Nullable
    SessionDescription sessionDescription() {
        if (sdp == null) {
            return null;
        }
        if (encoding != null || eventPayloadType != null) {
            throw new UsageException((encoding != null ? "--encoding" : "--event-pt")
                    + " does not go with --sdp, which says what the packets carry; allowed is one of them");
        }
        try {
            return SessionDescription.read(sdp);
        } catch (IOException e) {
            throw new UsageException("--sdp is " + sdp + ", which " + TacetCommand.oneLine(e));
        }
    }

    /** What the packets carry where no session description says it. */
    PayloadTypes payloadTypes() {
        PayloadTypes.Builder types = PayloadTypes.builder();
        int rate = encoding == null ? TELEPHONE_RATE : addAudio(types, encoding);
        addEvents(types, eventPayloadType == null ? Integer.toString(EVENT_TYPE) : eventPayloadType, rate);
        return types.build();
    }

    private static int addAudio(PayloadTypes.Builder types, String text) {
        Matcher parts = ENCODING.matcher(text);
        if (!parts.matches()) {
            throw PlainNumber.refused("--encoding", text, ALLOWED_ENCODINGS);
        }
        try {
            AudioEncoding encoding = AudioEncoding.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
            int rate = parts.group(2) == null ? TELEPHONE_RATE : Integer.parseInt(parts.group(2));
            PayloadFormat format = new PayloadFormat(encoding, rate);
            int[] asked = parts.group(3) == null ? usualTypes(encoding) : new int[] {Integer.parseInt(parts.group(3))};
            for (int type : asked) {
                types.audio(type, format);
            }
            return rate;
        } catch (IllegalArgumentException e) {
            throw PlainNumber.refused("--encoding", text, ALLOWED_ENCODINGS);
        }
    }

    private static int[] usualTypes(AudioEncoding encoding) {
        return switch (encoding) {
            case PCMU -> new int[] {0};
            case PCMA -> new int[] {8};
            case L16 -> L16_TYPES;
            case PCM16 -> throw new IllegalArgumentException("RTP carries no little-endian samples");
        };
    }

    private static void addEvents(PayloadTypes.Builder types, String text, int audioRate) {
        Matcher parts = EVENTS.matcher(text);
        if (!parts.matches()) {
            throw PlainNumber.refused("--event-pt", text, ALLOWED_EVENTS);
        }
        try {
            int rate = parts.group(2) == null ? audioRate : Integer.parseInt(parts.group(2));
            types.events(Integer.parseInt(parts.group(1)), rate);
        } catch (IllegalArgumentException e) {
            throw PlainNumber.refused("--event-pt", text, ALLOWED_EVENTS);
        }
    }
}
