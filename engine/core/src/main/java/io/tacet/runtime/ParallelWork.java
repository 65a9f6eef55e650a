package io.tacet.runtime;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Does the same to many files at once, because a disk can sync several for the price of one. Threads: eight of its own. */
final class ParallelWork implements AutoCloseable {
    private static final int THREADS = 8;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService pool;

    ParallelWork(String name) {
        pool = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns once all are done; the caller's interrupt is kept for later. */
    <T> void forEach(List<T> all, Consumer<T> action) {
        if (all.size() == 1) {
            action.accept(all.get(0));
            return;
        }
        CountDownLatch done = new CountDownLatch(all.size());
        for (T one : all) {
            pool.execute(() -> {
                try {
                    action.accept(one);
                } finally {
                    done.countDown();
                }
            });
        }
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
