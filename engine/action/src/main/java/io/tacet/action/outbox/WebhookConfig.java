package io.tacet.action.outbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where events are posted. Immutable.
 *
 * @param url http or https
 * @param secret the key of the signature; null sends none. Trade-off: without one, anybody who finds the receiver can feed it
 * @param timeout of one attempt, answer included, 100 ms to 5 min; default 10 s. Trade-off: short frees threads from receivers that
 *     hang, and repeats events to those that are slow
 * @param headers more of the host's own, for example an authorization
 */
public record WebhookConfig(URI url, @Nullable String secret, Duration timeout, Map<String, String> headers) {
    /**
     * Checks the values.
     *
     * @param url see {@link #url()}
     * @param secret see {@link #secret()}
     * @param timeout see {@link #timeout()}
     * @param headers see {@link #headers()}
     * @throws IllegalArgumentException if a value is not allowed; the message names it and what is
     */
    public WebhookConfig {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null) {
            throw new IllegalArgumentException("webhook url is '" + url + "'; allowed are http and https with a host");
        }
        if (timeout.toMillis() < 100 || timeout.toMillis() > 300_000) {
            throw new IllegalArgumentException(
                    "webhook timeout is " + timeout.toMillis() + " ms; allowed are 100 to 300000");
        }
        if (secret != null && secret.isEmpty()) {
            throw new IllegalArgumentException("webhook secret is empty; allowed are one or more characters, or none");
        }
        headers = Map.copyOf(headers);
    }

    /**
     * With a timeout of 10 s, and without headers of the host's own.
     *
     * @param url http or https, with a host
     * @param secret one or more characters; null sends no signature
     * @return the configuration
     * @throws IllegalArgumentException if a value is not allowed
     */
    public static WebhookConfig of(URI url, @Nullable String secret) {
        return new WebhookConfig(url, secret, Duration.ofSeconds(10), Map.of());
    }

    byte @Nullable [] key() {
        return secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the secret and the headers: they do not belong in logs. */
    @Override
    public String toString() {
        return "webhook(" + url + ")";
    }
}
