package io.tacet.server.listen;

import io.tacet.MediaInput;
import io.tacet.MediaSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket whose datagrams go into one recording.
 *
 * <p>Thread: one receives; {@link #wakeup} from any. Design note: the channel is never connected to its peer, because what others send is
 * to be counted, not hidden. It need not be: the channel hands out the same address object for as long as one peer sends, so that the
 * peer's number is looked up once, and a packet costs no allocation.
 */
public final class RtpSocket implements AutoCloseable {
    /** The longest that a datagram can be. */
    private static final int LARGEST_DATAGRAM = 65_535;
    /** Datagrams that wait in the kernel while this process does not run; it may grant less. */
    private static final int KERNEL_BUFFER = 1 << 20;
    /** How many are taken before the recording is looked at again. */
    private static final int MOST_AT_ONCE = 64;

    private static final long LOOK_MILLIS = 100;
    private static final Consumer<SelectionKey> READY = key -> {};

    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private @Nullable SocketAddress peer;
    private long peerSource;

    private RtpSocket(DatagramChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /**
     * Binds a socket.
     *
     * @param local its address; port 0 takes any that is free
     * @throws IOException if the address is in use or not of this host; nothing stays open
     */
    public static RtpSocket bind(InetSocketAddress local) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            Selector selector = Selector.open();
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
                channel.bind(local);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                return new RtpSocket(channel, selector);
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Where it receives; the real port. */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /**
     * Waits for a datagram, which stays where it is.
     *
     * @param most how long
     * @param goesOn asked before each turn, ten times a second
     */
    public void await(Duration most, BooleanSupplier goesOn) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        int ready = 0;
        while (ready == 0 && System.nanoTime() - deadline < 0 && goesOn.getAsBoolean()) {
            ready = selector.select(READY, LOOK_MILLIS);
        }
    }

    /**
     * Gives every datagram to an input, whatever it holds, with the time at which it was taken.
     *
     * @param goesOn asked after each turn, and ten times a second while nothing comes; an interrupt ends it too
     */
    public void receive(MediaInput input, BooleanSupplier goesOn) throws IOException {
        while (goesOn.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            selector.select(READY, LOOK_MILLIS);
            int taken = 0;
            while (taken < MOST_AT_ONCE && receiveOne(input)) {
                taken++;
            }
        }
    }

    private boolean receiveOne(MediaInput input) throws IOException {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        if (from == null) {
            return false;
        }
        long arrivalNanos = System.nanoTime();
        buffer.flip();
        input.onRtp(buffer, arrivalNanos, sourceOf(from));
        return true;
    }

    private long sourceOf(SocketAddress from) {
        if (from != peer) {
            peer = from;
            peerSource = MediaSource.of((InetSocketAddress) from);
        }
        return peerSource;
    }

    /** Has the receiving thread ask at once whether it goes on. */
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }
}
