package io.tacet.server;

import io.tacet.server.capture.StreamSelection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stream of a capture is recorded: the options that become a {@link StreamSelection}. */
final class CaptureOptions {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9A-Fa-f]{1,8}");

    @Option(
            names = "--udp-port",
            paramLabel = "PORT",
            description = "capture: the stream to this UDP port (default: one with telephone events, then the longest)")
    @Nullable
    String udpPort;

    @Option(
            names = "--ssrc",
            paramLabel = "SSRC",
            description = "capture: only packets of this source, decimal or 0x… (default: all of the stream's)")
    @Nullable
    String ssrc;

    @Option(
            names = "--event-pt",
            paramLabel = "TYPE",
            description = "capture: payload type of telephone events, 0 to 127 (default: recognised)")
    @Nullable
    String eventPayloadType;

    StreamSelection selection() {
        return new StreamSelection(
                udpPort == null ? null : PlainNumber.whole("--udp-port", udpPort, 1, 65535),
                ssrc == null ? null : parseSsrc(ssrc),
                eventPayloadType == null ? null : PlainNumber.whole("--event-pt", eventPayloadType, 0, 127));
    }

    private static Long parseSsrc(String text) {
        long value = -1;
        if (HEXADECIMAL.matcher(text).matches()) {
            value = Long.parseLong(text.substring(2), 16);
        } else if (DECIMAL.matcher(text).matches()) {
            value = Long.parseLong(text);
        }
        if (value < 0 || value > 0xFFFFFFFFL) {
            throw PlainNumber.refused("--ssrc", text, "0 to 4294967295, or 0x0 to 0xFFFFFFFF");
        }
        return value;
    }
}
