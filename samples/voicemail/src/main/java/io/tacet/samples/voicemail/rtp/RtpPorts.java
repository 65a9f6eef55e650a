package io.tacet.samples.voicemail.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands out sockets on the even ports of a range, in turn, so that a port rests before it is used again: what a call's peer still
 * sends then does not reach the next call. Ports that other programs hold are passed over.
 *
 * <p>Thread: any. Source: RFC 3550 section 11, which gives RTP the even ports.
 */
public final class RtpPorts {
    private final InetAddress host;
    private final int first;
    private final int pairs;
    private final BitSet used = new BitSet();
    private int next;

    /** Ports first to last, both included. */
    public RtpPorts(InetAddress host, int first, int last) {
        if (first < 1 || last > 65_535 || last < first + first % 2) {
            throw new IllegalArgumentException("rtp ports are " + first + "-" + last
                    + "; allowed is a range within 1-65535 that holds an even port");
        }
        this.host = host;
        this.first = first + first % 2;
        pairs = (last - this.first) / 2 + 1;
    }

    /** A bound socket, or null if no port is free. Its close gives the port back. */
    public synchronized @Nullable RtpSocket open() {
        Consumer<RtpSocket> release = this::release;
        for (int tried = 0; tried < pairs; tried++) {
            int pair = next;
            next = (next + 1) % pairs;
            if (used.get(pair)) {
                continue;
            }
            try {
                RtpSocket socket = RtpSocket.bind(host, first + 2 * pair, release);
                used.set(pair);
                return socket;
            } catch (BindException taken) {
                // Another program's port: the next one.
            } catch (IOException noHandles) {
                return null;
            }
        }
        return null;
    }

    private synchronized void release(RtpSocket socket) {
        used.clear((socket.port() - first) / 2);
    }
}
