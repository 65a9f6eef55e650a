package io.tacet.server.audiosocket;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;

/**
 * Asterisk's AudioSocket over TCP: every connection is a call, and its recording ends with it; when the engine ends the recording the call
 * is told to hang up.
 *
 * <p>Thread: one of its own for all connections; methods from any. Design note: one selector thread carries thousands, because a call is
 * fifty small reads a second. Memory is 4 KiB a connection, whatever lengths its frames claim; one that sends faster than its recording
 * takes is not read meanwhile. A UUID is all that a caller shows: take unguessable ones, and listen where only the media server can reach.
 */
public final class AudioSocketServer implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int KERNEL_BUFFER = 64 * 1024;
    private static final int MOST_ACCEPTS_AT_ONCE = 64;
    private static final long TICK_MILLIS = 50;
    private static final long STALLED_MILLIS = 2;
    private static final long CLOSE_MILLIS = 5000;

    private final AudioSocketConfig config;
    private final AudioSocketCalls calls;
    private final AudioSocketCounters counters = new AudioSocketCounters();
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final InetSocketAddress local;
    private final Set<Connection> connections = new HashSet<>();
    private final Set<Connection> stalled = new HashSet<>();
    private final Thread thread;
    private long tickedNanos;
    private volatile boolean draining;
    private volatile boolean closing;

    private AudioSocketServer(
            AudioSocketConfig config, AudioSocketCalls calls, ServerSocketChannel listener, Selector selector)
            throws IOException {
        this.config = config;
        this.calls = calls;
        this.listener = listener;
        this.selector = selector;
        local = (InetSocketAddress) listener.getLocalAddress();
        tickedNanos = config.nanoClock().getAsLong();
        thread = new Thread(this::run, "tacet-audiosocket");
        thread.setDaemon(true);
    }

    /**
     * Listens.
     *
     * @throws IOException if the address is in use or not of this host; nothing stays open
     */
    public static AudioSocketServer start(AudioSocketConfig config, AudioSocketCalls calls) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        Selector selector = null;
        try {
            selector = Selector.open();
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
            listener.bind(config.local(), BACKLOG);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            AudioSocketServer server = new AudioSocketServer(config, calls, listener, selector);
            server.thread.start();
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            if (selector != null) {
                selector.close();
            }
            throw e;
        }
    }

    /** Where it listens; the real port. */
    public InetSocketAddress localAddress() {
        return local;
    }

    /** What became of connections and frames. */
    public AudioSocketCounters counters() {
        return counters;
    }

    /** Takes no new connections; those that are there go on. */
    public void drain() {
        draining = true;
        selector.wakeup();
    }

    private void run() {
        while (!closing) {
            try {
                turn();
            } catch (IOException | CancelledKeyException e) {
                // Of one connection, which its next turn ends; the selector itself has no failure to recover from.
            }
        }
        for (Connection connection : connections) {
            connection.end(Ending.SERVER_CLOSED);
            connection.close();
        }
        closeQuietly(listener);
        closeQuietly(selector);
    }

    private void turn() throws IOException {
        selector.select(this::ready, stalled.isEmpty() ? TICK_MILLIS : STALLED_MILLIS);
        if (draining && listener.isOpen()) {
            listener.close();
        }
        stalled.removeIf(connection -> {
            guarded(connection, connection::resume);
            return !connection.isStalled();
        });
        long now = config.nanoClock().getAsLong();
        if (now - tickedNanos >= TICK_MILLIS * 1_000_000) {
            tickedNanos = now;
            connections.forEach(connection -> guarded(connection, () -> connection.tick(now)));
            sweep();
            listen();
        }
    }

    private void sweep() {
        connections.removeIf(connection -> !connection.isOpen());
    }

    /** Takes up accepting again, which a lack of file handles stopped until the next tick. */
    private void listen() {
        SelectionKey key = listener.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            guarded(connection, connection::readable);
            if (connection.isStalled()) {
                stalled.add(connection);
            }
        } else {
            accept(key);
        }
    }

    private void accept(SelectionKey key) {
        try {
            for (int i = 0; i < MOST_ACCEPTS_AT_ONCE; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                counters.accepted.increment();
                take(channel);
            }
        } catch (IOException e) {
            key.interestOps(
                    0); // no file handle is left, or the listener is closed: not asked again before the next tick
        }
    }

    private void take(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (connections.size() >= config.maxConnections()) {
                sweep();
            }
            if (connections.size() >= config.maxConnections()) {
                counters.ended(Ending.TOO_MANY_CONNECTIONS);
                channel.write(Connection.hangUpFrame());
                channel.close();
                return;
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(channel, key, config, calls, counters);
            key.attach(connection);
            connections.add(connection);
        } catch (IOException e) {
            counters.ended(Ending.CONNECTION_LOST);
            closeQuietly(channel);
        }
    }

    /** What goes wrong in one connection ends that one. */
    private static void guarded(Connection connection, Runnable work) {
        try {
            if (connection.isOpen()) {
                work.run();
            }
        } catch (RuntimeException e) {
            connection.end(Ending.INTERNAL);
            connection.close();
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /** Tells all calls to hang up; their recordings end with what was heard. Idempotent. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
