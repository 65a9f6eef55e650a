package io.tacet.action.outbox;

import io.tacet.action.ActionEvent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to a URL: JSON body, {@code Idempotency-Key}, {@code Tacet-Event}, {@code Tacet-Signature}. Every 2xx is an
 * acknowledgement; redirects are not followed (they would carry the call's details elsewhere).
 *
 * <p>Thread: see {@link ActionEventPublisher}. Source: RFC 9110; the Idempotency-Key draft of the IETF's HTTP API group.
 */
public final class WebhookPublisher implements ActionEventPublisher {
    /** A longer answer counts as an acknowledgement and is cut. */
    static final int MAXIMUM_RESPONSE = 1 << 20;

    private final WebhookConfig config;
    private final InstantSource clock;
    private final HttpClient client;

    /**
     * Signs with the system's clock. Connects to nothing yet.
     *
     * @param config where to, and how
     * @throws IllegalArgumentException if a header of the host's own is not allowed in HTTP
     */
    public WebhookPublisher(WebhookConfig config) {
        this(config, InstantSource.system());
    }

    WebhookPublisher(WebhookConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        client = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        request(new ActionEvent("check", ActionEvent.Type.ACTION_FAILED, ""));
    }

    @Override
    public Answer publish(ActionEvent event) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(
                request(event),
                info -> HttpResponse.BodySubscribers.mapping(
                        new BoundedBody(MAXIMUM_RESPONSE), WebhookPublisher::text));
        try {
            return answer(sent.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            sent.cancel(true);
            return noAnswer();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof HttpTimeoutException) {
                return noAnswer();
            }
            String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            return new Answer.Retry(cause.getClass().getSimpleName() + message, null);
        }
    }

    private Answer.Retry noAnswer() {
        return new Answer.Retry("no answer within " + config.timeout().toMillis() + " ms", null);
    }

    private HttpRequest request(ActionEvent event) {
        byte[] body = event.json().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(config.url())
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", event.id())
                .header("Tacet-Event", event.type().name());
        config.headers().forEach(request::setHeader);
        byte[] key = config.key();
        if (key != null) {
            long now = clock.instant().getEpochSecond();
            request.setHeader(WebhookSignature.HEADER, WebhookSignature.sign(key, now, body));
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static Answer answer(HttpResponse<String> response) {
        if (response.statusCode() / 100 == 2) {
            return new Answer.Acknowledged(response.body());
        }
        return new Answer.Retry("HTTP status " + response.statusCode(), retryAfter(response));
    }

    private static @Nullable Duration retryAfter(HttpResponse<String> response) {
        try {
            OptionalLong seconds = response.headers().firstValueAsLong("Retry-After");
            return seconds.isPresent() && seconds.getAsLong() >= 0 && seconds.getAsLong() < 1_000_000
                    ? Duration.ofSeconds(seconds.getAsLong())
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return config.toString();
    }
}
