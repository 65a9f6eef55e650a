package io.tacet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Transport addresses as one {@code long}, so that a packet's source costs no allocation and one comparison.
 *
 * <p>IPv4 addresses are exact (address and port in 48 bits); IPv6 addresses are mixed with a secret of the process, so that a peer
 * cannot aim at a collision. Never 0.
 */
public final class MediaSource {
    /** The host has checked the source, or does not care: every packet is taken. */
    public static final long UNCHECKED = 0;

    private static final long SECRET = new java.security.SecureRandom().nextLong();

    private MediaSource() {}

    /**
     * Allocates for IPv6: keep the number beside the address, as a receiver keeps its peer.
     *
     * @param address resolved, IPv4 or IPv6, with a port
     * @return its number, never 0; that of an IPv6 address is the same within this process only
     * @throws IllegalArgumentException if the address is unresolved
     */
    public static long of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException("address " + address + " is unresolved");
        }
        return of(ip, address.getPort());
    }

    /**
     * Of an address and a port.
     *
     * @param ip IPv4 or IPv6
     * @param port 0 to 65535
     * @return its number, never 0; that of an IPv6 address is the same within this process only
     */
    public static long of(InetAddress ip, int port) {
        byte[] bytes = ip.getAddress();
        long value = 0;
        if (ip instanceof Inet4Address) {
            for (byte b : bytes) {
                value = value << 8 | b & 0xFF;
            }
            return 1L << 62 | value << 16 | port & 0xFFFF;
        }
        value = SECRET ^ port;
        for (int i = 0; i < bytes.length; i += 8) {
            long word = 0;
            for (int j = i; j < i + 8; j++) {
                word = word << 8 | bytes[j] & 0xFF;
            }
            value = mix(value ^ word);
        }
        return value | 1L << 63;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
