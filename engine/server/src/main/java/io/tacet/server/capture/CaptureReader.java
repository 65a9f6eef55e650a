package io.tacet.server.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The UDP datagrams of a capture, in the order of the file. Reads pcap and pcapng, forward only, in memory that does not depend on the
 * file. Thread: one at a time.
 */
public final class CaptureReader implements AutoCloseable {
    private static final int GZIP = 0x1F8B;

    private final CaptureSource source;
    private final RecordFormat format;
    private final CaptureRecord captured = new CaptureRecord();
    private final UdpDecoder decoder = new UdpDecoder();
    private final long[] outcomes = new long[UdpDecoder.Outcome.values().length];
    private long records;
    private long unknownLink;
    private long untimed;
    private long timeSteps;
    private long firstNanos = CaptureRecord.NO_TIME;
    private long lastArrival;

    private CaptureReader(CaptureSource source) throws IOException {
        this.source = source;
        if (!source.has(4)) {
            throw new CaptureFormatException("the file is too short for a capture", 0);
        }
        int magic = source.magic(0);
        if (magic == PcapngFormat.SECTION) {
            format = new PcapngFormat(source);
        } else if (PcapFormat.recognises(magic)) {
            format = new PcapFormat(source);
        } else if (magic >>> 16 == GZIP) {
            throw new CaptureFormatException("the file is compressed (gzip); unpack it first", 0);
        } else {
            throw new CaptureFormatException("the file is neither pcap nor pcapng", 0);
        }
    }

    /** Whether a file that begins with these four bytes, the first one highest, is a capture. */
    public static boolean recognises(int firstFourBytes) {
        return firstFourBytes == PcapngFormat.SECTION || PcapFormat.recognises(firstFourBytes);
    }

    /**
     * Opens a capture file.
     *
     * @throws CaptureFormatException if it is not a capture, or of a link type that is not supported
     */
    public static CaptureReader open(Path file) throws IOException {
        return open(Files.newInputStream(file));
    }

    /** The same from a stream, which the reader owns from now on. */
    public static CaptureReader open(InputStream in) throws IOException {
        CaptureSource source = new CaptureSource(in);
        try {
            return new CaptureReader(source);
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Moves the view on to the next datagram; everything else is counted and skipped.
     *
     * @return false at the end of the capture
     * @throws CaptureFormatException where the capture is broken and cannot be read on
     */
    public boolean next(Datagram into) throws IOException {
        while (format.next(captured)) {
            records++;
            into.arrivalNanos(arrival(captured.epochNanos));
            if (!LinkLayer.supports(captured.linkType)) {
                unknownLink++;
                continue;
            }
            byte[] bytes = source.window();
            int ip = LinkLayer.ipIndex(captured.linkType, bytes, captured.index, captured.length);
            UdpDecoder.Outcome outcome = ip < 0
                    ? UdpDecoder.Outcome.OTHER
                    : decoder.decode(bytes, ip, captured.index + captured.length, into);
            outcomes[outcome.ordinal()]++;
            if (outcome == UdpDecoder.Outcome.DATAGRAM) {
                return true;
            }
        }
        return false;
    }

    /** What was met so far. */
    public CaptureStatistics statistics() {
        return new CaptureStatistics(
                records,
                count(UdpDecoder.Outcome.DATAGRAM),
                count(UdpDecoder.Outcome.FRAGMENT),
                count(UdpDecoder.Outcome.TRUNCATED),
                count(UdpDecoder.Outcome.MALFORMED),
                count(UdpDecoder.Outcome.OTHER),
                unknownLink,
                untimed,
                timeSteps,
                format.cut() < 0 ? null : format.cut());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private long count(UdpDecoder.Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    private long arrival(long epochNanos) {
        if (epochNanos == CaptureRecord.NO_TIME) {
            untimed++;
            return lastArrival;
        }
        if (firstNanos == CaptureRecord.NO_TIME) {
            firstNanos = epochNanos;
        }
        long arrival = epochNanos - firstNanos;
        if (arrival < lastArrival) {
            timeSteps++;
        } else {
            lastArrival = arrival;
        }
        return lastArrival;
    }
}
