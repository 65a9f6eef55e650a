package io.tacet.server.serve;

import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecordingState;
import io.tacet.Termination;
import io.tacet.action.outbox.ActionRunner;
import io.tacet.server.serve.LiveRecording.Asked;
import io.tacet.server.serve.LiveRecording.ObjectName;
import io.tacet.server.serve.StartOutcome.Reason;
import io.tacet.server.serve.StartOutcome.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of this process, however their media comes: starts them, finds them, tells of their start and end.
 *
 * <p>Thread: any. {@link #start} writes one small file for an action, and so may block for as long as the disk does.
 */
public final class RecordingRegistry {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final RecordingEngine engine;
    private final ActionDesk actions;
    private final int most;
    private final History history;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<RecordingsListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean draining;

    /**
     * A registry without recordings.
     *
     * @param most recordings that may be live at once
     * @param remembered how many that are over can still be asked for
     */
    public RecordingRegistry(RecordingEngine engine, ActionDesk actions, int most, int remembered) {
        this.engine = engine;
        this.actions = actions;
        this.most = most;
        history = new History(remembered);
    }

    /** Tells of every recording that starts or finishes from now on. */
    public void listen(RecordingsListener listener) {
        listeners.add(listener);
    }

    /**
     * Why no recording can be started now whatever it is, or null: for callers that would have to open a port for nothing. Counts as a
     * refusal.
     */
    public @Nullable Refused refusal() {
        if (draining) {
            return refuse(Reason.DRAINING, "this process ends; ask another", LATER);
        }
        if (live.get() >= most) {
            return refuse(
                    Reason.TOO_MANY_RECORDINGS, live.get() + " recordings are live; allowed are at most " + most, SOON);
        }
        return null;
    }

    /** Notes a request that was refused elsewhere, for want of a port for example. */
    public Refused refuse(Reason reason, String message, @Nullable Duration retryAfter) {
        refused.incrementAndGet();
        return new Refused(reason, message, retryAfter);
    }

    /**
     * Starts a recording.
     *
     * @param endpoint where its media will arrive
     * @param whenEnded called once its end is decided, on the engine's callback thread: close its input by its producer then. May be called
     *     before this returns, and more than once
     */
    public StartOutcome start(StartRequest asked, MediaEndpoint endpoint, Runnable whenEnded) {
        if (live.incrementAndGet() > most || draining) {
            live.decrementAndGet();
            Refused why = refusal();
            return why != null ? why : refuse(Reason.TOO_MANY_RECORDINGS, "allowed are at most " + most, SOON);
        }
        Entry entry = new Entry(whenEnded);
        synchronized (entry) { // callbacks wait until the recording is known
            StartOutcome outcome = open(asked, endpoint, entry);
            if (outcome instanceof StartOutcome.Started started) {
                entry.recording = started.recording();
                entries.put(started.recording().id(), entry);
                listeners.forEach(listener -> listener.onStarted(started.recording()));
            } else {
                live.decrementAndGet();
            }
            return outcome;
        }
    }

    private StartOutcome open(StartRequest asked, MediaEndpoint endpoint, Entry entry) {
        String id = UUID.randomUUID().toString();
        RecordingRequest.Builder request =
                asked.request().id(id).source(asked.source()).listener(entry);
        if (asked.action() != null) {
            return openAction(asked, asked.action(), id, request, endpoint);
        }
        RecordingRequest plain;
        try {
            plain = request.build();
        } catch (IllegalArgumentException e) {
            return refuse(Reason.INVALID, String.valueOf(e.getMessage()), null);
        }
        OpenResult opened = engine.open(plain);
        if (opened instanceof OpenResult.Opened open) {
            Asked limits = new Asked(plain.silence(), plain.duration());
            return started(
                    open.recording(),
                    open.input(),
                    endpoint,
                    asked.callId(),
                    new ObjectName(null, id + ".wav"),
                    limits);
        }
        OpenResult.Refused why = (OpenResult.Refused) opened;
        return refuse(reason(why.reason()), why.detail(), LATER);
    }

    private StartOutcome openAction(
            StartRequest asked, String action, String id, RecordingRequest.Builder request, MediaEndpoint endpoint) {
        ActionRunner.Run run;
        try {
            run = actions.run(action, asked, id, request);
        } catch (IOException e) {
            return refuse(Reason.NO_CAPACITY, "the action cannot be kept: " + e.getMessage(), LATER);
        } catch (IllegalArgumentException e) {
            return refuse(Reason.INVALID, String.valueOf(e.getMessage()), null);
        }
        if (run instanceof ActionRunner.Run.Running running) {
            ObjectName name = new ObjectName(
                    running.plan().action().destination().bucketName(),
                    running.plan().key());
            RecordingRequest limits = request.build();
            String callId = running.plan().callId() == null
                    ? asked.callId()
                    : running.plan().callId();
            return started(
                    running.recording(),
                    running.input(),
                    endpoint,
                    callId,
                    name,
                    new Asked(limits.silence(), limits.duration()));
        }
        if (run instanceof ActionRunner.Run.Failed failure) {
            return refuse(
                    failure.event().json().contains("InvalidActionParameter")
                            ? Reason.INVALID_ACTION
                            : Reason.NO_CAPACITY,
                    failure.reason(),
                    null);
        }
        return refuse(
                Reason.INVALID_ACTION,
                ((ActionRunner.Run.NotOurs) run).outcome().reason(),
                null);
    }

    private static StartOutcome.Started started(
            Recording recording,
            MediaInput input,
            MediaEndpoint endpoint,
            @Nullable String callId,
            ObjectName name,
            Asked asked) {
        return new StartOutcome.Started(
                new LiveRecording(recording, Instant.now(), endpoint, callId, name, asked), input);
    }

    private static Reason reason(OpenResult.Reason reason) {
        return switch (reason) {
            case CLOSED -> Reason.DRAINING;
            case TOO_MANY_RECORDINGS -> Reason.TOO_MANY_RECORDINGS;
            case DUPLICATE_ID, NO_SPACE, NO_HANDLES, TOO_MUCH_PENDING, STORAGE -> Reason.NO_CAPACITY;
        };
    }

    /** A recording that is not over, or null. */
    public @Nullable LiveRecording live(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : entry.recording;
    }

    /** A recording that is over and remembered, or null. */
    public @Nullable FinishedRecording finished(String id) {
        return history.find(id);
    }

    /** Recordings that are not over, those whose end is not decided first, then by their start. */
    public List<LiveRecording> live(int limit) {
        List<LiveRecording> all = new ArrayList<>();
        for (Entry entry : entries.values()) {
            LiveRecording recording = entry.recording;
            if (recording != null) {
                all.add(recording);
            }
        }
        all.sort(Comparator.comparing((LiveRecording r) -> !r.live()).thenComparing(LiveRecording::createdAt));
        return all.size() <= limit ? all : List.copyOf(all.subList(0, limit));
    }

    /** Recordings that are over, the newest first. */
    public List<FinishedRecording> finished(int limit) {
        return history.newest(limit);
    }

    /** Stops a recording because the call goes on to something else: an action's event will be ACTION_INTERRUPTED. */
    public void interrupt(LiveRecording recording) throws IOException {
        actions.interrupt(recording.recording());
    }

    /** From now on nothing is started. */
    public void drain() {
        draining = true;
    }

    /** Whether the process ends. */
    public boolean draining() {
        return draining;
    }

    /** How many recordings are live. */
    public int liveCount() {
        return live.get();
    }

    /** How many recordings may be live. */
    public int most() {
        return most;
    }

    /** How many are over and successful, or aborted. */
    public long completedCount() {
        return completed.get();
    }

    /** How many failed. */
    public long failedCount() {
        return failed.get();
    }

    /** How many requests were refused. */
    public long refusedCount() {
        return refused.get();
    }

    /** One recording and what is to happen at its end. */
    private final class Entry implements RecordingListener {
        private final Runnable whenEnded;
        private volatile @Nullable LiveRecording recording;
        private boolean ended;

        Entry(Runnable whenEnded) {
            this.whenEnded = whenEnded;
        }

        @Override
        public void onEnded(Recording ignored, Termination termination) {
            ended();
        }

        @Override
        public void onCompleted(RecordingResult result) {
            ended();
            LiveRecording mine = recording;
            if (mine == null) {
                return;
            }
            FinishedRecording finished = FinishedRecording.of(mine, result, Instant.now());
            boolean success = finished.state() == RecordingState.COMPLETED
                    && (finished.cause().success() || finished.cause() == Termination.Cause.ABORTED);
            (success ? completed : failed).incrementAndGet();
            history.add(finished);
            entries.remove(mine.id());
            listeners.forEach(listener -> listener.onFinished(finished));
        }

        private synchronized void ended() {
            if (!ended) {
                ended = true;
                live.decrementAndGet();
                whenEnded.run();
            }
        }
    }
}
