package io.tacet.action.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tacet.EngineConfig;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionEvent;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionSettings;
import io.tacet.action.CallDetails;
import io.tacet.action.outbox.ActionEventPublisher.Answer;
import io.tacet.sink.InMemorySink;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions on a real engine, with a sink and a receiver that fail: each ends with the one event that it should. */
@Timeout(60)
class ActionRunnerTest {
    private static final String ACTION = "{\"Type\":\"RecordAudio\",\"Parameters\":{\"DurationInSeconds\":1,"
            + "\"RecordingTerminators\":[\"#\"],\"RecordingDestination\":{\"Type\":\"S3\",\"BucketName\":\"%s\"}}}";
    private static final byte[] FRAME = new byte[160];

    private final Map<String, JsonNode> events = new HashMap<>();
    private final ConcurrentLinkedQueue<ActionEvent> acknowledged = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(7);

    /** Refuses one bucket for good, and otherwise fails every third time. */
    private final class BadSink implements RecordingSink {
        private final InMemorySink sink = new InMemorySink();

        @Override
        public Delivery deliver(SealedRecording recording) throws Exception {
            if (recording.manifest().labels().containsValue("forbidden")) {
                return new Delivery.Refused("403");
            }
            return dice() ? new Delivery.Retry("503", null) : sink.deliver(recording);
        }

        @Override
        public String toString() {
            return "bad";
        }
    }

    private boolean dice() {
        synchronized (random) {
            return random.nextInt(3) == 0;
        }
    }

    private Answer publish(ActionEvent event) {
        if (dice()) {
            return new Answer.Retry("busy", null);
        }
        acknowledged.add(event);
        return new Answer.Acknowledged("");
    }

    private static ActionContext context(String id) {
        return new ActionContext(1, 0, CallDetails.NONE, null, id);
    }

    private static RecordingRequest.Builder host() {
        return RecordingRequest.builder().payloadTypes(PayloadTypes.of(PayloadFormat.PCMU));
    }

    private static void speak(ActionRunner.Run.Running call, int frames) {
        for (int i = 0; i < frames; i++) {
            call.input().onAudio(i * 160, FRAME, 0, 160, System.nanoTime());
        }
    }

    private static ActionRunner.Run.Running running(ActionRunner.Run run) {
        return assertInstanceOf(ActionRunner.Run.Running.class, run);
    }

    private void play(ActionRunner runner) throws Exception {
        for (int i = 0; i < 40; i++) {
            String bucket = i % 8 == 7 ? "forbidden" : "b";
            ActionRunner.Run.Running call = running(runner.run(ACTION.formatted(bucket), context("r" + i), host()));
            assertEquals("r" + i + "-0.wav", call.plan().key());
            speak(call, 10);
            switch (i % 4) {
                case 0 -> call.recording().digit('#');
                case 1 -> call.input().close();
                case 2 -> runner.interrupt(call.recording());
                default -> call.recording().stop();
            }
        }
        running(runner.run(ACTION.formatted("b"), context("aborted"), host()))
                .recording()
                .abort();
        assertInstanceOf(
                ActionRunner.Run.Failed.class,
                runner.run(ACTION.formatted("").replace("[\"#\"]", "[]"), context("invalid"), host()));
        assertInstanceOf(ActionRunner.Run.NotOurs.class, runner.run("{\"Type\":\"Hangup\"}", context("other"), host()));
    }

