package io.tacet.samples.voicemail;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * The one thread on which all calls live. What a task throws is told, and costs nobody else anything.
 *
 * <p>Thread: any may hand tasks over.
 */
final class CallThread extends ScheduledThreadPoolExecutor {
    private final Consumer<String> errors;

    CallThread(Consumer<String> errors) {
        super(1, task -> new Thread(task, "calls"));
        this.errors = errors;
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        if (task instanceof Future<?> done && done.isDone() && !done.isCancelled()) {
            try {
                done.get();
            } catch (ExecutionException e) {
                errors.accept("a step of a call failed: " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
