package io.tacet.server.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes captures by hand: the containers, the link layers, IP, UDP and RTP. */
public final class CaptureBytes {
    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    public int size() {
        return out.size();
    }

    public CaptureBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public CaptureBytes pcapHeader(int magic, int linkType) {
        return raw(buffer(24)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65535)
                .putInt(linkType)
                .array());
    }

    public CaptureBytes pcapRecord(long seconds, long fraction, byte[] frame) {
        return pcapRecord(seconds, fraction, frame, frame.length);
    }

    public CaptureBytes pcapRecord(long seconds, long fraction, byte[] frame, int originalLength) {
        raw(buffer(16)
                .putInt((int) seconds)
                .putInt((int) fraction)
                .putInt(frame.length)
                .putInt(originalLength)
                .array());
        return raw(frame);
    }

    public CaptureBytes section() {
        return block(
                PcapngFormat.SECTION,
                buffer(16)
                        .putInt(0x1A2B3C4D)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1));
    }

    /** An interface with a time resolution and offset; both are options. */
    public CaptureBytes describe(int linkType, int snapLength, int resolution, long offsetSeconds) {
        ByteBuffer body = buffer(8 + 8 + 12 + 4)
                .putShort((short) linkType)
                .putShort((short) 0)
                .putInt(snapLength);
        body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
        body.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
        return block(1, body.putInt(0));
    }

    public CaptureBytes enhanced(int number, long time, byte[] frame) {
        ByteBuffer body = buffer(20 + padded(frame.length))
                .putInt(number)
                .putInt((int) (time >>> 32))
                .putInt((int) time)
                .putInt(frame.length)
                .putInt(frame.length);
        return block(6, body.put(frame));
    }

    public CaptureBytes simple(int originalLength, byte[] frame) {
        return block(3, buffer(4 + padded(frame.length)).putInt(originalLength).put(frame));
    }

    public CaptureBytes block(int type, ByteBuffer body) {
        int length = 12 + body.capacity();
        raw(buffer(8).putInt(type).putInt(length).array());
        raw(body.array());
        return raw(buffer(4).putInt(length).array());
    }

    public ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order);
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    /** A frame that carries an IP packet behind a link header: {@code before}, then an EtherType, then {@code after}. */
    public static byte[] ethernet(byte[] ip, int... vlanTypes) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 4 * vlanTypes.length + ip.length);
        frame.put(new byte[12]);
        for (int vlan : vlanTypes) {
            frame.putShort((short) vlan).putShort((short) 7);
        }
        frame.putShort((short) (ip[0] >> 4 == 4 ? 0x0800 : 0x86DD));
        return frame.put(ip).array();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** IPv4 from 10.0.0.1 to 10.0.0.2. */
    public static byte[] ipv4(int protocol, int flagsAndOffset, int optionWords, byte[] payload) {
        int header = 20 + 4 * optionWords;
        return ByteBuffer.allocate(header + payload.length)
                .put((byte) (0x40 | header / 4))
                .put((byte) 0)
                .putShort((short) (header + payload.length))
                .putShort((short) 1)
                .putShort((short) flagsAndOffset)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .put(new byte[] {10, 0, 0, 1, 10, 0, 0, 2})
                .put(new byte[4 * optionWords])
                .put(payload)
                .array();
    }

    /** IPv6 from fd00::1 to fd00::2. */
    public static byte[] ipv6(int nextHeader, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(40 + payload.length)
                .putInt(0x60000000)
                .putShort((short) payload.length)
                .put((byte) nextHeader)
                .put((byte) 64);
        for (int host = 1; host <= 2; host++) {
            packet.put((byte) 0xFD).put(new byte[14]).put((byte) host);
        }
        return packet.put(payload).array();
    }

    public static byte[] udp(int sourcePort, int destinationPort, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putShort((short) sourcePort)
                .putShort((short) destinationPort)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    /** A UDP datagram over IPv4 from port 4000. */
    public static byte[] datagram(int destinationPort, byte[] payload) {
        return ipv4(17, 0, 0, udp(4000, destinationPort, payload));
    }

    public static byte[] rtp(int payloadType, int sequence, long timestamp, long ssrc, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt((int) ssrc)
                .put(payload)
                .array();
    }

    public static byte[] event(int event, boolean end, int duration) {
        return new byte[] {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