    private void check() throws Exception {
        for (ActionEvent event : acknowledged) {
            assertEquals(null, events.put(event.id(), new JsonMapper().readTree(event.json())), event.id());
        }
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            expected.put(
                    "r" + i, i % 8 == 7 ? "ACTION_FAILED" : i % 4 == 2 ? "ACTION_INTERRUPTED" : "ACTION_SUCCESSFUL");
        }
        expected.put("invalid", "ACTION_FAILED");
        expected.put("refused", "ACTION_FAILED");
        Map<String, String> types = new TreeMap<>();
        events.forEach(
                (id, event) -> types.put(id, event.get("InvocationEventType").asText()));
        assertEquals(expected, types);
        assertTrue(String.valueOf(events.get("r0")).contains("\"RecordingTerminatorUsed\":\"#\""));
        assertTrue(String.valueOf(events.get("r7")).contains("uploading recording to S3"));
        assertTrue(String.valueOf(events.get("invalid")).contains("RecordingDestination parameter"));
        assertTrue(String.valueOf(events.get("refused")).contains("SystemException"));
    }

    @Test
    void shouldEndEveryActionWithItsOneEvent(@TempDir Path directory) throws Exception {
        OutboxConfig config =
                OutboxConfig.of(directory.resolve("outbox")).withRetry(Duration.ofMillis(1), Duration.ofMillis(10));
        try (ActionOutbox outbox = new ActionOutbox(config, this::publish)) {
            EngineConfig engineConfig = EngineConfig.builder(new ActionSink(new BadSink(), outbox))
                    .retry(Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMinutes(1))
                    .build();
            RecordingEngine engine = RecordingEngine.launch(engineConfig);
            ActionRunner runner = new ActionRunner(engine, outbox, new ActionParser(), ActionSettings.DEFAULT);
            play(runner);
            engine.close();
            assertInstanceOf(
                    ActionRunner.Run.Failed.class, runner.run(ACTION.formatted("b"), context("refused"), host()));
            while (outbox.unsent() > 0) {
                Thread.sleep(2);
            }
            assertEquals(0, outbox.pending().size());
        }
        check();
        try (var left = java.nio.file.Files.list(directory.resolve("outbox"))) {
            assertEquals(1, left.count(), "only the lock");
        }
    }

    private static EngineConfig.Builder spooled(Path directory, RecordingSink sink) {
        return EngineConfig.builder(sink)
                .spoolDirectory(directory.resolve("spool"))
                .closeTimeout(Duration.ofMillis(300))
                .retry(Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMinutes(1));
    }

    private static OutboxConfig outboxIn(Path directory) {
        return OutboxConfig.of(directory.resolve("outbox")).withRetry(Duration.ofMillis(1), Duration.ofMillis(10));
    }

    /** The first process records and ends without a confirmation; the second one delivers what it left. */
    private void inTwoProcesses(Path directory, UnaryOperator<RecordingSink> firstSink) throws Exception {
        try (ActionOutbox outbox = new ActionOutbox(outboxIn(directory), this::publish)) {
            RecordingSink sink = firstSink.apply(new ActionSink(new InMemorySink(), outbox));
            try (RecordingEngine engine =
                    RecordingEngine.launch(spooled(directory, sink).build())) {
                ActionRunner runner = new ActionRunner(engine, outbox, new ActionParser(), ActionSettings.DEFAULT);
                ActionRunner.Run.Running call = running(runner.run(ACTION.formatted("b"), context("r"), host()));
                speak(call, 10);
                call.recording().digit('#');
            }
        }
        InMemorySink store = new InMemorySink();
        try (ActionOutbox outbox = new ActionOutbox(outboxIn(directory), this::publish)) {
            RecordingSink sink = new ActionSink(store, outbox);
            EngineConfig config = spooled(directory, sink)
                    .recoveryListener(new ActionListener(outbox))
                    .build();
            try (RecordingEngine engine = RecordingEngine.launch(config)) {
                while (engine.recordings() > 0
                        || outbox.unsent() > 0
                        || !outbox.pending().isEmpty()) {
                    Thread.sleep(2);
                }
            }
        }
        assertEquals(1, acknowledged.size(), acknowledged.toString());
        assertTrue(acknowledged.element().json().contains("\"RecordingTerminatorUsed\":\"#\""));
    }

    @Test
    void shouldSendTheEventAfterARestartWhenTheSinkWasDown(@TempDir Path directory) throws Exception {
        inTwoProcesses(directory, sink -> recording -> new Delivery.Retry("down", null));
    }

    @Test
    void shouldSendOneEventWhenTheProcessDiesBetweenEventAndConfirmation(@TempDir Path directory) throws Exception {
        inTwoProcesses(directory, sink -> recording -> {
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
            return new Delivery.Retry("the process dies here", null);
        });
    }
}
