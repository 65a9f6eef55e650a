package io.tacet.server;

import io.tacet.s3.S3Checksums;
import io.tacet.s3.S3Config;
import io.tacet.s3.S3ConfigBuilder;
import io.tacet.s3.S3Sink;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** Which store, and how it wants its objects. */
final class S3Options {
    private static final Duration MOST_WAIT = Duration.ofMinutes(5);

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "a store that is not AWS; its bucket then goes into the path")
    @Nullable
    String endpoint;

    @Option(names = "--s3-region", paramLabel = "REGION", description = "default: as the AWS tools find it")
    @Nullable
    String region;

    @Option(
            names = "--s3-acl",
            paramLabel = "ACL",
            description = "canned ACL, or none (default: bucket-owner-full-control)")
    String acl = "bucket-owner-full-control";

    @Option(
            names = "--s3-checksums",
            paramLabel = "MODE",
            description = "crc32c, or when-required for stores that refuse it (default: crc32c)")
    String checksums = "crc32c";

    @Option(names = "--s3-unchunked", description = "sign bodies as a whole, for stores that do not read chunks")
    boolean unchunked;

    @Option(
            names = "--s3-encryption",
            paramLabel = "SSE",
            description = "AES256, aws:kms or aws:kms:dsse (default: the bucket's own)")
    @Nullable
    String encryption;

    @Option(names = "--s3-kms-key", paramLabel = "ID", description = "key for KMS (default: the account's own)")
    @Nullable
    String kmsKey;

    @Option(names = "--s3-owner", paramLabel = "ACCOUNT", description = "account that must own the bucket")
    @Nullable
    String owner;

    @Option(
            names = "--s3-retry-age",
            paramLabel = "S",
            description = "how long a delivery is tried, 0 to 86400 seconds (default: 60)")
    String retryAge = "60";

    @Option(names = "--s3-no-manifest", description = "put no .json beside the recording")
    boolean noManifest;

    /** A sink; nothing is sent yet. */
    S3Sink sink(PrintStream err) {
        S3ConfigBuilder config = S3Config.builder()
                .region(region)
                .checksums(checksums())
                .chunkedEncoding(!unchunked)
                .acl(acl.equals("none") ? null : acl)
                .encryption(encryption)
                .kmsKeyId(kmsKey)
                .expectedBucketOwner(owner)
                .manifest(!noManifest)
                .warnings(line -> err.println("warning: " + line));
        if (endpoint != null) {
            URI uri = endpoint(endpoint);
            config.endpoint(uri).pathStyle(true);
        }
        try {
            return new S3Sink(config.build());
        } catch (SdkException e) {
            String reason = TacetCommand.oneLine(e);
            throw new UsageException(
                    reason.startsWith("Unable to load region")
                            ? "--s3-region is missing; allowed are a region, AWS_REGION, or a profile that names one"
                            : "S3 cannot be used: " + reason);
        }
    }

    /** How long a delivery is tried. */
    Duration retryAge() {
        return PlainNumber.seconds("--s3-retry-age", retryAge, 0, Duration.ofDays(1), "0 to 86400 seconds");
    }

    /** The longest wait between two attempts: not longer than there is patience. */
    Duration retryMost() {
        Duration age = retryAge();
        Duration least = Duration.ofSeconds(1);
        return age.compareTo(least) < 0 ? least : age.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : age;
    }

    private S3Checksums checksums() {
        return LimitOptions.choice(
                "--s3-checksums", checksums.replace('-', '_').toUpperCase(Locale.ROOT), S3Checksums.class);
    }

    private static URI endpoint(String text) {
        String allowed = "URLs such as http://127.0.0.1:9000";
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw PlainNumber.refused("--s3-endpoint", text, allowed);
        }
        throw PlainNumber.refused("--s3-endpoint", text, allowed);
    }
}
