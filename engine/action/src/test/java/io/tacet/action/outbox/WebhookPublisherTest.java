package io.tacet.action.outbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.action.ActionEvent;
import io.tacet.action.outbox.ActionEventPublisher.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt at a receiver that answers well, badly, late or never. */
class WebhookPublisherTest {
    private static final ActionEvent EVENT = new ActionEvent("r-1", ActionEvent.Type.ACTION_SUCCESSFUL, "{\"ü\":1}");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static Answer publish(Receiver receiver, Duration timeout) throws Exception {
        WebhookConfig config = new WebhookConfig(receiver.url(), "s3cret", timeout, Map.of("X-Tenant", "7"));
        return new WebhookPublisher(config, () -> NOW).publish(EVENT);
    }

    private static Answer.Retry retry(Receiver.Behaviour behaviour) throws Exception {
        try (Receiver receiver = new Receiver(behaviour)) {
            return assertInstanceOf(Answer.Retry.class, publish(receiver, Duration.ofMillis(300)));
        }
    }

    @Test
    void shouldPostTheEventAndHandOnTheAnswer() throws Exception {
        try (Receiver receiver = new Receiver((exchange, n) -> Receiver.ok(exchange, "{\"Actions\":[]}"))) {
            assertEquals(new Answer.Acknowledged("{\"Actions\":[]}"), publish(receiver, Duration.ofSeconds(10)));
            Receiver.Request request = receiver.requests.get(0);
            assertEquals("r-1", request.id());
            assertEquals("ACTION_SUCCESSFUL", request.event());
            assertEquals("application/json", request.contentType());
            assertArrayEquals(EVENT.json().getBytes(StandardCharsets.UTF_8), request.body());
        }
    }

    @Test
    void shouldSignTimeAndBody() throws Exception {
        try (Receiver receiver = new Receiver((exchange, n) -> Receiver.ok(exchange, ""))) {
            publish(receiver, Duration.ofSeconds(10));
            Receiver.Request request = receiver.requests.get(0);
            byte[] key = "s3cret".getBytes(StandardCharsets.UTF_8);
            assertTrue(WebhookSignature.verify(key, request.signature(), request.body(), 1_700_000_000, 300));
            assertFalse(WebhookSignature.verify(key, request.signature(), request.body(), 1_700_000_301, 300));
            assertFalse(WebhookSignature.verify(key, request.signature(), new byte[] {1}, 1_700_000_000, 300));
            assertFalse(
                    WebhookSignature.verify(new byte[] {1}, request.signature(), request.body(), 1_700_000_000, 300));
            assertFalse(WebhookSignature.verify(key, "t=1,v1=zz", request.body(), 1, 300));
        }
    }

    /** Computed with another implementation: {@code printf '5.{}' | openssl dgst -sha256 -hmac key}. */
    @Test
    void shouldSignAsOthersCompute() {
        assertEquals(
                "t=5,v1=9be615aec64f0d044b5ad6854ab1d893ec88617fb728d2149dcd3a3428e8c45d",
                WebhookSignature.sign("key".getBytes(StandardCharsets.UTF_8), 5, new byte[] {'{', '}'}));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 409, 429, 500, 503})
    void shouldTryAgainAfterEveryStatusButSuccess(int status) throws Exception {
        Answer.Retry retry = retry((exchange, n) -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, -1);
        });
        assertEquals("HTTP status " + status, retry.reason());
        assertEquals(Duration.ofSeconds(7), retry.after());
    }

    @Test
    void shouldNotWaitForAReceiverThatHangs() throws Exception {
        assertEquals(
                "no answer within 300 ms",
                retry((exchange, n) -> Thread.sleep(2000)).reason());
    }

    @Test
    void shouldNotWaitForAnAnswerThatNeverEnds() throws Exception {
        Answer.Retry retry = retry((exchange, n) -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            Thread.sleep(2000);
        });
        assertEquals("no answer within 300 ms", retry.reason());
    }

    @Test
    void shouldTryAgainWhenTheConnectionIsCut() throws Exception {
        retry((exchange, n) -> exchange.close());
    }

    @Test
    void shouldTryAgainWhenNobodyListens() throws Exception {
        URI gone;
        try (Receiver receiver = new Receiver((exchange, n) -> Receiver.ok(exchange, ""))) {
            gone = receiver.url();
        }
        Answer answer = new WebhookPublisher(WebhookConfig.of(gone, null)).publish(EVENT);
        assertInstanceOf(Answer.Retry.class, answer);
    }

    @Test
    void shouldCutAnAnswerThatIsTooLong() throws Exception {
        try (Receiver receiver = new Receiver((exchange, n) -> Receiver.ok(exchange, "x".repeat(3 << 20)))) {
            Answer.Acknowledged answer =
                    assertInstanceOf(Answer.Acknowledged.class, publish(receiver, Duration.ofSeconds(10)));
            assertEquals(WebhookPublisher.MAXIMUM_RESPONSE, answer.response().length());
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAConfiguration() {
        for (String url : new String[] {"ftp://a/", "relative", "http:///x"}) {
            assertThrows(IllegalArgumentException.class, () -> WebhookConfig.of(URI.create(url), null));
        }
        URI url = URI.create("http://127.0.0.1:1/");
        assertThrows(IllegalArgumentException.class, () -> WebhookConfig.of(url, ""));
        assertThrows(
                IllegalArgumentException.class, () -> new WebhookConfig(url, null, Duration.ofMillis(99), Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WebhookPublisher(
                        new WebhookConfig(url, null, Duration.ofSeconds(1), Map.of("Host", "elsewhere"))));
        assertFalse(WebhookConfig.of(url, "s3cret").toString().contains("s3cret"));
    }
}
