package io.tacet.server.capture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader met in a capture. Immutable snapshot; counts are records.
 *
 * @param records read so far
 * @param datagrams of UDP that were whole
 * @param fragments of IP, skipped
 * @param truncated by the capture's snap length, skipped
 * @param malformed IP or UDP headers, skipped
 * @param other protocols, skipped
 * @param unknownLink on interfaces of a link type that is not supported, skipped
 * @param untimed records without a time of their own (simple packet blocks): taken to arrive with the record before
 * @param timeSteps records older than the record before: taken to arrive with it
 * @param cut where the file ends inside a record, null if it does not
 */
public record CaptureStatistics(
        long records,
        long datagrams,
        long fragments,
        long truncated,
        long malformed,
        long other,
        long unknownLink,
        long untimed,
        long timeSteps,
        @Nullable Long cut) {

    /** What a user should know, one line each; empty for an undisturbed capture. */
    public List<String> warnings() {
        List<String> lines = new ArrayList<>();
        if (cut != null) {
            lines.add("the capture is cut inside the record at byte " + cut + "; everything before it was used");
        }
        add(lines, truncated, "shortened by the capture's snap length and left out");
        add(lines, fragments, "IP fragments and left out");
        add(lines, malformed, "malformed and left out");
        add(lines, unknownLink, "of an unsupported link type and left out");
        add(lines, untimed, "without a time of their own; they count as arriving with the packet before");
        add(lines, timeSteps, "older than the packet before; they count as arriving with it");
        return lines;
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(count + (count == 1 ? " packet of the capture is " : " packets of the capture are ") + what);
        }
    }
}
