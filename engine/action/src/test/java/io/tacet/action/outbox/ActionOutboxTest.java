package io.tacet.action.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.action.ActionError;
import io.tacet.action.ActionEvent;
import io.tacet.action.ActionEvent.Type;
import io.tacet.action.CallDetails;
import io.tacet.action.PendingAction;
import io.tacet.action.outbox.ActionEventPublisher.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One acknowledged event an action, whatever fails in between. */
@Timeout(60)
class ActionOutboxTest {
    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<ActionEvent> acknowledged = new ConcurrentLinkedQueue<>();

    private final ActionEventPublisher accepting = event -> {
        acknowledged.add(event);
        return new Answer.Acknowledged("");
    };

    private static final ActionEventPublisher REFUSING = event -> new Answer.Retry("down", null);

    private ActionOutbox outbox(ActionEventPublisher publisher) throws IOException {
        return new ActionOutbox(
                OutboxConfig.of(directory).withRetry(Duration.ofMillis(1), Duration.ofMillis(20)), publisher);
    }

    private static PendingAction action(String id) {
        return new PendingAction(id, 1, null, "bucket", "key", CallDetails.NONE, false);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + 20_000_000_000L; !condition.getAsBoolean(); ) {
            assertTrue(System.nanoTime() < end, "waited 20 s in vain");
            Thread.sleep(2);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldPublishOnceAndForgetWhenTheEngineLetGo() throws Exception {
        try (ActionOutbox outbox = outbox(accepting)) {
            outbox.begin(action("a"));
            assertEquals(Set.of("a"), outbox.pending());
            assertEquals(List.of("a.action"), files());
            outbox.complete(action("a").successful('#'));
            outbox.complete(action("a").failed(ActionError.SYSTEM));
            await(() -> outbox.unsent() == 0);
            assertEquals(List.of("a.done"), files());
            outbox.complete(action("a").failed(ActionError.SYSTEM));
            outbox.release("a");
            assertEquals(List.of(), files());
        }
        assertEquals(List.of(action("a").successful('#')), List.copyOf(acknowledged));
    }

    @Test
    void shouldRefuseASecondActionOfTheSameRecording() throws Exception {
        try (ActionOutbox outbox = outbox(REFUSING)) {
            outbox.begin(action("a"));
            assertThrows(IllegalStateException.class, () -> outbox.begin(action("a")));
            outbox.complete(action("a").successful(null));
            assertThrows(IllegalStateException.class, () -> outbox.begin(action("a")));
        }
    }

    @Test
    void shouldLeaveNothingWhenTheEngineLetGoBeforeTheReceiverAnswered() throws Exception {
        try (ActionOutbox outbox = outbox(event -> {
            Thread.sleep(100);
            return accepting.publish(event);
        })) {
            outbox.complete(action("a").successful(null));
            outbox.release("a");
            await(() -> outbox.unsent() == 0);
        }
        assertEquals(List.of(), files());
    }

    @Test
    void shouldRetryUntilAcknowledgedAndHandTheAnswerToTheHost() throws Exception {
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        OutboxListener listener = new OutboxListener() {
            @Override
            public void onAcknowledged(ActionEvent event, String response) {
                told.add(response);
                throw new IllegalStateException("a host's own trouble");
            }

            @Override
            public void onRetry(String eventId, int attempt, String reason) {
                told.add(attempt + " " + reason);
            }
        };
        OutboxConfig config = OutboxConfig.of(directory)
                .withRetry(Duration.ofMillis(1), Duration.ofMillis(5))
                .withListener(listener);
        int[] attempts = {0};
        try (ActionOutbox outbox = new ActionOutbox(config, event -> switch (attempts[0]++) {
            case 0 -> throw new IOException("reset");
            case 1 -> new Answer.Retry("HTTP status 503", Duration.ofDays(1));
            default -> new Answer.Acknowledged("{}");
        })) {
            outbox.complete(action("a").successful(null));
            await(() -> outbox.unsent() == 0);
        }
        assertEquals(List.of("0 reset", "1 HTTP status 503", "{}"), List.copyOf(told));
    }

    @Test
    void shouldPublishAfterARestartWhatWasNotAcknowledged() throws Exception {
        ActionEvent event = action("a").successful('1');
        try (ActionOutbox outbox = outbox(REFUSING)) {
            outbox.begin(action("a"));
            outbox.complete(event);
        }
        assertEquals(List.of("a.event"), files());
        try (ActionOutbox outbox = outbox(accepting)) {
            await(() -> outbox.unsent() == 0);
        }
        assertEquals(List.of(event), List.copyOf(acknowledged));
        try (ActionOutbox outbox = outbox(accepting)) {
            outbox.complete(event);
            assertEquals(0, outbox.unsent());
        }
        assertEquals(1, acknowledged.size());
    }

    @Test
    void shouldRememberAcrossARestartThatTheHostInterrupted() throws Exception {
        try (ActionOutbox outbox = outbox(REFUSING)) {
            outbox.begin(action("a"));
            outbox.interrupt("a");
            outbox.interrupt("unknown");
        }
        try (ActionOutbox outbox = outbox(accepting)) {
            assertEquals(
                    action("a").interrupt().toJson(),
                    Objects.requireNonNull(outbox.find("a")).toJson());
            assertNull(outbox.find("b"));
        }
    }

    @Test
    void shouldFailActionsWhoseRecordingDidNotSurvive() throws Exception {
        try (ActionOutbox outbox = outbox(REFUSING)) {
            outbox.begin(action("lost"));
            outbox.begin(action("recovered"));
            outbox.begin(action("aborted"));
            outbox.discard("aborted");
        }
        try (ActionOutbox outbox = outbox(accepting)) {
            outbox.failAllBut(Set.of("recovered"));
            await(() -> outbox.unsent() == 0);
            assertEquals(Set.of("recovered"), outbox.pending());
        }
        assertEquals(List.of(action("lost").failed(ActionError.SYSTEM)), List.copyOf(acknowledged));
    }

    @Test
    void shouldSayWhichFileCannotBeRead() throws Exception {
        Files.writeString(directory.resolve("x.action"), "{");
        Files.writeString(directory.resolve("y.event.tmp"), "half");
        IOException e = assertThrows(IOException.class, () -> outbox(accepting));
        assertTrue(String.valueOf(e.getMessage()).contains("x.action"));
        assertEquals(List.of("x.action"), files());
    }

    @Test
    void shouldKeepASecondOutboxAwayAndStrangersOut() throws Exception {
        try (ActionOutbox outbox = outbox(REFUSING)) {
            IOException e = assertThrows(IOException.class, () -> outbox(accepting));
            assertTrue(String.valueOf(e.getMessage()).contains("in use"), e.getMessage());
            outbox.begin(action("a"));
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertEquals(
                        PosixFilePermissions.fromString("rw-------"),
                        Files.getPosixFilePermissions(directory.resolve("a.action")));
            }
        }
        outbox(accepting).close();
    }

