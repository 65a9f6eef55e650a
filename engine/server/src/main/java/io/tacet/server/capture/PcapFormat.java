package io.tacet.server.capture;

import java.io.IOException;

/**
 * The classic capture file, in either byte order, with times in microseconds or nanoseconds.
 *
 * <pre>
 * file header (24):   magic(4) version(2+2) zone(4) accuracy(4) snapLength(4) linkType(4)
 * record header (16): seconds(4) fraction(4) capturedLength(4) originalLength(4)
 * </pre>
 *
 * <p>Thread: the reader's. Source: draft-ietf-opsawg-pcap.
 */
final class PcapFormat implements RecordFormat {
    private static final int MICROS = 0xA1B2C3D4;
    private static final int NANOS = 0xA1B23C4D;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private final CaptureSource source;
    private final int linkType;
    private final long nanosPerFraction;
    private long cut = -1;

    PcapFormat(CaptureSource source) throws IOException {
        this.source = source;
        if (!source.has(FILE_HEADER)) {
            throw new CaptureFormatException("the capture ends inside its file header", 0);
        }
        int magic = source.magic(0);
        boolean little = Integer.reverseBytes(magic) == MICROS || Integer.reverseBytes(magic) == NANOS;
        source.littleEndian(little);
        nanosPerFraction = (little ? Integer.reverseBytes(magic) : magic) == NANOS ? 1 : 1000;
        linkType = source.u16(little ? 20 : 22);
        if (!LinkLayer.supports(linkType)) {
            throw new CaptureFormatException(
                    "link type " + linkType + " is not supported; supported are " + LinkLayer.SUPPORTED, 20);
        }
        source.skip(FILE_HEADER);
    }

    static boolean recognises(int magic) {
        int reversed = Integer.reverseBytes(magic);
        return magic == MICROS || magic == NANOS || reversed == MICROS || reversed == NANOS;
    }

    @Override
    public boolean next(CaptureRecord into) throws IOException {
        long offset = source.offset();
        if (!source.has(RECORD_HEADER)) {
            if (source.has(1)) {
                cut = offset;
            }
            return false;
        }
        int length = RecordFormat.checkLength(source.u32(8), offset);
        if (!source.has(RECORD_HEADER + length)) {
            cut = offset;
            return false;
        }
        into.linkType = linkType;
        into.epochNanos = source.u32(0) * 1_000_000_000L + source.u32(4) * nanosPerFraction;
        into.index = source.index(RECORD_HEADER);
        into.length = length;
        source.skip(RECORD_HEADER + length);
        return true;
    }

    @Override
    public long cut() {
        return cut;
    }
}
