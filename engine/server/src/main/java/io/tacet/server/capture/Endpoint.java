package io.tacet.server.capture;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * One end of a UDP flow. Immutable.
 *
 * @param address IPv4 or IPv6
 * @param port 0 to 65535
 */
public record Endpoint(InetAddress address, int port) {
    /** {@code 192.0.2.1:4000} or {@code [2001:db8:0:0:0:0:0:1]:4000}. */
    @Override
    public String toString() {
        String host = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
    }
}
