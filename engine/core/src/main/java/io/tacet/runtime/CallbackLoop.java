package io.tacet.runtime;

import io.tacet.RecordingListener;
import io.tacet.RecordingResult;
import io.tacet.Termination;
import io.tacet.spool.SealedFile;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Runs listeners on a thread of their own: user code never runs on media, recorder, writer or sync threads. */
final class CallbackLoop {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "tacet-callback");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong thrown = new AtomicLong();

    void ended(RecordingHandle recording, Termination termination) {
        run(() -> recording.request().listener().onEnded(recording, termination));
    }

    void completed(RecordingHandle recording, RecordingResult result, @Nullable SealedFile file) {
        run(() -> {
            try {
                recording.request().listener().onCompleted(result);
            } finally {
                recording.future().complete(result);
                eventSent(file);
            }
        });
    }

    /** Tells of a recording that another process began. */
    void recovered(RecordingListener listener, RecordingResult result, SealedFile file, Runnable told) {
        run(() -> {
            try {
                listener.onCompleted(result);
            } finally {
                eventSent(file);
                told.run();
            }
        });
    }

    private static void eventSent(@Nullable SealedFile file) {
        if (file != null) {
            file.eventSent();
        }
    }

    /** Runs something after all callbacks that were asked for before. */
    void run(Runnable callback) {
        try {
            executor.execute(() -> {
                try {
                    callback.run();
                } catch (Throwable listenerFailed) {
                    thrown.incrementAndGet();
                }
            });
        } catch (RejectedExecutionException closed) {
            thrown.incrementAndGet();
        }
    }

    /** How many callbacks threw. */
    long thrown() {
        return thrown.get();
    }

    void stop(long deadlineNanos) throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
