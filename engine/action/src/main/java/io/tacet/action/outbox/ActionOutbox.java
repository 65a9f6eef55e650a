package io.tacet.action.outbox;

import io.tacet.action.ActionError;
import io.tacet.action.ActionEvent;
import io.tacet.action.PendingAction;
import io.tacet.action.outbox.ActionEventPublisher.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every action until its one event is acknowledged, across restarts.
 *
 * <p>The order that makes "exactly one": the action is on disk before its recording starts; the event is on disk before the sink's
 * confirmation is passed on to the engine, and the first event of an id wins; that it was acknowledged is on disk before the event
 * is forgotten. Whenever the process dies, the next one finds the recording undelivered (it is delivered again, to the same key), or
 * the event unsent (it is sent), or its tombstone (nothing happens).
 *
 * <p>Thread: any; publishing on threads of its own. Waiting retries hold no thread.
 */
public final class ActionOutbox implements AutoCloseable {
    private final OutboxConfig config;
    private final ActionEventPublisher publisher;
    private final OutboxDirectory files;
    private final ScheduledThreadPoolExecutor publishing;
    private final Map<String, PendingAction> open = new ConcurrentHashMap<>();
    /** Events on their way; true once the engine has let the recording go. */
    private final Map<String, Boolean> unsent = new ConcurrentHashMap<>();

    /**
     * Opens the directory, takes up what an earlier process left, and begins to publish.
     *
     * @param config where events are kept, and how they are sent
     * @param publisher sends one event; closed with the outbox
     * @throws IOException if the directory cannot be made, read or written, or belongs to a living process
     */
    public ActionOutbox(OutboxConfig config, ActionEventPublisher publisher) throws IOException {
        this.config = config;
        this.publisher = publisher;
        files = new OutboxDirectory(config.directory());
        publishing = new ScheduledThreadPoolExecutor(config.threads(), ActionOutbox::thread);
        publishing.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        publishing.setRemoveOnCancelPolicy(true);
        boolean recovered = false;
        try {
            recover();
            recovered = true;
        } finally {
            if (!recovered) {
                publishing.shutdownNow();
                files.close();
            }
        }
    }

    /**
     * An action begins: call it before its recording starts.
     *
     * @param action all that its event will need
     * @throws IllegalStateException if one with this recording id is under way
     * @throws IOException if it cannot be made durable: do not start the recording
     */
    public void begin(PendingAction action) throws IOException {
        String id = action.recordingId();
        if (unsent.containsKey(id) || open.putIfAbsent(id, action) != null) {
            throw new IllegalStateException("an action with the recording id '" + id + "' is under way");
        }
        try {
            files.write(id, OutboxDirectory.ACTION, action.toJson());
        } catch (IOException | IllegalArgumentException e) {
            open.remove(id);
            throw e;
        }
    }

    /**
     * The host stops the recording to do something else: its event will say so. Call it before {@code Recording.stop()}.
     *
     * @param recordingId of a recording that runs; another one changes nothing
     * @throws IOException if it cannot be made durable; the event would be the one without an interruption
     */
    public void interrupt(String recordingId) throws IOException {
        PendingAction action = open.get(recordingId);
        if (action != null) {
            PendingAction interrupted = action.interrupt();
            files.write(recordingId, OutboxDirectory.ACTION, interrupted.toJson());
            open.replace(recordingId, action, interrupted);
        }
    }

    /**
     * The action of a recording; asks no disk.
     *
     * @param recordingId any
     * @return null if it has none, or its event is already on its way
     */
    public @Nullable PendingAction find(String recordingId) {
        return open.get(recordingId);
    }

    /** {@return the ids of actions whose event is not decided yet; a copy} */
    public Set<String> pending() {
        return Set.copyOf(open.keySet());
    }

    /** {@return how many events wait to be acknowledged} */
    public int unsent() {
        return unsent.size();
    }

    /**
     * The action's event: durable when this returns, then published until acknowledged. A second event of an id is ignored.
     *
     * @param event with its recording's id
     * @throws IOException if it cannot be made durable: the recording must not be confirmed
     */
    public void complete(ActionEvent event) throws IOException {
        String id = event.id();
        if (unsent.putIfAbsent(id, false) != null) {
            return;
        }
        try {
            if (files.exists(id, OutboxDirectory.DONE)) {
                unsent.remove(id);
            } else {
                files.write(id, OutboxDirectory.EVENT, event.json());
                publish(id, 0, Duration.ZERO);
            }
            open.remove(id);
            files.delete(id, OutboxDirectory.ACTION);
        } catch (IOException e) {
            if (!files.exists(id, OutboxDirectory.EVENT)) {
                unsent.remove(id);
            }
            throw e;
        }
    }

