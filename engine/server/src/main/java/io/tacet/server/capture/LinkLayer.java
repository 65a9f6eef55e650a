package io.tacet.server.capture;

/**
 * Finds the IP packet in a captured frame.
 *
 * <p>Thread: any. Source: IEEE 802.3, 802.1Q and 802.1ad, and the link types of tcpdump.org (LINKTYPE_NULL, ETHERNET, RAW, LOOP,
 * LINUX_SLL, IPV4, IPV6, LINUX_SLL2).
 */
final class LinkLayer {
    /** For messages. */
    static final String SUPPORTED =
            "Ethernet (1), Linux cooked (113, 276), raw IP (12, 14, 101, 228, 229) and loopback (0, 108)";

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;

    private LinkLayer() {}

    static boolean supports(int linkType) {
        return switch (linkType) {
            case 0, 1, 12, 14, 101, 108, 113, 228, 229, 276 -> true;
            default -> false;
        };
    }

    /** The index of the IP header, or −1 if the frame is too short or carries something else. */
    static int ipIndex(int linkType, byte[] bytes, int index, int length) {
        int end = index + length;
        return switch (linkType) {
            case 1 -> tagged(bytes, index + 12, index + 14, end);
            case 113 -> tagged(bytes, index + 14, index + 16, end);
            case 276 -> tagged(bytes, index, index + 20, end);
            case 0, 108 -> versioned(bytes, index + 4, end);
            default -> versioned(bytes, index, end);
        };
    }

    private static int versioned(byte[] bytes, int ip, int end) {
        if (ip >= end) {
            return -1;
        }
        int version = bytes[ip] >> 4 & 0xF;
        return version == 4 || version == 6 ? ip : -1;
    }

    /** An EtherType, behind it the payload; VLAN tags in between put another EtherType at the payload's third byte. */
    private static int tagged(byte[] bytes, int typeIndex, int payloadIndex, int end) {
        int type = typeIndex;
        int payload = payloadIndex;
        while (payload < end) {
            int etherType = (bytes[type] & 0xFF) << 8 | bytes[type + 1] & 0xFF;
            switch (etherType) {
                case IPV4, IPV6 -> {
                    return versioned(bytes, payload, end);
                }
                case 0x8100, 0x88A8, 0x9100, 0x9200 -> {
                    type = payload + 2;
                    payload += 4;
                }
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }
}
