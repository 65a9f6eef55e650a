package io.tacet.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while recording: what was heard so far is sealed and its manifest printed, then the process ends.
 *
 * <p>Thread: installed and closed by main; the shutdown hook stops the recording and waits for main to finish with it.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "tacet-interruption");
    private boolean requested;
    private @Nullable Runnable current;
    private final Duration patience;
    private volatile int exitCode = TacetCommand.FAILED;

    private Interruption(Duration patience) {
        this.patience = patience;
    }

    static Interruption install() {
        return install(PATIENCE);
    }

    /** With another time that main may take to finish. */
    static Interruption install(Duration patience) {
        Interruption interruption = new Interruption(patience);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What stops the recording that runs now; null for none. */
    synchronized void current(@Nullable Runnable stop) {
        current = stop;
        if (requested && stop != null) {
            stop.run();
        }
    }

    /** Whether the user asked to stop. */
    synchronized boolean requested() {
        return requested;
    }

    /** What the process ends with when it was interrupted and everything is said. */
    void exitCode(int code) {
        exitCode = code;
    }

    private void onShutdown() {
        synchronized (this) {
            requested = true;
            if (current != null) {
                current.run();
            }
        }
        try {
            if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs, and has just been told that it need not wait.
        }
    }
}
