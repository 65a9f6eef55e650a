package io.tacet.benchmarks.load;

import java.util.concurrent.SynchronousQueue;

/** The producer's thread: does one task at a time while its caller waits. Thread: one caller. */
final class Feeder {
    private static final Feeder INSTANCE = new Feeder();
    private static final Runnable END = () -> {};

    private final SynchronousQueue<Runnable> tasks = new SynchronousQueue<>();
    private final SynchronousQueue<Runnable> done = new SynchronousQueue<>();

    private Feeder() {
        Thread thread = new Thread(this::loop, "producer");
        thread.setDaemon(true);
        thread.start();
    }

    static Feeder instance() {
        return INSTANCE;
    }

    void run(Runnable task) throws InterruptedException {
        tasks.put(task);
        done.take();
    }

    void stop() throws InterruptedException {
        tasks.put(END);
    }

    private void loop() {
        try {
            for (Runnable task = tasks.take(); task != END; task = tasks.take()) {
                try {
                    task.run();
                } catch (Throwable failed) {
                    failed.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
                done.put(task);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
