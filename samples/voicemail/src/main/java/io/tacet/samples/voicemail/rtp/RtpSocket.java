package io.tacet.samples.voicemail.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The UDP socket of one call.
 *
 * <p>Thread: received from by {@link RtpReceiver} only; sent to and closed by any. Design note: never connected, since the peer may
 * move, and since what others send is the engine's to count, not the kernel's to hide.
 */
public final class RtpSocket implements AutoCloseable {
    private final DatagramChannel channel;
    private final int port;
    private final Consumer<RtpSocket> onClose;

    private RtpSocket(DatagramChannel channel, int port, Consumer<RtpSocket> onClose) {
        this.channel = channel;
        this.port = port;
        this.onClose = onClose;
    }

    static RtpSocket bind(InetAddress host, int port, Consumer<RtpSocket> onClose) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(host, port));
            return new RtpSocket(channel, port, onClose);
        } catch (IOException e) {
            channel.close();
            throw e instanceof SocketException && !(e instanceof BindException) ? new BindException(e.getMessage()) : e;
        }
    }

    /** Where it receives. */
    public int port() {
        return port;
    }

    DatagramChannel channel() {
        return channel;
    }

    /** The next datagram into the buffer, and whom it is from; null if there is none. */
    @Nullable
    SocketAddress receive(ByteBuffer buffer) throws IOException {
        return channel.receive(buffer);
    }

    /** Sends, or does not: a network that takes no packet now loses it, as networks do. */
    void send(ByteBuffer packet, SocketAddress to) {
        try {
            channel.send(packet, to);
        } catch (IOException e) {
            packet.position(packet.limit());
        }
    }

    @Override
    public void close() {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (IOException e) {
                // A datagram socket has nothing to lose.
            }
            onClose.accept(this);
        }
    }
}
