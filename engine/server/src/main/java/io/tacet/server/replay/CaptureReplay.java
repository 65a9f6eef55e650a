package io.tacet.server.replay;

import io.tacet.PayloadTypes;
import io.tacet.server.capture.CaptureReader;
import io.tacet.server.capture.CaptureStream;
import io.tacet.server.capture.CaptureStreams;
import io.tacet.server.capture.Datagram;
import io.tacet.server.capture.StreamSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays one RTP stream of a capture, everything of its flow, at the times of the capture. The clock begins with the stream's first
 * packet. Thread: one.
 */
public final class CaptureReplay implements MediaReplay {
    private static final int EVENT_CLOCK_RATE = 8000;
    private static final int MOST_NAMED = 8;
    private static final int LAST_PAYLOAD_TYPE = 127;

    private final Path file;
    private final CaptureStreams streams;

    private CaptureReplay(Path file, CaptureStreams streams) {
        this.file = file;
        this.streams = streams;
    }

    /**
     * Reads a capture once to find its stream.
     *
     * @throws IOException if it is no capture, or has no stream that could be recorded; the message is one line
     */
    public static CaptureReplay open(Path file, StreamSelection selection) throws IOException {
        return new CaptureReplay(file, CaptureStreams.find(file, selection));
    }

    @Override
    public PayloadTypes payloadTypes() {
        CaptureStream stream = streams.chosen();
        Integer event = stream.eventPayloadType();
        int type = event == null ? unused(stream) : event;
        return PayloadTypes.builder().events(type, EVENT_CLOCK_RATE).build();
    }

    /** A type that the stream does not use, so that whatever it sends on 101 is not taken for events. */
    private static int unused(CaptureStream stream) {
        int type = LAST_PAYLOAD_TYPE;
        while (stream.payloadTypes().containsKey(type)) {
            type--;
        }
        return type;
    }

    @Override
    public List<String> notes() {
        List<String> lines = new ArrayList<>();
        List<CaptureStream> others = streams.others();
        if (!others.isEmpty()) {
            lines.add("recording " + streams.chosen());
        }
        for (CaptureStream other : others.subList(0, Math.min(MOST_NAMED, others.size()))) {
            lines.add("not recorded: " + other);
        }
        if (others.size() > MOST_NAMED) {
            lines.add("not recorded: " + (others.size() - MOST_NAMED) + " more streams");
        }
        lines.addAll(streams.statistics().warnings());
        return lines;
    }

    @Override
    public long durationNanos() {
        return streams.chosen().lastArrivalNanos() - streams.chosen().firstArrivalNanos();
    }

    @Override
    public void play(ReplayTarget target) throws IOException {
        CaptureStream stream = streams.chosen();
        Datagram datagram = new Datagram();
        long begin = -1;
        boolean goesOn = true;
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (goesOn && reader.next(datagram)) {
                if (stream.carries(datagram)) {
                    begin = begin < 0 ? datagram.arrivalNanos() : begin;
                    goesOn = target.rtp(
                            datagram.bytes(), datagram.offset(), datagram.length(), datagram.arrivalNanos() - begin);
                }
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open between the two readings.
    }
}
