package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.EngineHealth;
import io.tacet.OpenResult;
import io.tacet.OpenResult.Opened;
import io.tacet.OpenResult.Reason;
import io.tacet.OpenResult.Refused;
import io.tacet.PayloadFormat;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.ThreadingMode;
import io.tacet.ring.FrameRing;
import io.tacet.spool.FileSpool;
import io.tacet.spool.Journal;
import io.tacet.spool.JournalCounters;
import io.tacet.spool.MemorySpool;
import io.tacet.spool.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.agrona.concurrent.AgentRunner;
import org.jspecify.annotations.Nullable;

/** Puts the loops together and keeps the recordings' ids. Thread: any; {@link #doWork} one at a time. */
public final class Engine {
    private static final int HEADER_BYTES = 12;

    /** What {@link #close} waits beyond its timeout, for files and the sink to be closed. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    /** Longer than a burst of thousands takes on a slow disk; what waits holds blocks that others need. */
    private static final Duration LONGEST_FILE_WAIT = Duration.ofSeconds(15);

    private final EngineConfig config;
    private final Spool spool;
    private final Shard[] shards;
    private final List<AgentRunner> runners = new ArrayList<>();
    private final Sealer sealer;
    private final DeliveryService delivery;
    private final CallbackLoop callbacks = new CallbackLoop();
    private final ConcurrentHashMap<String, RecordingHandle> recordings = new ConcurrentHashMap<>();
    private final AtomicInteger nextShard = new AtomicInteger();
    private final List<Journal> journals = new ArrayList<>();
    private final Admission admission;
    private final SyncLoop sync;
    private final @Nullable RecoveryRun recovery;
    private final AtomicLong storageFailures = new AtomicLong();
    private final AtomicLong internalFailures = new AtomicLong();
    private final AtomicLong loopFailures = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;

    /** Starts the threads that the configuration asks for. */
    public Engine(EngineConfig config) {
        this(config, spool(config));
    }

