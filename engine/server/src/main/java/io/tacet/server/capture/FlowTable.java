package io.tacet.server.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives datagrams of the same flow the same {@link Flow}. Remembers the last one, since packets of one call come in rows, and at most
 * {@link #CAPACITY} more. Thread: the reader's.
 */
final class FlowTable {
    private static final int CAPACITY = 4096;

    private final Map<Flow, Flow> flows = new HashMap<>();
    private byte[] lastAddresses = {};
    private @Nullable Flow last;

    /** The flow of a packet whose two addresses lie behind each other, the source first. */
    Flow flow(byte[] bytes, int addresses, int addressLength, int sourcePort, int destinationPort) {
        Flow recent = last;
        if (recent != null
                && recent.source().port() == sourcePort
                && recent.destination().port() == destinationPort
                && Arrays.equals(
                        bytes, addresses, addresses + 2 * addressLength, lastAddresses, 0, lastAddresses.length)) {
            return recent;
        }
        lastAddresses = Arrays.copyOfRange(bytes, addresses, addresses + 2 * addressLength);
        Flow fresh = new Flow(
                new Endpoint(address(lastAddresses, 0, addressLength), sourcePort),
                new Endpoint(address(lastAddresses, addressLength, addressLength), destinationPort));
        if (flows.size() >= CAPACITY) {
            flows.clear();
        }
        Flow known = flows.putIfAbsent(fresh, fresh);
        last = known == null ? fresh : known;
        return last;
    }

    private static InetAddress address(byte[] bytes, int offset, int length) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + length));
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + length + " bytes", e);
        }
    }
}
