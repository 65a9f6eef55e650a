package io.tacet.samples.voicemail.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Receives for all calls: one thread, one selector. It is the one producer that each recording's input may have.
 *
 * <p>Thread: its own; {@link #add} and {@link #whenDrained} from any.
 */
public final class RtpReceiver implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 65_535;
    /** Of one socket, before the others are looked at. */
    private static final int MOST_AT_ONCE = 512;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "rtp-receiver");
    private volatile boolean running = true;

    private RtpReceiver(Selector selector) {
        this.selector = selector;
    }

    /** Starts the thread. */
    public static RtpReceiver start() throws IOException {
        RtpReceiver receiver = new RtpReceiver(Selector.open());
        receiver.thread.start();
        return receiver;
    }

    /** Receives from a socket until that is closed. */
    public void add(RtpSocket socket, PacketHandler handler) {
        whenDrained(() -> {
            try {
                Source source = new Source(socket, handler);
                socket.channel().register(selector, SelectionKey.OP_READ, source);
            } catch (ClosedChannelException e) {
                // The call ended before it began.
            }
        });
    }

    /** Runs a task on this thread once all that has arrived until now was handed on; it must not block. */
    public void whenDrained(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void run() {
        List<Runnable> due = new ArrayList<>();
        while (running) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                due.add(task);
            }
            try {
                if (due.isEmpty()) {
                    selector.select(this::receive);
                } else {
                    selector.selectNow(this::receive);
                }
            } catch (IOException e) {
                running = false;
            }
            due.forEach(Runnable::run);
            due.clear();
        }
    }

    private void receive(SelectionKey key) {
        Source source = (Source) key.attachment();
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                buffer.clear();
                SocketAddress from = source.socket.receive(buffer);
                if (from == null) {
                    return;
                }
                long arrivalNanos = System.nanoTime();
                source.handler.onPacket(buffer.flip(), arrivalNanos, (InetSocketAddress) from);
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() {
        running = false;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nothing is lost with a selector.
        }
    }

    private record Source(RtpSocket socket, PacketHandler handler) {}
}
