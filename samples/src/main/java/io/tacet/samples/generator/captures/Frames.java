package io.tacet.samples.generator.captures;

import java.nio.ByteBuffer;

/** Frames of UDP datagrams with correct checksums. Source: RFC 768, RFC 791, RFC 8200, RFC 1071. */
final class Frames {
    private static final int UDP = 17;

    private Frames() {}

    static byte[] frame(Link link, Endpoint from, Endpoint to, byte[] payload, int identification) {
        int ip = from.isV6() ? 40 : 20;
        int udp = 8 + payload.length;
        ByteBuffer frame = ByteBuffer.allocate(link.length() + ip + udp);
        link.header(frame, from.isV6() ? 0x86DD : 0x0800);
        int start = frame.position();
        if (from.isV6()) {
            frame.putInt(0x60000000).putShort((short) udp).put((byte) UDP).put((byte) 64);
            frame.put(from.address()).put(to.address());
        } else {
            frame.putShort((short) 0x4500).putShort((short) (ip + udp)).putShort((short) identification);
            frame.putShort((short) 0x4000).put((byte) 64).put((byte) UDP).putShort((short) 0);
            frame.put(from.address()).put(to.address());
            frame.putShort(start + 10, (short) ~fold(sum(frame.array(), start, ip)));
        }
        int at = frame.position();
        frame.putShort((short) from.port())
                .putShort((short) to.port())
                .putShort((short) udp)
                .putShort((short) 0);
        frame.put(payload);
        long pseudo = sum(from.address(), 0, from.address().length) + sum(to.address(), 0, to.address().length);
        int checksum = ~fold(pseudo + UDP + udp + sum(frame.array(), at, udp)) & 0xFFFF;
        frame.putShort(at + 6, (short) (checksum == 0 ? 0xFFFF : checksum));
        return frame.array();
    }

    private static long sum(byte[] bytes, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (long) (bytes[offset + i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded > 0xFFFF) {
            folded = (folded & 0xFFFF) + (folded >> 16);
        }
        return (int) folded;
    }
}
