package io.tacet.server.capture;

import io.tacet.rtp.RtpHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The RTP streams of a capture, and the one to record: a stream with telephone events wins over one without, then the one with most
 * packets, then the earlier one. Immutable. Source: RULES.md, "Which stream of a capture".
 *
 * @param chosen the stream to record
 * @param others the other streams, preferred ones first
 * @param statistics of the capture
 */
public record CaptureStreams(CaptureStream chosen, List<CaptureStream> others, CaptureStatistics statistics) {
    /** So many flows are looked at; a capture of a whole network needs {@code --udp-port}. */
    static final int MOST_FLOWS = 8192;

    private static final Comparator<CaptureStream> PREFERENCE = Comparator.comparing(CaptureStream::recordable)
            .thenComparing(stream -> stream.eventPayloadType() != null)
            .thenComparing(CaptureStream::packets)
            .reversed();

    /** Copies the list. */
    public CaptureStreams {
        others = List.copyOf(others);
    }

    /**
     * Reads a capture once and chooses.
     *
     * @throws CaptureFormatException if the file cannot be read as a capture
     * @throws NoStreamException if it holds no stream as selected that could be recorded
     */
    public static CaptureStreams find(Path file, StreamSelection selection) throws IOException {
        try (CaptureReader reader = CaptureReader.open(file)) {
            Map<Flow, FlowObservation> flows = observe(reader, selection.udpPort());
            return choose(flows.values(), selection, reader.statistics());
        }
    }

    private static Map<Flow, FlowObservation> observe(CaptureReader reader, @Nullable Integer wantedPort)
            throws IOException {
        Map<Flow, FlowObservation> flows = new LinkedHashMap<>();
        Datagram datagram = new Datagram();
        RtpHeader packet = new RtpHeader();
        while (reader.next(datagram)) {
            if (couldBeRtp(packet, datagram)) {
                Flow flow = datagram.flow();
                FlowObservation observation = flows.get(flow);
                boolean wanted =
                        wantedPort != null && wantedPort == flow.destination().port();
                if (observation == null && (wanted || flows.size() < MOST_FLOWS)) {
                    observation = new FlowObservation(flow);
                    flows.put(flow, observation);
                }
                if (observation != null) {
                    observation.add(packet, datagram.bytes(), datagram.arrivalNanos());
                }
            }
        }
        return flows;
    }

    /** Only for finding streams; the engine judges the packets itself. Types 72 to 76 would be RTCP with a marker (RFC 5761). */
    private static boolean couldBeRtp(RtpHeader packet, Datagram datagram) {
        return packet.parse(datagram.bytes(), datagram.offset(), datagram.length()) == RtpHeader.Kind.RTP
                && (packet.payloadType() < 72 || packet.payloadType() > 76);
    }

    private static CaptureStreams choose(
            Iterable<FlowObservation> flows, StreamSelection selection, CaptureStatistics statistics)
            throws NoStreamException {
        List<CaptureStream> all = new ArrayList<>();
        List<CaptureStream> wanted = new ArrayList<>();
        for (FlowObservation flow : flows) {
            CaptureStream stream = flow.stream(selection);
            if (stream != null) {
                all.add(stream);
                CaptureStream candidate = selection.ssrc() == null ? stream : flow.only(selection);
                Integer port = selection.udpPort();
                if (candidate != null
                        && (port == null || port == stream.flow().destination().port())) {
                    wanted.add(candidate);
                }
            }
        }
        wanted.sort(PREFERENCE);
        all.sort(PREFERENCE);
        if (wanted.isEmpty() || !wanted.get(0).recordable()) {
            throw new NoStreamException(nothing(selection, wanted, all, statistics));
        }
        CaptureStream chosen = wanted.get(0);
        all.removeIf(stream -> stream.flow().equals(chosen.flow()));
        return new CaptureStreams(chosen, all, statistics);
    }

    private static String nothing(
            StreamSelection selection,
            List<CaptureStream> wanted,
            List<CaptureStream> all,
            CaptureStatistics statistics) {
        if (all.isEmpty()) {
            return "the capture has no RTP stream (" + statistics.datagrams() + " UDP datagrams in "
                    + statistics.records() + " packets)";
        }
        if (!wanted.isEmpty()) {
            return "no stream with audio in PCMU or PCMA or telephone events; there is " + list(wanted);
        }
        String asked = selection.udpPort() == null ? "" : " to UDP port " + selection.udpPort();
        asked += selection.ssrc() == null ? "" : " of SSRC " + CaptureStream.hexadecimal(selection.ssrc());
        return "the capture has no RTP stream" + asked + "; there is " + list(all);
    }

    private static String list(List<CaptureStream> streams) {
        String first = streams.stream().limit(3).map(CaptureStream::toString).collect(Collectors.joining("; "));
        return streams.size() > 3 ? first + "; and " + (streams.size() - 3) + " more" : first;
    }
}
