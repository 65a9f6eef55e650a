package io.tacet.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Makes the SDK's clients: smallest HTTP client, no retries of their own (the engine and the outbox retry, with nothing waiting in
 * a thread), a bound on every attempt.
 */
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private S3Clients() {}

    static S3Client s3(S3Config config) {
        var builder = S3Client.builder()
                .httpClient(http(config.attemptTimeout()))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(config.pathStyle())
                        .chunkedEncodingEnabled(config.chunkedEncoding())
                        // A store that refuses answers before the body is sent; otherwise its word is lost in a broken
                        // pipe.
                        .expectContinueEnabled(true)
                        .expectContinueThresholdInBytes(0L)
                        .build())
                // Our own checksums are given with each request; the SDK adds none that a store might refuse.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        common(builder, config.region(), config.endpoint(), config.credentials(), config.attemptTimeout());
        return builder.build();
    }

    static SdkHttpClient http(Duration timeout) {
        return Apache5HttpClient.builder()
                .connectionTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
                .socketTimeout(timeout)
                .build();
    }

    static void common(
            AwsClientBuilder<?, ?> builder,
            @Nullable String region,
            @Nullable URI endpoint,
            @Nullable AwsCredentialsProvider credentials,
            Duration timeout) {
        builder.overrideConfiguration(
                o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(timeout));
        if (region != null) {
            builder.region(Region.of(region));
        } else if (endpoint != null) {
            builder.region(Region.US_EAST_1);
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
    }
}
