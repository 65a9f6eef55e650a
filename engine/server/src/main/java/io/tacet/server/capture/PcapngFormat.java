package io.tacet.server.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The block-structured capture file: any number of sections, each in its own byte order and with its own interfaces. Enhanced, simple
 * and (obsolete) packet blocks are read, every other block is skipped without being held.
 *
 * <pre>
 * block:             type(4) totalLength(4) body… padding(0–3) totalLength(4)
 * section header:    0A0D0D0A length 1A2B3C4D …
 * interface:         1 length linkType(2) reserved(2) snapLength(4) options…
 * enhanced packet:   6 length interface(4) timeHigh(4) timeLow(4) capturedLength(4) originalLength(4) frame…
 * simple packet:     3 length originalLength(4) frame…
 * </pre>
 *
 * <p>Thread: the reader's. Source: draft-ietf-opsawg-pcapng.
 */
final class PcapngFormat implements RecordFormat {
    static final int SECTION = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int PACKET_HEADER = 28;
    private static final int SIMPLE_HEADER = 12;
    private static final int TRAILER = 4;
    private static final int MAXIMUM_INTERFACES = 4096;

    private final CaptureSource source;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private boolean little;
    private long cut = -1;

    PcapngFormat(CaptureSource source) {
        this.source = source;
    }

    @Override
    public boolean next(CaptureRecord into) throws IOException {
        while (true) {
            long offset = source.offset();
            if (!source.has(12)) {
                return source.has(1) && cutAt(offset);
            }
            if (source.magic(0) == SECTION) {
                startSection(offset);
            }
            long length = source.u32(4);
            if (length < 12 || length % 4 != 0) {
                throw new CaptureFormatException(
                        "a block claims " + length + " bytes; allowed are multiples of 4 from 12", offset);
            }
            int type = (int) source.u32(0);
            boolean packet = type == ENHANCED_PACKET || type == SIMPLE_PACKET || type == OLD_PACKET;
            if (packet || type == INTERFACE) {
                int held = RecordFormat.checkLength(length, offset);
                if (!source.has(held)) {
                    return cutAt(offset);
                }
                if (source.u32(held - TRAILER) != length) {
                    throw new CaptureFormatException("the two lengths of a block differ", offset);
                }
                if (packet) {
                    readPacket(type, held, offset, into);
                    source.skip(held);
                    return true;
                }
                readInterface(held, offset);
            }
            if (!source.skip(length)) {
                return cutAt(offset);
            }
        }
    }

    @Override
    public long cut() {
        return cut;
    }

    private boolean cutAt(long offset) {
        cut = offset;
        return false;
    }

    private void startSection(long offset) throws CaptureFormatException {
        int order = source.magic(8);
        little = Integer.reverseBytes(order) == BYTE_ORDER;
        if (!little && order != BYTE_ORDER) {
            throw new CaptureFormatException("a section header has no byte order mark", offset + 8);
        }
        source.littleEndian(little);
        interfaces.clear();
    }

    private void readInterface(int length, long offset) throws CaptureFormatException {
        if (length < 20 || interfaces.size() == MAXIMUM_INTERFACES) {
            throw new CaptureFormatException(
                    length < 20 ? "an interface block is too short" : "more than 4096 interfaces in a section", offset);
        }
        int resolution = 6;
        long offsetSeconds = 0;
        int at = 16;
        while (at + 4 <= length - TRAILER && source.u16(at) != 0) {
            int code = source.u16(at);
            int optionLength = source.u16(at + 2);
            if (at + 4 + optionLength > length - TRAILER) {
                throw new CaptureFormatException("an option is longer than its interface block", offset + at);
            }
            if (code == 9 && optionLength >= 1) {
                resolution = source.window()[source.index(at + 4)] & 0xFF;
            } else if (code == 14 && optionLength >= 8) {
                offsetSeconds = source.i64(at + 4);
            }
            at += 4 + (optionLength + 3 & ~3);
        }
        interfaces.add(new PcapngInterface(source.u16(8), source.u32(12), resolution, offsetSeconds));
    }

    private void readPacket(int type, int length, long offset, CaptureRecord into) throws CaptureFormatException {
        boolean simple = type == SIMPLE_PACKET;
        int header = simple ? SIMPLE_HEADER : PACKET_HEADER;
        if (length < header + TRAILER) {
            throw new CaptureFormatException("a packet block is too short", offset);
        }
        long number = simple ? 0 : type == OLD_PACKET ? source.u16(8) : source.u32(8);
        if (number >= interfaces.size()) {
            throw new CaptureFormatException("a packet names interface " + number + " that was not described", offset);
        }
        PcapngInterface from = interfaces.get((int) number);
        long captured;
        if (simple) {
            captured = Math.min(source.u32(8), length - header - TRAILER);
            captured = from.snapLength() == 0 ? captured : Math.min(captured, from.snapLength());
        } else {
            captured = source.u32(20);
        }
        if (captured > length - header - TRAILER) {
            throw new CaptureFormatException("a packet is longer than its block", offset);
        }
        into.linkType = from.linkType();
        into.epochNanos = simple ? CaptureRecord.NO_TIME : from.epochNanos(source.u32(12) << 32 | source.u32(16));
        into.index = source.index(header);
        into.length = (int) captured;
    }
}