    @Test
    void shouldRefuseAnIdThatIsNoFileName() throws Exception {
        try (ActionOutbox outbox = outbox(accepting)) {
            for (String id : List.of("", "../a", ".a", "a/b", "ä", "a".repeat(129))) {
                ActionEvent event = new ActionEvent(id, Type.ACTION_FAILED, "{}");
                assertThrows(IllegalArgumentException.class, () -> outbox.complete(event));
            }
        }
    }

    /** The process dies at any moment: whatever files it leaves, the next one ends with one event an action. */
    @Test
    void shouldEndWithOneEventAnActionWhereverTheProcessDies() throws Exception {
        ActionEvent event = action("a").successful(null);
        List<List<String>> moments = List.of(
                List.of("a.action"),
                List.of("a.action", "a.event.tmp"),
                List.of("a.action", "a.event"),
                List.of("a.event"),
                List.of("a.event", "a.done.tmp"),
                List.of("a.event", "a.done"),
                List.of("a.action", "a.event", "a.done"),
                List.of("a.done"));
        for (List<String> moment : moments) {
            acknowledged.clear();
            for (String file : moment) {
                String text =
                        file.endsWith(".action") ? action("a").toJson() : file.endsWith(".event") ? event.json() : "";
                Files.writeString(directory.resolve(file), text);
            }
            try (ActionOutbox outbox = outbox(accepting)) {
                // The engine delivers an unconfirmed recording again, and the sink announces it again.
                outbox.complete(event);
                await(() -> outbox.unsent() == 0);
                outbox.release("a");
            }
            int expected = moment.contains("a.done") ? 0 : 1;
            assertEquals(expected, acknowledged.size(), moment.toString());
            assertEquals(List.of(), files(), moment.toString());
        }
    }

    /** A receiver that fails, hangs and answers late, and processes that stop in between: each event is acknowledged once. */
    @Test
    void shouldEndWithExactlyOneAcknowledgedEventAnActionAtABadReceiver() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> processed = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<String> twice = new ConcurrentLinkedQueue<>();
        Set<String> expected = new HashSet<>();
        try (Receiver receiver = new Receiver((exchange, n) -> {
            int dice;
            synchronized (random) {
                dice = random.nextInt(10);
            }
            String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (dice < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else if (dice == 3) {
                Thread.sleep(400);
            } else {
                if (!processed.add(id)) {
                    twice.add(id);
                }
                Thread.sleep(dice == 4 ? 400 : 0);
                Receiver.ok(exchange, "{}");
            }
        })) {
            ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
            OutboxConfig config = OutboxConfig.of(directory)
                    .withRetry(Duration.ofMillis(1), Duration.ofMillis(50))
                    .withListener(new OutboxListener() {
                        @Override
                        public void onAcknowledged(ActionEvent event, String response) {
                            told.add(event.id());
                        }
                    });
            WebhookConfig webhook = new WebhookConfig(receiver.url(), "k", Duration.ofMillis(200), java.util.Map.of());
            for (int process = 0; process < 4; process++) {
                try (ActionOutbox outbox = new ActionOutbox(config, new WebhookPublisher(webhook))) {
                    for (int i = 0; i < 25; i++) {
                        String id = "p" + process + "-" + i;
                        expected.add(id);
                        outbox.begin(action(id));
                        outbox.complete(action(id).successful('#'));
                    }
                    Thread.sleep(50);
                    if (process == 3) {
                        await(() -> outbox.unsent() == 0);
                    }
                }
            }
            List<String> ids = new ArrayList<>(told);
            assertEquals(100, ids.size(), "seed " + seed);
            assertEquals(expected, new HashSet<>(ids), "seed " + seed);
            assertEquals(expected, processed, "seed " + seed);
            // A late answer is an answer lost: the repeat carries the same idempotency key, by which the receiver knew
            // it.
            assertTrue(twice.stream().allMatch(expected::contains), "seed " + seed);
        }
    }
}
