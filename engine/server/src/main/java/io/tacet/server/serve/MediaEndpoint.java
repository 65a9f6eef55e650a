package io.tacet.server.serve;

/**
 * Where the media of a recording arrives.
 *
 * @param kind {@code rtp} or {@code audiosocket}
 * @param host as the sender is to use it
 * @param port of it
 */
public record MediaEndpoint(String kind, String host, int port) {
    /** RTP over UDP. */
    public static MediaEndpoint rtp(String host, int port) {
        return new MediaEndpoint("rtp", host, port);
    }

    /** Asterisk AudioSocket over TCP. */
    public static MediaEndpoint audioSocket(String host, int port) {
        return new MediaEndpoint("audiosocket", host, port);
    }
}
