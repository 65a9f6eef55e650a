package io.tacet.samples.voicemail.sdp;

import java.util.List;
import java.util.Map;

/**
 * One {@code m=} line with what applies to it; what is said for the whole session is filled in. Immutable.
 *
 * @param type audio, video, …
 * @param port 0 if the stream is refused or gone
 * @param protocol for example RTP/AVP
 * @param formats as they stand there; for RTP payload types in order of preference
 * @param address of the {@code c=} line, as it stands there; empty if there is none
 * @param direction from the side of its writer
 * @param maps of dynamic and other payload types
 * @param ptimeMillis of a packet, as wished; 0 if not said
 * @param maxPtimeMillis at most; 0 if not said
 */
public record MediaLine(
        String type,
        int port,
        String protocol,
        List<String> formats,
        String address,
        Direction direction,
        Map<Integer, RtpMap> maps,
        int ptimeMillis,
        int maxPtimeMillis) {
    /** Copies. */
    public MediaLine {
        formats = List.copyOf(formats);
        maps = Map.copyOf(maps);
    }
}