    Engine(EngineConfig config, Spool spool) {
        this.config = config;
        this.spool = spool;
        admission = new Admission(config, spool);
        sealer = new Sealer(this);
        delivery = new DeliveryService(config, this::loopFailed);
        shards = new Shard[config.threading() == ThreadingMode.DEDICATED ? config.shards() : 1];
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new Shard(i, config, this);
            Journal journal = shards[i].journalOrNull();
            if (journal != null) {
                journals.add(journal);
            }
        }
        sync = new SyncLoop(journals, this::loopFailed);
        sync.start();
        recovery = recover();
        for (Shard shard : shards) {
            shard.startWriting();
            if (config.threading() != ThreadingMode.INVOKER) {
                start(shard);
            }
        }
        sealer.start();
    }

    private static Spool spool(EngineConfig config) {
        Path directory = config.spoolDirectory();
        try {
            return directory == null ? new MemorySpool() : new FileSpool(directory, config.durability());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot open the spool: " + Failures.text(failed), failed);
        }
    }

    /** What dead processes left is finished before anything new begins, and delivered beside it. */
    private @Nullable RecoveryRun recover() {
        if (!(spool instanceof FileSpool files) || !config.recovery()) {
            return null;
        }
        RecoveryRun run = new RecoveryRun(files.root(), files.files());
        run.seal();
        for (Recovered found : run.found()) {
            if (found.settled()) {
                callbacks.recovered(
                        config.recoveryListener(), Sealer.result(found.story()), found.file(), run::settled);
            } else {
                delivery.deliver(
                        found.id(),
                        found.file(),
                        () -> {},
                        result -> callbacks.recovered(config.recoveryListener(), result, found.file(), run::settled));
            }
        }
        return run;
    }

    private void start(Shard shard) {
        AgentRunner runner =
                new AgentRunner(new DutyCycle(config.dutyCycle().toNanos()), this::loopFailed, null, shard);
        runners.add(runner);
        AgentRunner.startOnThread(runner, task -> {
            Thread thread = new Thread(task, shard.roleName());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** See {@link io.tacet.RecordingEngine#open}. */
    public OpenResult open(RecordingRequest request) {
        if (closed) {
            return new Refused(Reason.CLOSED, "the engine is closed");
        }
        if (recordings.size() >= config.maxRecordings()) {
            return new Refused(
                    Reason.TOO_MANY_RECORDINGS, recordings.size() + " recordings of at most " + config.maxRecordings());
        }
        if (delivery.pending() >= config.maxPendingDeliveries()) {
            return new Refused(Reason.TOO_MUCH_PENDING, delivery.pending() + " recordings wait for " + config.sink());
        }
        if (degraded()) {
            return new Refused(Reason.STORAGE, "the journal in " + spool + " failed");
        }
        Shard shard = shards[Math.floorMod(nextShard.getAndIncrement(), shards.length)];
        if (shard.fileWaitNanos() > LONGEST_FILE_WAIT.toNanos()) {
            return new Refused(
                    Reason.STORAGE,
                    "a recording has waited more than " + LONGEST_FILE_WAIT.toSeconds() + " s for its file in "
                            + spool);
        }
        Refused refused = admission.refusal();
        if (refused != null) {
            return refused;
        }
        FrameRing ring = ring(request.payloadTypes().primary());
        RecordingHandle handle = new RecordingHandle(request, this, ring, chain(request));
        if (recordings.putIfAbsent(request.id(), handle) != null) {
            return new Refused(Reason.DUPLICATE_ID, "a recording of id " + request.id() + " exists");
        }
        if (spool.holds(request.id())) { // which it says before the earlier one is forgotten
            forget(handle);
            return new Refused(
                    Reason.DUPLICATE_ID,
                    "a recording of id " + request.id() + " is still in the spool: it failed, or is being told of");
        }
        if (closed) {
            forget(handle);
            return new Refused(Reason.CLOSED, "the engine is closed");
        }
        long now = config.nanoClock().getAsLong();
        RecordingSession session = new RecordingSession(
                request, shard, ring, handle, make(config.levelDetector()), make(config.digitDetector()), now);
        handle.attach(session);
        shard.control(new Command(Command.Kind.OPEN, session, 0, '\0', now, ""));
        if (closed) {
            handle.stop(); // close() may have come before there was a session to stop
        }
        return new Opened(handle, new SessionInput(ring, handle, session));
    }

    private boolean degraded() {
        for (int i = 0; i < journals.size(); i++) {
            if (journals.get(i).degraded()) {
                return true;
            }
        }
        return false;
    }

    private static <T> @Nullable T make(@Nullable Supplier<T> supplier) {
        return supplier == null ? null : supplier.get();
    }

    private FrameRing ring(PayloadFormat format) {
        long stall = config.stallBudget().toNanos();
        int arena = FrameRing.arenaBytesFor(
                stall, format.clockRate(), format.encoding().bytesPerSample(), HEADER_BYTES);
        return new FrameRing(arena, FrameRing.slotsFor(stall));
    }

    private String chain(RecordingRequest request) {
        return new Chain(request, config.sink().toString()).toString();
    }

    /** See {@link io.tacet.RecordingEngine#doWork}. */
    public int doWork() {
        if (config.threading() != ThreadingMode.INVOKER) {
            throw new IllegalStateException("doWork is for INVOKER; this engine is " + config.threading());
        }
        return shards[0].doWork();
    }

    /**
     * Seals all live recordings, delivers what can be delivered in time, stops the threads. Idempotent. Works on a thread of its own, so
     * that an interrupt of the caller cuts nothing short, and a disk or a sink that never answers does not hold the caller for ever.
     */
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        closed = true;
        AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
        Thread closer = new Thread(
                () -> {
                    try {
                        shutDown();
                    } catch (InterruptedException | IOException | RuntimeException failed) {
                        problem.set(failed);
                    }
                },
                "tacet-close");
        closer.setDaemon(true);
        closer.start();
        if (!joinUninterrupted(closer, config.closeTimeout().plus(LAST_WAIT))) {
            throw new IllegalStateException(
                    "engine did not close within " + config.closeTimeout().toMillis() + " + "
                            + LAST_WAIT.toMillis()
                            + " ms: the disk or the sink does not answer; what is in the spool is finished at the next start");
        }
        Exception failed = problem.get();
        if (failed != null) {
            throw new IllegalStateException("engine did not close cleanly: " + Failures.text(failed), failed);
        }
    }

    /** Whether it ended in time. */
    private static boolean joinUninterrupted(Thread thread, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void shutDown() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + config.closeTimeout().toNanos();
        for (RecordingHandle handle : recordings.values()) {
            handle.stop();
        }
        while (hasLive() && System.nanoTime() < deadline) {
            if (config.threading() == ThreadingMode.INVOKER) {
                shards[0].doWork();
            }
            Thread.sleep(1);
        }
        runners.forEach(AgentRunner::close);
        for (Shard shard : shards) {
            shard.stopWriting(deadline);
        }
        sealer.stop(deadline);
        delivery.stop(deadline);
        callbacks.stop(deadline);
        sync.stop(deadline);
        if (recovery != null) {
            recovery.close();
        }
        config.sink().close();
        spool.close();
    }

    private boolean hasLive() {
        return recordings.values().stream().anyMatch(handle -> handle.termination() == null);
    }

    EngineConfig config() {
        return config;
    }

    Spool spool() {
        return spool;
    }

    Sealer sealer() {
        return sealer;
    }

    DeliveryService delivery() {
        return delivery;
    }

    CallbackLoop callbacks() {
        return callbacks;
    }

    void forget(RecordingHandle handle) {
        recordings.remove(handle.id(), handle);
    }

    /** See {@link io.tacet.RecordingEngine#health}. */
    public EngineHealth health() {
        long p99 = 0;
        long bytes = 0;
        long failures = 0;
        int segments = 0;
        long unsynced = 0;
        for (Journal journal : journals) {
            JournalCounters counters = journal.counters();
            p99 = Math.max(p99, counters.syncP99Nanos());
            bytes += counters.bytes();
            failures += counters.failures();
            segments += counters.segments();
            unsynced = Math.max(unsynced, journal.unsyncedNanos());
        }
        return new EngineHealth(
                recordings.size(),
                delivery.pending(),
                delivery.oldestNanos(),
                delivery.confirmed(),
                delivery.failed(),
                delivery.retried(),
                unsynced,
                p99,
                bytes,
                segments,
                failures,
                sync.failedForces(),
                callbacks.thrown(),
                admission.freeBytes(),
                degraded(),
                spoolBytes(),
                storageFailures.get(),
                internalFailures.get(),
                loopFailures.get());
    }

    /** How long writes of the journals have taken so far, those under way with them. */
    long journalWriteNanos() {
        long now = System.nanoTime();
        long nanos = 0;
        for (Journal journal : journals) {
            nanos += journal.counters().writeNanos(now);
        }
        return nanos;
    }

    private long spoolBytes() {
        long bytes = delivery.keptBytes();
        for (Journal journal : journals) {
            bytes += journal.diskBytes();
        }
        for (RecordingHandle handle : recordings.values()) {
            bytes += handle.liveBytes();
        }
        return bytes;
    }

    /** What became of a recording, for {@link #health}. */
    void count(RecordingResult result) {
        if (result instanceof RecordingResult.Failed failed) {
            switch (failed.kind()) {
                case STORAGE -> storageFailures.incrementAndGet();
                case INTERNAL -> internalFailures.incrementAndGet();
                case DELIVERY -> {
                    // Counted by the delivery.
                }
            }
        }
    }

    /** A thread of ours survived a defect. */
    void loopFailed(Throwable defect) {
        loopFailures.incrementAndGet();
    }

    /** Recordings that are live or undelivered. */
    public int recordings() {
        return recordings.size();
    }
}
