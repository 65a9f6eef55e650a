package io.tacet.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what one other thread hands it, in order. Threads: {@link #hand} and {@link #wake} by that other, {@link #rouse} by any;
 * the loop is stopped by a flag and never interrupted (an interrupt would close its files).
 */
abstract class TaskLoop implements Runnable {
    private static final long LONGEST_PARK_NANOS = 100_000_000L;

    private final SpscUnboundedAtomicArrayQueue<WriterTask> tasks;
    private final Thread thread;
    private boolean handed;
    /** Written by read-modify-write only, on both sides: either the hand sees that the loop sleeps, or the loop sees what was handed over. */
    private final AtomicBoolean parked = new AtomicBoolean();

    private volatile boolean stopping;

    /**
     * Does not start.
     *
     * @param burst of how many tasks at once the queue takes without growing: growing makes garbage
     */
    TaskLoop(String name, int burst) {
        tasks = new SpscUnboundedAtomicArrayQueue<>(burst);
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Hands a task over; it is seen at the next {@link #wake} at the latest. */
    final void hand(WriterTask task) {
        tasks.offer(task);
        handed = true;
    }

    /** Wakes the loop if anything was handed over. */
    final void wake() {
        if (handed) {
            handed = false;
            rouse();
        }
    }

    /** Wakes the loop for what {@link #hasOther} tells. Thread: any. */
    final void rouse() {
        if (parked.getAndSet(false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Stops once everything handed over is done; waits for that at most until {@code deadlineNanos}. */
    void stop(long deadlineNanos) throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L));
    }

    @Override
    public final void run() {
        while (true) {
            WriterTask task = null;
            try {
                boolean did = other();
                task = tasks.poll();
                if (task != null) {
                    perform(task);
                } else if (stopping && mayEnd()) {
                    return;
                } else if (!did) {
                    idle();
                    park();
                }
            } catch (Throwable defect) {
                defect(task, defect);
            }
        }
    }

    private void park() {
        parked.getAndSet(true);
        if (tasks.isEmpty() && !hasOther() && !(stopping && mayEnd())) {
            LockSupport.parkNanos(this, LONGEST_PARK_NANOS);
        }
        parked.set(false);
    }

    abstract void perform(WriterTask task);

    /**
     * A task, or what is done beside tasks, ended in a defect, an {@link Error} too: the thread must go on, for all other recordings need it.
     * Must not throw.
     */
    abstract void defect(@Nullable WriterTask task, Throwable defect);

    /** Does one thing that came another way than by {@link #hand}; whether there was any. */
    boolean other() {
        return false;
    }

    /** Whether {@link #other} has something to do. */
    boolean hasOther() {
        return false;
    }

    /** Whether nothing is left to wait for when it is to stop. */
    boolean mayEnd() {
        return true;
    }

    /** Nothing is left to do for now. */
    void idle() {}
}
