package io.tacet.server.serve;

import io.tacet.EngineConfig;
import io.tacet.RecordingEngine;
import io.tacet.RecordingListener;
import io.tacet.RecordingResult;
import io.tacet.ThreadingMode;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionSettings;
import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.action.outbox.ActionListener;
import io.tacet.action.outbox.ActionOutbox;
import io.tacet.action.outbox.ActionRunner;
import io.tacet.action.outbox.ActionSink;
import io.tacet.action.outbox.OutboxConfig;
import io.tacet.action.outbox.OutboxListener;
import io.tacet.server.serve.media.MediaCounters;
import io.tacet.server.serve.media.PortPool;
import io.tacet.server.serve.media.RtpPorts;
import io.tacet.sink.ManifestJson;
import io.tacet.spi.RecordingSink;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Engine, outbox, media ports and registry of one process, put together and taken apart in the right order.
 *
 * <p>Thread: started and closed by one; {@link #registry} and {@link #rtp} are for any.
 */
public final class ServeDaemon implements AutoCloseable {
    private static final long FREE_SPACE_FLOOR = 256L << 20;

    private final ServeConfig config;
    private final RecordingEngine engine;
    private final ActionOutbox outbox;
    private final RtpPorts rtp;
    private final RecordingRegistry registry;
    private @Nullable AudioSocketStarter audioSocket;
    private boolean closed;

    private ServeDaemon(
            ServeConfig config, RecordingEngine engine, ActionOutbox outbox, RtpPorts rtp, RecordingRegistry registry) {
        this.config = config;
        this.engine = engine;
        this.outbox = outbox;
        this.rtp = rtp;
        this.registry = registry;
    }

    /**
     * Starts everything but the API; what dead processes left is finished first.
     *
     * @param sink where recordings go, in the configuration's words
     * @param publisher who gets events
     * @param out takes one line of JSON for each recording without an action
     * @param err takes words for people
     * @throws IOException with one line if a directory or a port cannot be used
     */
    public static ServeDaemon start(
            ServeConfig config,
            RecordingSink sink,
            ActionEventPublisher publisher,
            ActionDeskKeys keys,
            PrintStream out,
            PrintStream err)
            throws IOException {
        Files.createDirectories(config.out());
        InetAddress host = InetAddress.getByName(config.rtpHost());
        ActionOutbox outbox = new ActionOutbox(
                OutboxConfig.of(config.outbox()).withListener(new OutboxListener() {
                    @Override
                    public void onRetry(String eventId, int attempt, String reason) {
                        if (attempt == 0) {
                            err.println("tacet serve: event " + eventId + " is not acknowledged, it is sent again: "
                                    + reason.replaceAll("\\p{Cntrl}+", " "));
                        }
                    }
                }),
                publisher);
        RecordingEngine engine = null;
        RtpPorts rtp = null;
        boolean started = false;
        try {
            Set<String> known = recordingsIn(config.spool());
            engine = RecordingEngine.launch(engine(config, new ActionSink(sink, outbox), outbox, out, err));
            outbox.failAllBut(known);
            PortPool pool = new PortPool(
                    config.rtp().firstPort(),
                    config.rtp().lastPort(),
                    config.rtp().rest(),
                    System::nanoTime);
            rtp = new RtpPorts(host, pool, config.rtp().threads(), line -> err.println("tacet serve: " + line));
            ActionParser parser = new ActionParser();
            ActionRunner runner = new ActionRunner(engine, outbox, parser, ActionSettings.DEFAULT);
            RecordingRegistry registry = new RecordingRegistry(
                    engine,
                    new ActionDesk(runner, parser, keys::taken),
                    config.recordings().maxLive(),
                    config.recordings().remembered());
            registry.listen(new RecordingsListener() {
                @Override
                public void onFinished(FinishedRecording recording) {
                    if (recording.bucket() == null && recording.manifest() != null) {
                        out.println(recording.manifest());
                    }
                }
            });
            ServeDaemon daemon = new ServeDaemon(config, engine, outbox, rtp, registry);
            daemon.audioSocket = AudioSocketStarter.start(config, registry);
            started = true;
            return daemon;
        } finally {
            if (!started) {
                undo(rtp, engine, outbox);
            }
        }
    }

    private static void undo(@Nullable RtpPorts rtp, @Nullable RecordingEngine engine, ActionOutbox outbox)
            throws IOException {
        if (rtp != null) {
            rtp.close();
        }
        if (engine != null) {
            engine.close();
        }
        outbox.close();
    }

    private static EngineConfig engine(
            ServeConfig config, RecordingSink sink, ActionOutbox outbox, PrintStream out, PrintStream err) {
        Duration retryAge = config.sink() instanceof ServeConfig.Sink.S3 s3 ? s3.retryAge() : Duration.ofHours(24);
        RecordingListener recovered = new ActionListener(outbox, new RecordingListener() {
            @Override
            public void onCompleted(RecordingResult result) {
                recovered(result, out, err);
            }
        });
        return EngineConfig.builder(sink)
                .spoolDirectory(config.spool())
                .durability(config.durability())
                .threading(ThreadingMode.DEDICATED)
                .maxRecordings(1_000_000) // live ones are counted by the registry; those that wait for the sink by
                // maxPendingDeliveries
                .freeSpaceFloorBytes(FREE_SPACE_FLOOR)
                .recoveryListener(recovered)
                .retry(Duration.ofSeconds(1), Duration.ofMinutes(5), retryAge)
                .closeTimeout(config.drain().deadline())
                .build();
    }

    private static void recovered(RecordingResult result, PrintStream out, PrintStream err) {
        if (result instanceof RecordingResult.Completed completed) {
            out.println(ManifestJson.of(completed.manifest(), completed.location()));
            err.println("recovered " + result.recordingId());
        } else if (result instanceof RecordingResult.Failed failed) {
            out.println(ManifestJson.of(failed.manifest(), null));
            err.println("tacet serve: not recovered, " + failed.recordingId() + ": " + failed.kind() + ": "
                    + failed.reason());
        }
    }

    /** Ids of recordings of which the spool holds anything: their files are called by them. */
    private static Set<String> recordingsIn(Path spool) throws IOException {
        Set<String> ids = new HashSet<>();
        if (!Files.isDirectory(spool)) {
            return ids;
        }
        try (Stream<Path> files = Files.walk(spool, 2)) {
            files.forEach(file -> {
                String name = String.valueOf(file.getFileName());
                int dot = name.lastIndexOf('.');
                if (dot > 0) {
                    ids.add(name.substring(0, dot));
                }
            });
        }
        return ids;
    }

    /** The recordings. */
    public RecordingRegistry registry() {
        return registry;
    }

    /** Media ports. */
    public RtpPorts rtp() {
        return rtp;
    }

    /** Media over TCP, or null if it is off. */
    public @Nullable AudioSocketStarter audioSocket() {
        return audioSocket;
    }

    /** The engine, for its health. */
    public RecordingEngine engine() {
        return engine;
    }

    /** The configuration. */
    public ServeConfig config() {
        return config;
    }

    /** Free space of the spool below which no recording starts. */
    public long freeSpaceFloorBytes() {
        return FREE_SPACE_FLOOR;
    }

    /** Numbers of now. */
    public Totals totals() {
        MediaCounters media = rtp.counters();
        var health = engine.health();
        return new Totals(
                registry.liveCount(),
                registry.completedCount(),
                registry.failedCount(),
                registry.refusedCount(),
                media.packets(),
                media.foreign(),
                health.unsyncedNanos() / 1_000_000,
                health.pendingDeliveries(),
                outbox.unsent(),
                health.spoolBytes());
    }

    /**
     * Ends the process' recordings: nothing new, then those that are live are stopped, sealed and delivered as far as the deadline allows.
     * Blocks. Idempotent.
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        registry.drain();
        try {
            engine.close();
        } finally {
            if (audioSocket != null) {
                audioSocket.close();
            }
            rtp.close();
            outbox.close();
        }
    }

    /** Whether an object is there already, as far as that can be told at once. */
    @FunctionalInterface
    public interface ActionDeskKeys {
        /** Whether the sink holds this key of this bucket. */
        boolean taken(String bucket, String key);
    }
}
