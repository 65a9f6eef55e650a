package io.tacet.server.serve.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Drains the sockets of many recordings: wakes every 5 ms, takes what waits, sleeps.
 *
 * <p>Thread: its own; {@link #add}, {@link #remove} from any. Design note: a cycle asks the kernel once which sockets hold something and
 * takes one datagram of each: a call of 20 ms packets has one in every fourth cycle, so it costs one receive a packet, no look in vain and no
 * second question. A port that had one in the cycle before too sends faster or has a backlog: it is drained, up to {@value #MOST_AT_ONCE} a
 * cycle, so that a flood waits its turn and the others get all of theirs. No allocation for a packet.
 */
final class RtpReceiver implements AutoCloseable {
    private static final long CYCLE_NANOS = 5_000_000;
    private static final int MOST_AT_ONCE = 64;
    /** A selector tells of at most 1024 sockets at once; when it is near that, it is asked again. */
    private static final int MANY_READY = 1000;

    private static final int MOST_ROUNDS = 16;
    /** Cycles without a packet after which the thread blocks in the kernel. */
    private static final int QUIET_CYCLES = 100;

    private static final long BLOCK_MILLIS = 100;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final Tally tally = new Tally();
    private final Consumer<SelectionKey> take = this::take;
    private final Thread thread;
    private final Consumer<String> problems;
    private volatile boolean running = true;
    private volatile boolean blocked;
    private long cycle;
    private int taken;
    private boolean full;

    RtpReceiver(int number, Consumer<String> problems) throws IOException {
        this.problems = problems;
        selector = Selector.open();
        thread = new Thread(this::run, "tacet-rtp-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on the port is this thread's. */
    void add(RtpPort port) {
        submit(() -> {
            try {
                if (port.channel().isOpen()) {
                    port.channel().register(selector, SelectionKey.OP_READ, port);
                    port.listening(true);
                    tally.ports(1);
                } else {
                    port.close(); // its recording ended before it began
                }
            } catch (IOException e) {
                problems.accept("port " + port.number() + ": " + e);
            }
        });
    }

    /** Closes the port, then calls back on this thread. */
    void remove(RtpPort port, Runnable whenClosed) {
        submit(() -> {
            try {
                port.close();
                tally.ports(port.listening(false) ? -1 : 0);
            } catch (IOException e) {
                problems.accept("port " + port.number() + ": " + e);
            }
            whenClosed.run();
        });
    }

    MediaCounters counters() {
        return tally.snapshot();
    }

    private void submit(Runnable task) {
        tasks.add(task);
        if (blocked) {
            selector.wakeup();
        }
    }

    private void run() {
        long due = System.nanoTime();
        int quiet = 0;
        while (running) {
            try {
                boolean worked = drainTasks() | drainSockets();
                quiet = worked ? 0 : quiet + 1;
                if (quiet > QUIET_CYCLES) {
                    block();
                    due = System.nanoTime();
                } else {
                    due = sleep(due + CYCLE_NANOS);
                }
            } catch (IOException | RuntimeException e) {
                problems.accept("media thread: " + e);
                LockSupport.parkNanos(CYCLE_NANOS);
            }
        }
        drainTasks();
    }

    private boolean drainTasks() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            any = true;
            task.run();
        }
        return any;
    }

    private boolean drainSockets() throws IOException {
        cycle++;
        taken = 0;
        full = false;
        int rounds = 0;
        while (selector.selectNow(take) >= MANY_READY && ++rounds < MOST_ROUNDS) {
            cycle++;
        }
        return taken > 0 || full;
    }

    private void block() throws IOException {
        blocked = true;
        if (tasks.isEmpty() && running) {
            selector.select(take, BLOCK_MILLIS);
        }
        blocked = false;
    }

    private static long sleep(long due) {
        long now = System.nanoTime();
        if (due <= now) {
            return now;
        }
        LockSupport.parkNanos(due - now);
        return due;
    }

    /** A socket that fails once (a message of the network that nobody listens there) goes on; the packet is lost anyway. */
    private void take(SelectionKey key) {
        RtpPort port = (RtpPort) key.attachment();
        try {
            int most = port.hadOneBefore(cycle) ? MOST_AT_ONCE : 1;
            for (int i = 0; i < most; i++) {
                if (!port.hasRoom()) {
                    full = true;
                    return;
                }
                if (!port.receiveOne(buffer, tally)) {
                    return;
                }
                taken++;
            }
        } catch (IOException | RuntimeException e) {
            problems.accept("port " + port.number() + ": " + e);
        }
    }

    @Override
    public void close() {
        running = false;
        selector.wakeup();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            problems.accept("media thread: " + e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one thread counts and any may read. */
    static final class Tally {
        private final AtomicLong packets = new AtomicLong();
        private final AtomicLong foreign = new AtomicLong();
        private final AtomicLong held = new AtomicLong();
        private final AtomicLong ports = new AtomicLong();

        void received(boolean ofAnother) {
            packets.lazySet(packets.getPlain() + 1);
            if (ofAnother) {
                foreign.lazySet(foreign.getPlain() + 1);
            }
        }

        void heldBack() {
            held.lazySet(held.getPlain() + 1);
        }

        void ports(int more) {
            ports.lazySet(ports.getPlain() + more);
        }

        MediaCounters snapshot() {
            return new MediaCounters(packets.get(), foreign.get(), held.get(), (int) ports.get());
        }
    }
}
