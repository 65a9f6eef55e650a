package io.tacet.server.serve.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Drains the sockets of many recordings: wakes every 5 ms, takes what waits, sleeps.
 *
 * <p>Thread: its own; {@link #add}, {@link #remove} from any. Design note: a call of 20 ms packets has one in every fourth cycle. A cycle first
 * takes those that are due without asking, then asks the kernel once which sockets hold something and takes one datagram of each: whatever
 * was not foretold waits no longer for that. The order matters: a socket that the kernel has told of costs it a second look a cycle later, one
 * that was emptied before the question a short one. A port that had one in this cycle or the one before too sends faster or has a backlog: it is
 * drained, up to {@value #MOST_AT_ONCE} a cycle, so that a flood waits its turn and the others get all of theirs. No allocation for a packet.
 */
final class RtpReceiver implements AutoCloseable {
    private static final long CYCLE_NANOS = 5_000_000;
    private static final int MOST_AT_ONCE = 64;
    /** A selector tells of at most 1024 sockets at once; when it is near that, it is asked again. */
    private static final int MANY_READY = 1000;

    private static final int MOST_ROUNDS = 16;
    /** Ports that are looked at together: a bit of a long each. */
    private static final int TOGETHER = 64;

    /** Cycles without a packet after which the thread blocks in the kernel. */
    private static final int QUIET_CYCLES = 100;

    private static final long BLOCK_MILLIS = 100;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    private final Tally tally = new Tally();
    private final Consumer<SelectionKey> take = key -> take((RtpPort) key.attachment());
    private final Timetable timetable = new Timetable();
    private final long beganNanos = System.nanoTime();
    private final Thread thread;
    private final Consumer<String> problems;
    private volatile boolean running = true;
    private volatile boolean blocked;
    private long cycle;
    private long round = 1;
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
        int quiet = 0;
        while (running) {
            try {
                boolean worked = drainTasks() | drainSockets();
                quiet = worked ? 0 : quiet + 1;
                if (quiet > QUIET_CYCLES) {
                    block();
                } else {
                    sleep();
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
        cycle = (System.nanoTime() - beganNanos) / CYCLE_NANOS;
        round++;
        taken = 0;
        full = false;
        takeForetold(timetable.advance(cycle));
        int rounds = 0;
        while (selector.selectNow(take) >= MANY_READY && ++rounds < MOST_ROUNDS) {
            round++;
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

    /** Cycles begin at multiples of their length, or two of them would not tell how far apart two datagrams are. */
    private void sleep() {
        long rest = beganNanos + (cycle + 1) * CYCLE_NANOS - System.nanoTime();
        if (rest > 0) {
            LockSupport.parkNanos(rest);
        }
    }

    /** Asks many for room before it takes of any: so what lies far apart in memory is fetched together and not one behind the other. */
    private void takeForetold(List<RtpPort> ports) {
        for (int from = 0; from < ports.size(); from += TOGETHER) {
            int to = Math.min(from + TOGETHER, ports.size());
            long ready = 0;
            for (int i = from; i < to; i++) {
                RtpPort port = ports.get(i);
                ready |= port.isListening() && port.hasRoom() ? 1L << i : 0;
            }
            for (int i = from; i < to; i++) {
                if ((ready >>> i & 1) != 0) {
                    takeForetold(ports.get(i));
                }
            }
        }
    }

    private void takeForetold(RtpPort port) {
        if (take(port, 1)) {
            port.hadOneBefore(round);
        }
    }

    private void take(RtpPort port) {
        take(port, port.hadOneBefore(round) ? MOST_AT_ONCE : 1);
    }

    /** A socket that fails once (a message of the network that nobody listens there) goes on; the packet is lost anyway. */
    private boolean take(RtpPort port, int most) {
        int before = taken;
        try {
            for (int i = 0; i < most; i++) {
                if (!port.hasRoom()) {
                    full = true;
                    break;
                }
                if (!port.receiveOne(buffer, tally)) {
                    break;
                }
                taken++;
            }
        } catch (IOException | RuntimeException e) {
            problems.accept("port " + port.number() + ": " + e);
        }
        if (taken == before) {
            return false;
        }
        port.took(cycle);
        timetable.add(port);
        return true;
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
