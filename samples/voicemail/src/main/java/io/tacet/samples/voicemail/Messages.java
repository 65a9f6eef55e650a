package io.tacet.samples.voicemail;

import io.tacet.EngineConfig;
import io.tacet.PayloadTypes;
import io.tacet.RecordingEngine;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionLabels;
import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionSettings;
import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.action.outbox.ActionListener;
import io.tacet.action.outbox.ActionOutbox;
import io.tacet.action.outbox.ActionRunner;
import io.tacet.action.outbox.ActionSink;
import io.tacet.action.outbox.OutboxConfig;
import io.tacet.sink.DirectorySink;
import io.tacet.spi.RecordingSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes messages: this is all that there is to embedding the engine. A RecordAudio action goes in, a WAV with its manifest and one event
 * come out; a message that a dead process left half done is finished and told by the next one.
 *
 * <p>Thread: any. {@link #record} writes a small file first, and so runs on threads of its own.
 */
final class Messages implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final ActionOutbox outbox;
    private final RecordingEngine engine;
    private final ActionRunner runner;
    private final String action;
    private final ExecutorService openers = Executors.newFixedThreadPool(2, task -> new Thread(task, "message-opener"));
    private final AtomicLong sequence = new AtomicLong();

    /**
     * Starts the engine.
     *
     * @param action that is run for each message
     * @param events takes each message's event, one line of JSON
     * @throws IOException with one line if the folder cannot be used
     */
    Messages(Path directory, String action, int maxMessages, Consumer<String> events) throws IOException {
        this.action = action;
        DirectorySink files = new DirectorySink(
                directory,
                m -> m.labels().get(ActionLabels.BUCKET) + "/" + m.labels().get(ActionLabels.KEY));
        files.probe();
        ActionEventPublisher publisher = event -> {
            events.accept(event.json());
            return new ActionEventPublisher.Answer.Acknowledged("");
        };
        outbox = new ActionOutbox(OutboxConfig.of(directory.resolve(".outbox")), publisher);
        RecordingSink sink = new ActionSink(files, outbox);
        engine = RecordingEngine.launch(EngineConfig.builder(sink)
                .spoolDirectory(directory.resolve(".spool"))
                .recoveryListener(new ActionListener(outbox))
                .maxRecordings(maxMessages)
                .build());
        runner = new ActionRunner(engine, outbox, new ActionParser(), ActionSettings.DEFAULT);
    }

    /** Whether an action can be run; the message names what is wrong. */
    static void check(String action) {
        ActionOutcome outcome = new ActionParser().parse(action);
        if (outcome instanceof ActionOutcome.Invalid invalid) {
            throw new IllegalArgumentException("action: " + invalid.violations().get(0));
        }
        if (outcome instanceof ActionOutcome.Foreign foreign) {
            throw new IllegalArgumentException("action: " + foreign.reason());
        }
    }

    /** Starts a message: packets of these types go into the input of what comes back. */
    CompletableFuture<ActionRunner.Run> record(Caller caller, PayloadTypes types, RecordingListener listener) {
        return CompletableFuture.supplyAsync(
                () -> {
                    RecordingRequest.Builder host =
                            RecordingRequest.builder().payloadTypes(types).listener(listener);
                    ActionContext context = ActionContext.of(sequence.incrementAndGet(), 0, caller.details());
                    try {
                        return runner.run(action, context, host);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                openers);
    }

    /** Live or undelivered messages. */
    int count() {
        return engine.recordings();
    }

    /** Ends what still records, seals and delivers it, and waits until its events are told. */
    @Override
    public void close() {
        openers.shutdown();
        engine.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        try {
            while (outbox.unsent() > 0 && System.nanoTime() - deadline < 0) {
                Thread.sleep(10);
            }
            outbox.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // What is not told stays in the outbox; the next process tells it.
        }
    }
}
