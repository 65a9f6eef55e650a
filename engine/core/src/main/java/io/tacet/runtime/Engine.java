package io.tacet.runtime;

import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.OpenResult.Opened;
import io.tacet.OpenResult.Reason;
import io.tacet.OpenResult.Refused;
import io.tacet.PayloadFormat;
import io.tacet.RecordingRequest;
import io.tacet.ThreadingMode;
import io.tacet.ring.FrameRing;
import io.tacet.spool.FileSpool;
import io.tacet.spool.MemorySpool;
import io.tacet.spool.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agrona.concurrent.AgentRunner;

/** Puts the loops together and keeps the recordings' ids. Thread: any; {@link #doWork} one at a time. */
public final class Engine {
    private static final int HEADER_BYTES = 12;
    private static final long SPACE_CHECK_NANOS = 1_000_000_000L;

    private final EngineConfig config;
    private final Spool spool;
    private final Shard[] shards;
    private final List<AgentRunner> runners = new ArrayList<>();
    private final Sealer sealer;
    private final DeliveryService delivery;
    private final CallbackLoop callbacks = new CallbackLoop();
    private final ConcurrentHashMap<String, RecordingHandle> recordings = new ConcurrentHashMap<>();
    private final AtomicInteger nextShard = new AtomicInteger();
    private volatile boolean closed;
    private volatile long freeBytes;
    private volatile long freeBytesNanos;

    /** Starts the threads that the configuration asks for. */
    public Engine(EngineConfig config) {
        this.config = config;
        Path directory = config.spoolDirectory();
        try {
            spool = directory == null ? new MemorySpool() : new FileSpool(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot open the spool: " + Failures.text(failed), failed);
        }
        freeBytes = spool.freeBytes();
        freeBytesNanos = System.nanoTime();
        sealer = new Sealer(this);
        delivery = new DeliveryService(config);
        shards = new Shard[config.threading() == ThreadingMode.DEDICATED ? config.shards() : 1];
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new Shard(i, config, this);
            shards[i].writer().start();
            if (config.threading() != ThreadingMode.INVOKER) {
                start(shards[i]);
            }
        }
        sealer.start();
    }

    private void start(Shard shard) {
        AgentRunner runner = new AgentRunner(new DutyCycle(config.dutyCycle().toNanos()), defect -> {}, null, shard);
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
        long free = freeBytes();
        if (free < config.freeSpaceFloorBytes()) {
            return new Refused(
                    Reason.NO_SPACE,
                    free + " bytes are free in " + spool + ", the floor is " + config.freeSpaceFloorBytes());
        }
        FrameRing ring = ring(request.payloadTypes().primary());
        RecordingHandle handle = new RecordingHandle(request, this, ring, chain(request));
        if (recordings.putIfAbsent(request.id(), handle) != null) {
            return new Refused(Reason.DUPLICATE_ID, "a recording of id " + request.id() + " exists");
        }
        Shard shard = shards[Math.floorMod(nextShard.getAndIncrement(), shards.length)];
        long now = config.nanoClock().getAsLong();
        RecordingSession session = new RecordingSession(
                request, shard, ring, handle, make(config.levelDetector()), make(config.digitDetector()), now);
        handle.attach(session);
        shard.control(new Command(Command.Kind.OPEN, session, 0, '\0', now, ""));
        return new Opened(handle, new SessionInput(ring, handle));
    }

    private static <T> @org.jspecify.annotations.Nullable T make(
            @org.jspecify.annotations.Nullable Supplier<T> supplier) {
        return supplier == null ? null : supplier.get();
    }

    private FrameRing ring(PayloadFormat format) {
        long stall = config.stallBudget().toNanos();
        int arena = FrameRing.arenaBytesFor(
                stall, format.clockRate(), format.encoding().bytesPerSample(), HEADER_BYTES);
        return new FrameRing(arena, FrameRing.slotsFor(stall));
    }

    /** Free space as last read, at most a second old; {@code open} never waits for more than one stat. */
    private long freeBytes() {
        long now = System.nanoTime();
        if (now - freeBytesNanos > SPACE_CHECK_NANOS) {
            freeBytesNanos = now;
            freeBytes = spool.freeBytes();
        }
        return freeBytes;
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

    /** Seals all live recordings, delivers what can be delivered in time, stops the threads. Idempotent. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long deadline = System.nanoTime() + config.closeTimeout().toNanos();
        for (RecordingHandle handle : recordings.values()) {
            handle.stop();
        }
        try {
            while (hasLive() && System.nanoTime() < deadline) {
                if (config.threading() == ThreadingMode.INVOKER) {
                    shards[0].doWork();
                }
                Thread.sleep(1);
            }
            runners.forEach(AgentRunner::close);
            for (Shard shard : shards) {
                shard.writer().stop(deadline);
            }
            sealer.stop(deadline);
            delivery.stop(deadline);
            callbacks.stop(deadline);
            config.sink().close();
            spool.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            throw new IllegalStateException("engine did not close cleanly: " + Failures.text(failed), failed);
        }
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

    /** Recordings that are live or undelivered. */
    public int recordings() {
        return recordings.size();
    }
}
