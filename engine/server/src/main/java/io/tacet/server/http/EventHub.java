package io.tacet.server.http;

import io.tacet.server.serve.FinishedRecording;
import io.tacet.server.serve.LiveRecording;
import io.tacet.server.serve.RecordingRegistry;
import io.tacet.server.serve.RecordingsListener;
import io.tacet.server.serve.Totals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells what happens to all who listen: server-sent events {@code snapshot}, then {@code live} five times a second, {@code started} and
 * {@code ended} as they happen. Each event is made once for all readers, and none if there is no reader.
 *
 * <p>Thread: its own for writing; the listener's methods only hand over. Source: the HTML standard, section 9.2 (server-sent events).
 */
final class EventHub implements RecordingsListener, AutoCloseable {
    private static final long EVERY_MILLIS = 200;
    /** More recordings than a page can show are not sent five times a second; totals count them all. */
    private static final int MOST_SHOWN = 2000;

    private static final int RECENT = 50;

    private final RecordingRegistry registry;
    private final Supplier<Totals> totals;
    private final int most;
    private final List<EventClient> clients = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tacet-events");
        made.setDaemon(true);
        return made;
    });

    EventHub(RecordingRegistry registry, Supplier<Totals> totals, int most) {
        this.registry = registry;
        this.totals = totals;
        this.most = most;
        registry.listen(this);
        thread.scheduleAtFixedRate(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Refuses one reader too many. */
    void checkRoom() {
        clients.removeIf(EventClient::closed);
        if (clients.size() >= most) {
            throw new ApiException(
                    429,
                    "TooManyEventStreams",
                    clients.size() + " event streams are open; allowed are at most " + most,
                    Duration.ofSeconds(5));
        }
    }

    /** A reader begins with the snapshot; what happens after it is told in order. */
    void add(EventClient client) {
        submit(() -> {
            client.send(
                    event("snapshot", json -> {
                        json.writeStartObject();
                        json.writeArrayFieldStart("recordings");
                        for (LiveRecording recording : registry.live(MOST_SHOWN)) {
                            RecordingJson.live(json, recording);
                        }
                        for (FinishedRecording recording : registry.finished(RECENT)) {
                            RecordingJson.finished(json, recording);
                        }
                        json.writeEndArray();
                        json.writeFieldName("totals");
                        RecordingJson.totals(json, totals.get());
                        json.writeEndObject();
                    }),
                    true);
            clients.add(client);
        });
    }

    int readers() {
        return clients.size();
    }

    @Override
    public void onStarted(LiveRecording recording) {
        submit(() -> broadcast("started", json -> RecordingJson.live(json, recording), true));
    }

    @Override
    public void onFinished(FinishedRecording recording) {
        submit(() -> broadcast("ended", json -> RecordingJson.finished(json, recording), true));
    }

    /** A schedule ends with the first exception: there must be none. */
    private void tick() {
        try {
            live();
        } catch (RuntimeException e) {
            clients.forEach(client -> client.failed(e));
            clients.clear();
        }
    }

    private void live() {
        broadcast(
                "live",
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("recordings");
                    for (LiveRecording recording : registry.live(MOST_SHOWN)) {
                        RecordingJson.tick(json, recording);
                    }
                    json.writeEndArray();
                    json.writeFieldName("totals");
                    RecordingJson.totals(json, totals.get());
                    json.writeEndObject();
                },
                false);
    }

    private void broadcast(String name, Reply.Writer writer, boolean lasting) {
        if (clients.isEmpty()) {
            return;
        }
        byte[] event = event(name, writer);
        for (EventClient client : clients) {
            if (!client.send(event, lasting)) {
                clients.remove(client);
            }
        }
    }

    private static byte[] event(String name, Reply.Writer writer) {
        try {
            String json = new String(RecordingJson.bytes(writer), StandardCharsets.UTF_8);
            return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
    }

    private void submit(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            return; // the process ends
        }
    }

    /** Tells what waits to be told, then ends all streams. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.forEach(EventClient::close);
        clients.clear();
    }
}
