package io.tacet.s3;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Collects the options of an {@link S3Config}; not thread-safe. Each setter is documented at the component there. */
public final class S3ConfigBuilder {
    private @Nullable String bucket;
    private String prefix = "";
    private @Nullable String region;
    private @Nullable URI endpoint;
    private @Nullable Boolean pathStyle;
    private @Nullable AwsCredentialsProvider credentials;
    private S3Checksums checksums = S3Checksums.CRC32C;
    private boolean chunkedEncoding = true;
    private @Nullable String acl = "bucket-owner-full-control";
    private @Nullable String encryption;
    private @Nullable String kmsKeyId;
    private @Nullable String expectedBucketOwner;
    private boolean conditionalWrites = true;
    private boolean manifest = true;
    private long multipartThreshold = 64L << 20;
    private long partSize = 16L << 20;
    private Duration attemptTimeout = Duration.ofMinutes(5);
    private Consumer<String> warnings = line -> System.getLogger("io.tacet.s3").log(System.Logger.Level.WARNING, line);

    S3ConfigBuilder() {}

    /**
     * See {@link S3Config#bucket()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder bucket(@Nullable String value) {
        bucket = value;
        return this;
    }

    /**
     * See {@link S3Config#prefix()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder prefix(String value) {
        prefix = value;
        return this;
    }

    /**
     * See {@link S3Config#region()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder region(@Nullable String value) {
        region = value;
        return this;
    }

    /**
     * See {@link S3Config#endpoint()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder endpoint(@Nullable URI value) {
        endpoint = value;
        return this;
    }

    /**
     * See {@link S3Config#pathStyle()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder pathStyle(boolean value) {
        pathStyle = value;
        return this;
    }

    /**
     * See {@link S3Config#credentials()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder credentials(@Nullable AwsCredentialsProvider value) {
        credentials = value;
        return this;
    }

    /**
     * See {@link S3Config#checksums()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder checksums(S3Checksums value) {
        checksums = value;
        return this;
    }

    /**
     * See {@link S3Config#chunkedEncoding()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder chunkedEncoding(boolean value) {
        chunkedEncoding = value;
        return this;
    }

    /**
     * See {@link S3Config#acl()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder acl(@Nullable String value) {
        acl = value;
        return this;
    }

    /**
     * See {@link S3Config#encryption()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder encryption(@Nullable String value) {
        encryption = value;
        return this;
    }

    /**
     * See {@link S3Config#kmsKeyId()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder kmsKeyId(@Nullable String value) {
        kmsKeyId = value;
        return this;
    }

    /**
     * See {@link S3Config#expectedBucketOwner()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder expectedBucketOwner(@Nullable String value) {
        expectedBucketOwner = value;
        return this;
    }

    /**
     * See {@link S3Config#conditionalWrites()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder conditionalWrites(boolean value) {
        conditionalWrites = value;
        return this;
    }

    /**
     * See {@link S3Config#manifest()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder manifest(boolean value) {
        manifest = value;
        return this;
    }

    /**
     * See {@link S3Config#multipartThreshold()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder multipartThreshold(long value) {
        multipartThreshold = value;
        return this;
    }

    /**
     * See {@link S3Config#partSize()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder partSize(long value) {
        partSize = value;
        return this;
    }

    /**
     * See {@link S3Config#attemptTimeout()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder attemptTimeout(Duration value) {
        attemptTimeout = value;
        return this;
    }

    /**
     * See {@link S3Config#warnings()}.
     *
     * @param value what is said there
     * @return this builder
     */
    public S3ConfigBuilder warnings(Consumer<String> value) {
        warnings = value;
        return this;
    }

    /**
     * The configuration.
     *
     * @return what was collected, and defaults for the rest
     * @throws IllegalArgumentException if a value is out of range; the message names it and what is allowed
     */
    public S3Config build() {
        return new S3Config(
                bucket,
                prefix,
                region,
                endpoint,
                pathStyle == null ? endpoint != null : pathStyle,
                credentials,
                checksums,
                chunkedEncoding,
                acl,
                encryption,
                kmsKeyId,
                expectedBucketOwner,
                conditionalWrites,
                manifest,
                multipartThreshold,
                partSize,
                attemptTimeout,
                warnings);
    }
}
