package io.tacet.server.capture;

/**
 * Finds the UDP payload in an IP packet. Fragments are not put together: their first part alone is no datagram.
 *
 * <p>Thread: the reader's. Source: RFC 791, RFC 8200 section 4, RFC 768.
 */
final class UdpDecoder {
    /** What an IP packet was. */
    enum Outcome {
        DATAGRAM,
        FRAGMENT,
        TRUNCATED,
        MALFORMED,
        OTHER
    }

    private static final int UDP = 17;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;

    private final FlowTable flows = new FlowTable();

    /** Decodes the packet between two indices; on DATAGRAM the view is set. */
    Outcome decode(byte[] bytes, int ip, int end, Datagram into) {
        return (bytes[ip] >> 4 & 0xF) == 4 ? decode4(bytes, ip, end, into) : decode6(bytes, ip, end, into);
    }

    private Outcome decode4(byte[] bytes, int ip, int end, Datagram into) {
        int header = (bytes[ip] & 0xF) * 4;
        if (header < 20) {
            return Outcome.MALFORMED;
        }
        if (ip + header > end) {
            return Outcome.TRUNCATED;
        }
        if ((bytes[ip + 9] & 0xFF) != UDP) {
            return Outcome.OTHER;
        }
        if ((u16(bytes, ip + 6) & 0x3FFF) != 0) {
            return Outcome.FRAGMENT;
        }
        int total = u16(bytes, ip + 2);
        return udp(bytes, ip + header, total == 0 ? end : ip + total, end, ip + 12, 4, into);
    }

    private Outcome decode6(byte[] bytes, int ip, int end, Datagram into) {
        if (ip + IPV6_HEADER > end) {
            return Outcome.TRUNCATED;
        }
        int payload = u16(bytes, ip + 4);
        int at = ip + IPV6_HEADER;
        int claimed = payload == 0 ? end : at + payload;
        int next = bytes[ip + 6] & 0xFF;
        while (next != UDP) {
            if (!isExtension(next)) {
                return Outcome.OTHER;
            }
            if (at + 8 > end) {
                return Outcome.TRUNCATED;
            }
            if (next == FRAGMENT && (u16(bytes, at + 2) & 0xFFF9) != 0) {
                return Outcome.FRAGMENT;
            }
            int header = next;
            int size = bytes[at + 1] & 0xFF;
            next = bytes[at] & 0xFF;
            at += switch (header) {
                case FRAGMENT -> 8;
                case AUTHENTICATION -> (size + 2) * 4;
                default -> (size + 1) * 8;
            };
        }
        return udp(bytes, at, claimed, end, ip + 8, 16, into);
    }

    /** Hop-by-hop, routing, fragment, authentication, destination options, mobility. */
    private static boolean isExtension(int next) {
        return next == 0 || next == 43 || next == FRAGMENT || next == AUTHENTICATION || next == 60 || next == 135;
    }

    private Outcome udp(
            byte[] bytes, int udp, int claimedEnd, int end, int addresses, int addressLength, Datagram into) {
        if (udp + UDP_HEADER > claimedEnd) {
            return Outcome.MALFORMED;
        }
        if (udp + UDP_HEADER > end) {
            return Outcome.TRUNCATED;
        }
        int length = u16(bytes, udp + 4);
        if (length < UDP_HEADER || udp + length > claimedEnd) {
            return Outcome.MALFORMED;
        }
        if (udp + length > end) {
            return Outcome.TRUNCATED;
        }
        Flow flow = flows.flow(bytes, addresses, addressLength, u16(bytes, udp), u16(bytes, udp + 2));
        into.wrap(bytes, udp + UDP_HEADER, length - UDP_HEADER, flow);
        return Outcome.DATAGRAM;
    }

    private static int u16(byte[] bytes, int index) {
        return (bytes[index] & 0xFF) << 8 | bytes[index + 1] & 0xFF;
    }
}
