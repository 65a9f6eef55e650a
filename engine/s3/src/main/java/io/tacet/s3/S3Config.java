package io.tacet.s3;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * How recordings get into a store. Immutable; made by {@link #builder()}.
 *
 * @param bucket for recordings whose action names none; null refuses those
 * @param prefix for the same, a folder; default none
 * @param region null = the SDK's chain, or us-east-1 with an endpoint of one's own
 * @param endpoint of a store that is not AWS; null = AWS
 * @param pathStyle bucket in the path instead of the host name; default only with an endpoint. Trade-off: needs no wildcard DNS, AWS
 *     itself wants host names
 * @param credentials null = the SDK's default chain
 * @param checksums default CRC32C
 * @param chunkedEncoding sign bodies piece by piece over plain HTTP; default true. Trade-off: off for stores that do not read it, the
 *     body is then read once more
 * @param acl canned ACL; default {@code bucket-owner-full-control}, null sends none. Trade-off: buckets of others are readable for
 *     their owners; needs s3:PutObjectAcl
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}; null = the bucket's own
 * @param kmsKeyId for KMS; null = the account's default
 * @param expectedBucketOwner account id that must own the bucket; null = any. Trade-off: a bucket name taken over by a stranger is
 *     refused
 * @param conditionalWrites never overwrite by If-None-Match; default true. Off asks before it writes. Trade-off: asking leaves a gap
 *     and needs s3:GetObject
 * @param manifest write the manifest beside the recording, {@code .wav} replaced by {@code .json}; default true. Trade-off: the full
 *     story, for a second request
 * @param multipartThreshold from which size parts are used, 5 MiB to 5 GiB; default 64 MiB
 * @param partSize 5 MiB to 5 GiB; default 16 MiB
 * @param attemptTimeout of one request, 1 s to 1 h; default 5 min. Trade-off: long bears slow lines, short frees delivery threads
 * @param warnings takes one line each of what went wrong without harm to a recording; default the system's logger
 */
public record S3Config(
        @Nullable String bucket,
        String prefix,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        @Nullable AwsCredentialsProvider credentials,
        S3Checksums checksums,
        boolean chunkedEncoding,
        @Nullable String acl,
        @Nullable String encryption,
        @Nullable String kmsKeyId,
        @Nullable String expectedBucketOwner,
        boolean conditionalWrites,
        boolean manifest,
        long multipartThreshold,
        long partSize,
        Duration attemptTimeout,
        Consumer<String> warnings) {

    private static final long MIB = 1 << 20;

    /**
     * Checks the ranges.
     *
     * @param bucket see {@link #bucket}
     * @param prefix see {@link #prefix}
     * @param region see {@link #region}
     * @param endpoint see {@link #endpoint}
     * @param pathStyle see {@link #pathStyle}
     * @param credentials see {@link #credentials}
     * @param checksums see {@link #checksums}
     * @param chunkedEncoding see {@link #chunkedEncoding}
     * @param acl see {@link #acl}
     * @param encryption see {@link #encryption}
     * @param kmsKeyId see {@link #kmsKeyId}
     * @param expectedBucketOwner see {@link #expectedBucketOwner}
     * @param conditionalWrites see {@link #conditionalWrites}
     * @param manifest see {@link #manifest}
     * @param multipartThreshold see {@link #multipartThreshold}
     * @param partSize see {@link #partSize}
     * @param attemptTimeout see {@link #attemptTimeout}
     * @param warnings see {@link #warnings}
     */
    public S3Config {
        range("multipartThreshold", multipartThreshold, 5 * MIB, 5120 * MIB);
        range("partSize", partSize, 5 * MIB, 5120 * MIB);
        range("attemptTimeout (milliseconds)", attemptTimeout.toMillis(), 1000, 3_600_000);
        if (endpoint != null && (endpoint.getScheme() == null || endpoint.getHost() == null)) {
            throw new IllegalArgumentException("endpoint is '" + endpoint + "'; allowed is a URL with scheme and host");
        }
    }

    /** {@return a builder with everything by default} */
    public static S3ConfigBuilder builder() {
        return new S3ConfigBuilder();
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are " + least + " to " + most);
        }
    }
}
