package io.tacet.server.serve.media;

import io.tacet.MediaInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a UDP port to each recording and its packets to its input.
 *
 * <p>Thread: any; packets are taken by the receivers' own threads.
 */
public final class RtpPorts implements AutoCloseable {
    /** Ports that other programs hold are passed over, so many for one recording. */
    private static final int MOST_TRIES = 1000;

    private final InetAddress host;
    private final PortPool pool;
    private final List<RtpReceiver> receivers = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Starts the threads.
     *
     * @param problems takes one line each of what went wrong without harm to others
     */
    public RtpPorts(InetAddress host, PortPool pool, int threads, Consumer<String> problems) throws IOException {
        this.host = host;
        this.pool = pool;
        for (int i = 0; i < threads; i++) {
            receivers.add(new RtpReceiver(i, problems));
        }
    }

    /**
     * Takes a port; null if all are in use or rest.
     *
     * @param source the only address that may send, or 0
     * @param ptimeMillis media in a packet
     * @throws IOException if no port could be bound
     */
    public @Nullable Lease take(long source, int ptimeMillis) throws IOException {
        IOException failure = null;
        for (int i = 0; i < MOST_TRIES; i++) {
            OptionalInt number = pool.take();
            if (number.isEmpty()) {
                break;
            }
            try {
                RtpPort port = RtpPort.bind(host, number.getAsInt(), source, ptimeMillis);
                return new Lease(port, receivers.get(Math.floorMod(next.getAndIncrement(), receivers.size())));
            } catch (IOException e) {
                pool.giveBack(number.getAsInt());
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** The ports. */
    public PortPool pool() {
        return pool;
    }

    /** What all ports received. */
    public MediaCounters counters() {
        MediaCounters sum = new MediaCounters(0, 0, 0, 0);
        for (RtpReceiver receiver : receivers) {
            sum = sum.plus(receiver.counters());
        }
        return sum;
    }

    /** Stops the threads; call it when no recording runs. */
    @Override
    public void close() {
        receivers.forEach(RtpReceiver::close);
    }

    /** A port that is bound. Thread: any. */
    public final class Lease {
        private final RtpPort port;
        private final RtpReceiver receiver;
        private final AtomicBoolean over = new AtomicBoolean();

        Lease(RtpPort port, RtpReceiver receiver) {
            this.port = port;
            this.receiver = receiver;
        }

        /** Where it receives. */
        public InetSocketAddress address() {
            return new InetSocketAddress(host, port.number());
        }

        /** Its packets go here from now on; what came before is taken too. */
        public void begin(MediaInput input) {
            port.input(input);
            receiver.add(port);
        }

        /** Closes the input and the socket; the port rests. Idempotent. */
        public void end() {
            if (!over.getAndSet(true)) {
                receiver.remove(port, () -> pool.giveBack(port.number()));
            }
        }
    }
}
