package io.tacet.runtime;

import io.tacet.RecordingListener;
import io.tacet.RecordingResult;
import io.tacet.Termination;
import io.tacet.spool.SealedFile;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs listeners on a thread of their own: user code never runs on media, recorder, writer or sync threads. That an event was told is noted on
 * yet another, so that the disk does not delay what others are still to be told.
 */
final class CallbackLoop {
    private final ExecutorService executor = thread("tacet-callback");
    private final ExecutorService receipts = thread("tacet-receipts");
    private final AtomicLong thrown = new AtomicLong();

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    void ended(RecordingHandle recording, Termination termination) {
        run(() -> recording.request().listener().onEnded(recording, termination));
    }

    void completed(RecordingHandle recording, RecordingResult result, @Nullable SealedFile file) {
        run(() -> {
            try {
                recording.request().listener().onCompleted(result);
            } finally {
                recording.future().complete(result);
                if (file != null) {
                    note(file::eventSent);
                }
            }
        });
    }

    /** Tells of a recording that another process began. */
    void recovered(RecordingListener listener, RecordingResult result, SealedFile file, Runnable told) {
        run(() -> {
            try {
                listener.onCompleted(result);
            } finally {
                note(() -> {
                    file.eventSent();
                    told.run();
                });
            }
        });
    }

    /** Runs something after all callbacks that were asked for before, and after it was noted that they ran. */
    void runNoted(Runnable then) {
        run(() -> note(then));
    }

    private void note(Runnable receipt) {
        Runnable careful = () -> {
            try {
                receipt.run();
            } catch (Throwable failed) {
                thrown.incrementAndGet();
            }
        };
        try {
            receipts.execute(careful);
        } catch (RejectedExecutionException closed) {
            careful.run();
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
        for (ExecutorService thread : List.of(executor, receipts)) {
            thread.shutdown();
            thread.awaitTermination(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }
}
