package io.tacet.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Hosts and ports of options, and how they are written. */
final class NetworkAddress {
    private static final String ALLOWED = "HOST:PORT with a port of 1 to 65535, IPv6 as [HOST]:PORT";
    private static final int LAST_PORT = 65_535;

    private NetworkAddress() {}

    /** An address of {@code HOST:PORT}, looked up. */
    static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw PlainNumber.refused(option, text, ALLOWED);
        }
        if (host.isEmpty()) {
            throw PlainNumber.refused(option, text, ALLOWED);
        }
        try {
            int port = PlainNumber.whole(option, text.substring(colon + 1), 1, LAST_PORT);
            return new InetSocketAddress(host(option, host), port);
        } catch (UsageException e) {
            throw PlainNumber.refused(option, text, ALLOWED + ", of a host that is known here");
        }
    }

    /** A host by name or address, looked up. */
    static InetAddress host(String option, String name) {
        try {
            if (!name.isBlank()) {
                return InetAddress.getByName(name);
            }
        } catch (UnknownHostException e) {
            // Said below.
        }
        throw PlainNumber.refused(option, name, "an IP address, or a host name that is known here");
    }

    /** {@code 127.0.0.1:5004}, or {@code [::1]:5004}. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
