package io.tacet.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Which function gets the events. Immutable.
 *
 * @param function name or ARN
 * @param qualifier version or alias; null = the latest
 * @param region null = the SDK's chain, or us-east-1 with an endpoint of one's own
 * @param endpoint null = AWS
 * @param credentials null = the SDK's default chain
 * @param timeout of one call, 1 s to 15 min; default 20 s. Trade-off: short repeats events to functions that are slow
 */
public record LambdaConfig(
        String function,
        @Nullable String qualifier,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable AwsCredentialsProvider credentials,
        Duration timeout) {
    /**
     * Checks the values.
     *
     * @param function see {@link #function}
     * @param qualifier see {@link #qualifier}
     * @param region see {@link #region}
     * @param endpoint see {@link #endpoint}
     * @param credentials see {@link #credentials}
     * @param timeout see {@link #timeout}
     */
    public LambdaConfig {
        if (!function.matches("[A-Za-z0-9:._-]{1,256}")) {
            throw new IllegalArgumentException("function is '" + function + "'; allowed is a name or an ARN");
        }
        if (timeout.toMillis() < 1000 || timeout.toMillis() > 900_000) {
            throw new IllegalArgumentException("timeout is " + timeout.toMillis() + " ms; allowed are 1000 to 900000");
        }
    }

    /**
     * Everything by default.
     *
     * @param function name or ARN
     * @return a configuration of that function's latest version
     */
    public static LambdaConfig of(String function) {
        return new LambdaConfig(function, null, null, null, null, Duration.ofSeconds(20));
    }
}