    /**
     * The action ends without an event: its recording was aborted.
     *
     * @param recordingId of a recording that will have no event
     * @throws IOException if the file cannot be deleted
     */
    public void discard(String recordingId) throws IOException {
        open.remove(recordingId);
        files.delete(recordingId, OutboxDirectory.ACTION);
    }

    /**
     * The engine will not deliver this recording again: its tombstone may go.
     *
     * @param recordingId of a recording that was confirmed, or failed for good
     * @throws IOException if the file cannot be deleted
     */
    public void release(String recordingId) throws IOException {
        if (unsent.computeIfPresent(recordingId, (id, released) -> true) == null) {
            files.delete(recordingId, OutboxDirectory.DONE);
        }
    }

    /**
     * After a restart: actions whose recording the engine does not know either have failed.
     *
     * @param recordings that the engine has recovered and will deliver
     * @throws IOException if an event cannot be made durable
     */
    public void failAllBut(Set<String> recordings) throws IOException {
        for (PendingAction action : Set.copyOf(open.values())) {
            if (!recordings.contains(action.recordingId())) {
                complete(action.failed(ActionError.SYSTEM));
            }
        }
    }

    /** Stops publishing; what is not acknowledged stays for the next process. Waits up to a minute for running attempts. */
    @Override
    public void close() throws IOException {
        publishing.shutdown();
        try {
            publishing.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
        files.close();
    }

    private void recover() throws IOException {
        Instant oldest = Instant.now().minus(config.keepDone());
        for (String id : files.list(OutboxDirectory.DONE)) {
            files.delete(id, OutboxDirectory.EVENT);
            files.delete(id, OutboxDirectory.ACTION);
            if (files.olderThan(id, OutboxDirectory.DONE, oldest)) {
                files.delete(id, OutboxDirectory.DONE);
            }
        }
        for (String id : files.list(OutboxDirectory.EVENT)) {
            files.delete(id, OutboxDirectory.ACTION);
            unsent.put(id, false);
            publish(id, 0, Duration.ZERO);
        }
        for (String id : files.list(OutboxDirectory.ACTION)) {
            open.put(id, readAction(id));
        }
    }

    private PendingAction readAction(String id) throws IOException {
        try {
            return PendingAction.fromJson(String.valueOf(files.read(id, OutboxDirectory.ACTION)));
        } catch (IllegalArgumentException e) {
            throw new IOException(files + "/" + id + OutboxDirectory.ACTION + ": " + e.getMessage(), e);
        }
    }

    private void publish(String id, int attempt, Duration wait) {
        later(() -> attempt(id, attempt), wait);
    }

    /** After the shutdown nothing is started: the files tell the next process. */
    private void later(Runnable task, Duration wait) {
        try {
            publishing.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!publishing.isShutdown()) {
                throw e;
            }
        }
    }

    private void attempt(String id, int attempt) {
        Answer answer;
        try {
            String json = files.read(id, OutboxDirectory.EVENT);
            if (json == null) {
                unsent.remove(id);
                return;
            }
            ActionEvent event = ActionEvent.of(id, json);
            answer = publisher.publish(event);
            if (answer instanceof Answer.Acknowledged acknowledged) {
                tell(() -> config.listener().onAcknowledged(event, acknowledged.response()));
                settle(id);
                return;
            }
        } catch (Exception e) {
            answer = new Answer.Retry(String.valueOf(e.getMessage()), null);
        }
        retry(id, attempt, (Answer.Retry) answer);
    }

    private void retry(String id, int attempt, Answer.Retry retry) {
        tell(() -> config.listener().onRetry(id, attempt, retry.reason()));
        Duration after = retry.after();
        Duration wait = after == null ? config.jitter(attempt) : after;
        publish(id, attempt + 1, wait.compareTo(config.retryMost()) > 0 ? config.retryMost() : wait);
    }

    /** Forgets an acknowledged event. A disk that fails here is tried again: the event itself is never sent again for it. */
    private void settle(String id) {
        try {
            boolean released = Boolean.TRUE.equals(unsent.get(id));
            if (!released) {
                files.write(id, OutboxDirectory.DONE, "");
            }
            files.delete(id, OutboxDirectory.EVENT);
            if (Boolean.TRUE.equals(unsent.remove(id)) && !released) {
                files.delete(id, OutboxDirectory.DONE);
            }
        } catch (IOException e) {
            tell(() -> config.listener().onRetry(id, 0, "acknowledged, but not noted: " + e.getMessage()));
            later(() -> settle(id), config.retryFirst());
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            // The host's own trouble must not cost an event; by contract it is dropped.
            return;
        }
    }

    private static final AtomicInteger THREADS = new AtomicInteger();

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "tacet-outbox-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
