package io.tacet.samples.generator.captures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A capture file in the making, little-endian.
 *
 * <p>Thread: one. Source: draft-ietf-opsawg-pcap (with microseconds or nanoseconds) and draft-ietf-opsawg-pcapng.
 */
final class CaptureFile {
    private static final int SNAP_LENGTH = 262144;

    /** Which kind of file. */
    enum Kind {
        PCAP,
        PCAP_NANOSECONDS,
        PCAPNG;

        String suffix() {
            return this == PCAPNG ? ".pcapng" : ".pcap";
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Kind kind;

    CaptureFile(Kind kind, Link link) {
        this.kind = kind;
        ByteBuffer header = buffer(kind == Kind.PCAPNG ? 28 + 20 : 24);
        if (kind == Kind.PCAPNG) {
            header.putInt(0x0A0D0D0A)
                    .putInt(28)
                    .putInt(0x1A2B3C4D)
                    .putInt(1)
                    .putLong(-1)
                    .putInt(28);
            header.putInt(1).putInt(20).putShort((short) link.type()).putShort((short) 0);
            header.putInt(SNAP_LENGTH).putInt(20);
        } else {
            header.putInt(kind == Kind.PCAP ? 0xA1B2C3D4 : 0xA1B23C4D);
            header.putShort((short) 2).putShort((short) 4).putLong(0);
            header.putInt(SNAP_LENGTH).putInt(link.type());
        }
        bytes.writeBytes(header.array());
    }

    void add(long micros, byte[] frame) {
        if (kind == Kind.PCAPNG) {
            int padded = (frame.length + 3) / 4 * 4;
            ByteBuffer block = buffer(32 + padded);
            block.putInt(6)
                    .putInt(32 + padded)
                    .putInt(0)
                    .putInt((int) (micros >> 32))
                    .putInt((int) micros);
            block.putInt(frame.length).putInt(frame.length).put(frame);
            block.putInt(28 + padded, 32 + padded);
            bytes.writeBytes(block.array());
            return;
        }
        int fraction = (int) (micros % 1_000_000) * (kind == Kind.PCAP ? 1 : 1000);
        ByteBuffer entry = buffer(16 + frame.length);
        entry.putInt((int) (micros / 1_000_000)).putInt(fraction);
        entry.putInt(frame.length).putInt(frame.length).put(frame);
        bytes.writeBytes(entry.array());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
