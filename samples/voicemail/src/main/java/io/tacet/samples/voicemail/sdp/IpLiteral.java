package io.tacet.samples.voicemail.sdp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as numbers. A host name is no answer here: looking it up would let any caller make us ask the name servers of his choice,
 * and wait for them.
 *
 * <p>Thread: any; pure.
 */
final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private IpLiteral() {}

    /** The address, or null if the text is none. */
    static @Nullable InetAddress parse(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
            // In brackets it is read as a number or refused, and never looked up.
            return IPV6.matcher(text).matches() && text.indexOf(':') >= 0
                    ? InetAddress.getByName("[" + text + "]")
                    : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether media may be sent there: not to groups, nor to everybody. */
    static boolean mayReceive(InetAddress address) {
        return !address.isMulticastAddress() && !address.getHostAddress().equals("255.255.255.255");
    }
}
