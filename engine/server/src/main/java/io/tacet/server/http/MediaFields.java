package io.tacet.server.http;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tacet.AudioEncoding;
import io.tacet.MediaSource;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.server.serve.AudioSocketStarter;
import io.tacet.server.serve.StartRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code media} of a request: what the packets carry and where they come from.
 *
 * @param source as {@link MediaSource#of} makes it, or 0
 * @param ptimeMillis media in a packet
 * @param audioSocket whether it comes by AudioSocket
 */
record MediaFields(long source, int ptimeMillis, boolean audioSocket) {
    private static final Pattern FORMAT = Pattern.compile("([A-Za-z0-9-]{1,32})(?:/([0-9]{1,6}))?");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([0-9]{1,3}(?:\\.[0-9]{1,3}){3})):([0-9]{1,5})");
    private static final String TYPES =
            "PCMU/8000, PCMA/8000, L16/RATE, telephone-event/RATE, CN or red, at payload types of 0 to 127";
    private static final String SOURCES = "ADDRESS:PORT such as 192.0.2.1:4000 or [2001:db8::1]:4000, no names";

    /** Sets the payload types. */
    static MediaFields read(@Nullable Fields media, RecordingRequest.Builder request) {
        if (media == null) {
            return new MediaFields(MediaSource.UNCHECKED, StartRequest.DEFAULT_PTIME_MILLIS, false);
        }
        String type = media.text("type", 32);
        if ("audiosocket".equals(type)) {
            return audioSocket(media, request);
        }
        if (type != null && !type.equals("rtp")) {
            throw media.refused("type", new TextNode(type), "rtp or audiosocket");
        }
        media.allow(new String[] {"type", "payloadTypes", "source", "ptimeMillis"});
        Fields types = media.object("payloadTypes");
        if (types != null) {
            request.payloadTypes(types(media, types));
        }
        Integer ptime = media.whole("ptimeMillis", 1, 200);
        String source = media.text("source", 64);
        return new MediaFields(
                source == null ? MediaSource.UNCHECKED : source(media, source),
                ptime == null ? StartRequest.DEFAULT_PTIME_MILLIS : ptime,
                false);
    }

    /** Samples come as they are; only their rate is to be said. */
    private static MediaFields audioSocket(Fields media, RecordingRequest.Builder request) {
        media.allow(new String[] {"type", "sampleRate"});
        Integer rate = media.whole("sampleRate", 8000, 48_000);
        try {
            request.payloadTypes(AudioSocketStarter.samplesAt(rate == null ? 8000 : rate));
        } catch (IllegalArgumentException e) {
            throw media.refused("sampleRate", media.json().get("sampleRate"), "8000, 16000, 32000, 48000");
        }
        return new MediaFields(MediaSource.UNCHECKED, StartRequest.DEFAULT_PTIME_MILLIS, true);
    }

    private static PayloadTypes types(Fields media, Fields given) {
        PayloadTypes.Builder types = PayloadTypes.builder();
        for (Map.Entry<String, String> member : given.texts(TYPES).entrySet()) {
            Matcher format = FORMAT.matcher(member.getValue());
            try {
                if (!format.matches() || !member.getKey().matches("[0-9]{1,3}")) {
                    throw new IllegalArgumentException(TYPES);
                }
                add(types, Integer.parseInt(member.getKey()), format.group(1), format.group(2));
            } catch (IllegalArgumentException e) {
                throw given.refused(member.getKey(), new TextNode(member.getValue()), TYPES);
            }
        }
        try {
            return types.build();
        } catch (IllegalArgumentException e) {
            throw media.refused("payloadTypes", given.json(), "audio of one clock rate (" + e.getMessage() + ")");
        }
    }

    private static void add(PayloadTypes.Builder types, int type, String name, @Nullable String clock) {
        int rate = clock == null ? 8000 : Integer.parseInt(clock);
        switch (name.toLowerCase(Locale.ROOT)) {
            case "pcmu" -> types.audio(type, new PayloadFormat(AudioEncoding.PCMU, rate));
            case "pcma" -> types.audio(type, new PayloadFormat(AudioEncoding.PCMA, rate));
            case "l16" -> types.audio(type, new PayloadFormat(AudioEncoding.L16, rate));
            case "telephone-event" -> types.events(type, rate);
            case "cn" -> types.comfortNoise(type);
            case "red" -> types.redundant(type);
            default -> throw new IllegalArgumentException(name);
        }
    }

    /** Addresses only: a name would be looked up on behalf of whoever asks. */
    private static long source(Fields media, String text) {
        Matcher parts = ADDRESS.matcher(text);
        try {
            if (parts.matches()) {
                String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
                int port = Integer.parseInt(parts.group(3));
                if (port >= 1 && port <= 65_535) {
                    return MediaSource.of(InetAddress.getByName(host), port);
                }
            }
        } catch (UnknownHostException e) {
            throw media.refused("source", new TextNode(text), SOURCES);
        }
        throw media.refused("source", new TextNode(text), SOURCES);
    }
}
