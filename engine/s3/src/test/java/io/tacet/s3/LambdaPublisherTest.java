package io.tacet.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tacet.action.ActionEvent;
import io.tacet.action.CallDetails;
import io.tacet.action.PendingAction;
import io.tacet.action.outbox.ActionEventPublisher.Answer;
import io.tacet.action.outbox.ActionOutbox;
import io.tacet.action.outbox.OutboxConfig;
import io.tacet.action.outbox.OutboxListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events to an Invoke endpoint on loopback that works, fails, hangs and answers late. */
@Timeout(120)
class LambdaPublisherTest {
    private static final ActionEvent EVENT =
            new PendingAction("r-1", 4, null, "b", "k", CallDetails.NONE, false).successful('#');

    private interface Function {
        void answer(HttpExchange exchange, int n) throws Exception;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private final List<String> contexts = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private Function function = (exchange, n) -> reply(exchange, 200, "{\"Actions\":[]}");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            payloads.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            paths.add(exchange.getRequestURI().getPath());
            String context = exchange.getRequestHeaders().getFirst("X-Amz-Client-Context");
            contexts.add(new String(Base64.getDecoder().decode(context), StandardCharsets.UTF_8));
            try {
                function.answer(exchange, calls.getAndIncrement());
            } catch (Exception e) {
                throw new IOException(e);
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private LambdaPublisher publisher() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new LambdaPublisher(
                new LambdaConfig("voicemail", null, null, endpoint, S3Server.CREDENTIALS, Duration.ofSeconds(1)));
    }

    @Test
    void shouldInvokeTheFunctionAndHandOnItsResponse() throws Exception {
        try (LambdaPublisher publisher = publisher()) {
            assertEquals(new Answer.Acknowledged("{\"Actions\":[]}"), publisher.publish(EVENT));
        }
        assertEquals(List.of(EVENT.json()), payloads);
        assertEquals(List.of("{\"custom\":{\"idempotencyKey\":\"r-1\"}}"), contexts);
        assertTrue(paths.get(0).endsWith("/functions/voicemail/invocations"), paths.toString());
    }

    @Test
    void shouldTryAgainWhenTheFunctionOrTheServiceFails() throws Exception {
        function = (exchange, n) -> {
            if (n == 0) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                reply(exchange, 200, "{\"errorMessage\":\"boom\"}");
            } else if (n == 1) {
                reply(exchange, 429, "{\"Reason\":\"ConcurrentInvocationLimitExceeded\"}");
            } else if (n == 2) {
                reply(exchange, 403, "{\"message\":\"no\"}");
            } else {
                Thread.sleep(3000);
            }
        };
        try (LambdaPublisher publisher = publisher()) {
            List<String> reasons = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                reasons.add(assertInstanceOf(Answer.Retry.class, publisher.publish(EVENT))
                        .reason());
            }
            assertEquals("function failed (Unhandled): {\"errorMessage\":\"boom\"}", reasons.get(0));
            assertTrue(reasons.get(1).contains("429") && reasons.get(2).contains("403"), reasons.toString());
        }
    }

    @Test
    void shouldEndWithExactlyOneAcknowledgedEventAnAction(@TempDir Path directory) throws Exception {
        function = (exchange, n) -> {
            switch (n % 5) {
                case 0 -> reply(exchange, 500, "{}");
                case 1 -> {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                    reply(exchange, 200, "{}");
                }
                case 2 -> Thread.sleep(1500);
                default -> reply(exchange, 200, "{}");
            }
        };
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        OutboxConfig config = OutboxConfig.of(directory)
                .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
                .withListener(new OutboxListener() {
                    @Override
                    public void onAcknowledged(ActionEvent event, String response) {
                        acknowledged.add(event.id());
                    }
                });
        Set<String> expected = new HashSet<>();
        try (ActionOutbox outbox = new ActionOutbox(config, publisher())) {
            for (int i = 0; i < 20; i++) {
                PendingAction action = new PendingAction("a" + i, i, null, "b", "k", CallDetails.NONE, false);
                expected.add("a" + i);
                outbox.begin(action);
                outbox.complete(action.successful(null));
            }
            while (outbox.unsent() > 0) {
                Thread.sleep(5);
            }
        }
        assertEquals(20, acknowledged.size());
        assertEquals(expected, new HashSet<>(acknowledged));
    }

    @Test
    void shouldSayWhatIsWrongWithAConfiguration() {
        assertThrows(IllegalArgumentException.class, () -> LambdaConfig.of("not a function"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LambdaConfig("f", null, null, null, null, Duration.ofMillis(10)));
    }
}
