package io.tacet.server.serve.media;

import io.tacet.MediaInput;
import io.tacet.MediaSource;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * One UDP port and the recording behind it.
 *
 * <p>Thread: opened by any; then its receiver's alone. Design note: the channel hands out the same address object for as long as one peer
 * sends, so that the peer's number is looked up once, and a packet costs no allocation.
 */
final class RtpPort extends Rhythm {
    private static final int LEAST_BUFFER = 64 << 10;
    private static final int MOST_BUFFER = 1 << 20;
    /** What the kernel counts for a small datagram, with its own bookkeeping. */
    private static final int DATAGRAM_COST = 1280;

    /** A datagram as networks carry it; a longer one waits for no room. */
    private static final int LONGEST_USUAL = 1500;

    private final DatagramChannel channel;
    private final int number;
    private final SourceGate gate;
    private @Nullable MediaInput input;
    private @Nullable SocketAddress peer;
    private long peerSource;
    private boolean listening;
    private int lastLength;
    private long lastRound;

    private RtpPort(DatagramChannel channel, int number, long source) {
        this.channel = channel;
        this.number = number;
        gate = new SourceGate(source);
    }

    /**
     * Binds a port.
     *
     * @param source the only address that may send, or 0
     * @param ptimeMillis media in a packet: how much two seconds of packets take in the kernel
     * @throws IOException if it cannot be bound; nothing stays open
     */
    static RtpPort bind(InetAddress host, int number, long source, int ptimeMillis) throws IOException {
        DatagramChannel channel = open(host);
        try {
            int buffer = 2000 / ptimeMillis * DATAGRAM_COST;
            channel.setOption(StandardSocketOptions.SO_RCVBUF, Math.max(LEAST_BUFFER, Math.min(MOST_BUFFER, buffer)));
            channel.bind(new InetSocketAddress(host, number));
            channel.configureBlocking(false);
            return new RtpPort(channel, number, source);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** An IPv4 address gets a socket of IPv4 alone: one of both families costs each packet a detour through IPv6's addresses. */
    private static DatagramChannel open(InetAddress host) throws IOException {
        return DatagramChannel.open(
                host instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }

    DatagramChannel channel() {
        return channel;
    }

    int number() {
        return number;
    }

    void input(MediaInput opened) {
        input = opened;
    }

    /** Notes whether a receiver has it, and says whether one had. */
    boolean listening(boolean now) {
        boolean before = listening;
        listening = now;
        return before;
    }

    boolean isListening() {
        return listening;
    }

    /** Notes that a datagram waits in this round, and says whether one did in this or the one before. */
    boolean hadOneBefore(long round) {
        boolean before = lastRound >= round - 1;
        lastRound = round;
        return before;
    }

    /**
     * Whether its recording can take one more like the last. If not, datagrams wait in the kernel until the recorder has caught up, so that
     * what a network delivers in one burst is not lost.
     */
    boolean hasRoom() {
        MediaInput recording = input;
        return recording == null || recording.isClosed() || recording.hasRoom(lastLength);
    }

    /** Takes one datagram; false if none waits. */
    boolean receiveOne(ByteBuffer buffer, RtpReceiver.Tally tally) throws IOException {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        if (from == null) {
            return false;
        }
        long arrivalNanos = System.nanoTime();
        buffer.flip();
        lastLength = Math.min(buffer.limit(), LONGEST_USUAL);
        if (from != peer) {
            peer = from;
            peerSource = MediaSource.of((InetSocketAddress) from);
        }
        tally.received(gate.foreign(peerSource));
        MediaInput recording = input;
        if (recording != null) {
            if (gate.passes(peerSource, arrivalNanos)) {
                recording.onRtp(buffer, arrivalNanos, peerSource);
            } else {
                tally.heldBack();
            }
        }
        return true;
    }

    /** No more packets: the input's producer is quiet, and the port is free for the system. */
    void close() throws IOException {
        MediaInput recording = input;
        if (recording != null) {
            recording.close();
        }
        channel.close();
    }
}
