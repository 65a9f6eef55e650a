package io.tacet.server.fuzz;

import io.tacet.server.listen.SessionDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A session description: it may be refused by an IOException of one line, never by another. */
public final class SdpTarget {
    private SdpTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            SessionDescription.parse(new String(input, StandardCharsets.ISO_8859_1));
        } catch (IOException refused) {
            if (String.valueOf(refused.getMessage()).length() > 1000) {
                throw new AssertionError("not a line: " + refused.getMessage());
            }
        }
    }

    static List<byte[]> seeds() {
        String session = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.1/127\r\nt=0 0\r\n";
        String audio =
                "m=audio 5004 RTP/AVP 0 96 101\r\na=rtpmap:96 L16/16000/1\r\na=rtpmap:101 telephone-event/8000\r\n"
                        + "a=fmtp:101 0-15,66\r\na=ptime:20\r\na=rtcp-mux\r\n";
        return List.of(
                (session + audio).getBytes(StandardCharsets.US_ASCII),
                (session + "m=video 1 RTP/AVP 99\n" + audio + audio).getBytes(StandardCharsets.US_ASCII));
    }
}
