package io.tacet.server.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tacet.EngineHealth;
import io.tacet.Termination.Cause;
import io.tacet.server.audiosocket.AudioSocketCounters;
import io.tacet.server.audiosocket.Ending;
import io.tacet.server.serve.AudioSocketStarter;
import io.tacet.server.serve.FinishedRecording;
import io.tacet.server.serve.RecordingsListener;
import io.tacet.server.serve.ServeDaemon;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Numbers for Prometheus. Names follow its conventions: base units, {@code _total} for what only grows.
 *
 * <p>Thread: any. Nothing here is touched by a packet: numbers are read when they are asked for.
 */
final class Metrics implements RecordingsListener {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Cause, AtomicLong> ended = new EnumMap<>(Cause.class);
    private final AtomicLong recordedMillis = new AtomicLong();

    Metrics(ServeDaemon daemon, EventHub events) {
        daemon.registry().listen(this);
        recordings(daemon);
        media(daemon);
        health(daemon);
        if (daemon.audioSocket() != null) {
            audioSocket(daemon.audioSocket());
        }
        Gauge.builder("tacet.http.event.streams", events, EventHub::readers)
                .description("Readers of server-sent events")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    private void recordings(ServeDaemon daemon) {
        gauge(
                "tacet.recordings.live",
                "Recordings whose end is not decided",
                daemon,
                d -> d.registry().liveCount());
        gauge(
                "tacet.recordings.limit",
                "Recordings that may be live at once",
                daemon,
                d -> d.registry().most());
        counter(
                "tacet.recordings.refused",
                "Requests that were not started",
                daemon,
                d -> d.registry().refusedCount());
        for (Cause cause : Cause.values()) {
            AtomicLong count = new AtomicLong();
            ended.put(cause, count);
            FunctionCounter.builder("tacet.recordings.ended", count, AtomicLong::doubleValue)
                    .description("Recordings that are over, by cause")
                    .tag("cause", cause.name())
                    .register(registry);
        }
        counter("tacet.recorded.seconds", "Media in files", recordedMillis, millis -> millis.get() / 1e3);
    }

    private void media(ServeDaemon daemon) {
        counter(
                "tacet.rtp.packets",
                "RTP datagrams received",
                daemon,
                d -> d.rtp().counters().packets());
        counter(
                "tacet.rtp.packets.foreign",
                "Of them from an address that is not the recording's",
                daemon,
                d -> d.rtp().counters().foreign());
        counter(
                "tacet.rtp.packets.held",
                "Foreign ones held back, so that they crowd nobody out",
                daemon,
                d -> d.rtp().counters().held());
        gauge(
                "tacet.rtp.ports",
                "Media ports of the range",
                daemon,
                d -> d.rtp().pool().size());
        gauge(
                "tacet.rtp.ports.available",
                "Media ports that the next recordings can take",
                daemon,
                d -> d.rtp().pool().available());
    }

    private void audioSocket(AudioSocketStarter audioSocket) {
        AudioSocketCounters counters = audioSocket.counters();
        gauge("tacet.audiosocket.connections.live", "Calls that are connected", counters, AudioSocketCounters::live);
        counter("tacet.audiosocket.connections", "Calls that connected", counters, AudioSocketCounters::accepted);
        counter("tacet.audiosocket.audio.bytes", "Samples taken", counters, AudioSocketCounters::audioBytes);
        counter(
                "tacet.audiosocket.stalls",
                "Waits of senders that are too fast",
                counters,
                AudioSocketCounters::stalls);
        for (Ending ending : Ending.values()) {
            FunctionCounter.builder("tacet.audiosocket.ended", counters, c -> c.endings(ending))
                    .description("Calls that ended, by reason")
                    .tag("reason", ending.metricName())
                    .register(registry);
        }
    }

    private void health(ServeDaemon daemon) {
        of(
                daemon,
                "tacet.durable.lag.seconds",
                "Age of the oldest bytes that a power cut could take",
                h -> h.unsyncedNanos() / 1e9);
        of(
                daemon,
                "tacet.journal.sync.p99.seconds",
                "99th percentile of the journals' last syncs",
                h -> h.syncP99Nanos() / 1e9);
        of(daemon, "tacet.journal.segments", "Journal files on disk", EngineHealth::journalSegments);
        of(daemon, "tacet.deliveries.pending", "Recordings that wait for the sink", EngineHealth::pendingDeliveries);
        of(
                daemon,
                "tacet.deliveries.oldest.seconds",
                "How long the oldest has waited",
                h -> h.oldestPendingNanos() / 1e9);
        of(daemon, "tacet.spool.free.bytes", "Free space of the spool's file system", EngineHealth::freeBytes);
        of(daemon, "tacet.degraded", "1 if a journal was given up", h -> h.degraded() ? 1 : 0);
        of(daemon, "tacet.spool.bytes", "What recordings and journals take", EngineHealth::spoolBytes);
        gauge(
                "tacet.action.events.pending",
                "Events of actions not acknowledged yet",
                daemon,
                d -> d.totals().eventsPending());
        total(daemon, "tacet.journal.bytes", "Written to the journals", EngineHealth::journalBytes);
        total(daemon, "tacet.deliveries.confirmed", "Recordings that the sink confirmed", EngineHealth::delivered);
        for (String errorClass : daemon.engine().health().errors().keySet()) {
            FunctionCounter.builder(
                            "tacet.errors",
                            daemon,
                            d -> d.engine().health().errors().getOrDefault(errorClass, 0L))
                    .description("Errors by class: storage, delivery and internal count recordings that failed")
                    .tag("class", errorClass)
                    .register(registry);
        }
    }

    private void of(ServeDaemon daemon, String name, String what, ToDoubleFunction<EngineHealth> value) {
        gauge(name, what, daemon, d -> value.applyAsDouble(d.engine().health()));
    }

    private void total(ServeDaemon daemon, String name, String what, ToDoubleFunction<EngineHealth> value) {
        counter(name, what, daemon, d -> value.applyAsDouble(d.engine().health()));
    }

    private <T> void gauge(String name, String what, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(what).register(registry);
    }

    private <T> void counter(String name, String what, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value).description(what).register(registry);
    }

    @Override
    public void onFinished(FinishedRecording recording) {
        AtomicLong count = ended.get(recording.cause());
        if (count != null) {
            count.incrementAndGet();
        }
        recordedMillis.addAndGet(TimeUnit.SECONDS.toMillis(1) * recording.samples() / recording.sampleRate());
    }

    Reply scrape() {
        return Reply.text(200, TYPE, registry.scrape());
    }
}
