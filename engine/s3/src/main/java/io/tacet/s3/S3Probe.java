package io.tacet.s3;

import io.tacet.s3.S3ProbeReport.Check;
import io.tacet.s3.S3ProbeReport.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Tries with a small object what a delivery will do with a recording: put it with the configured ACL, encryption and checksum, be
 * kept from overwriting it, read its metadata. Removes it again.
 *
 * <p>Thread: one. Used once.
 */
final class S3Probe {
    private final S3Client client;
    private final S3Config config;
    private final S3Store store;
    private final S3Requests requests;
    private final List<Check> checks = new ArrayList<>();

    S3Probe(S3Client client, S3Config config, S3Store store) {
        this.client = client;
        this.config = config;
        this.store = store;
        requests = new S3Requests(config);
    }

    S3ProbeReport run(String bucket, String prefix) {
        String wrong = S3BucketName.problem(bucket);
        if (wrong != null) {
            add(Status.FAILED, "bucket name", wrong);
            return new S3ProbeReport(checks);
        }
        bucket(bucket);
        S3Object object = object(bucket, prefix);
        if (put(object)) {
            conditional(object);
            read(object);
            remove(object);
        }
        return new S3ProbeReport(checks);
    }

    private static S3Object object(String bucket, String prefix) {
        byte[] text = "tacet was here to ask whether it may put recordings\n".getBytes(StandardCharsets.UTF_8);
        String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        try {
            Digests digests = Digests.of(new ByteArrayInputStream(text), text.length);
            return new S3Object(
                    bucket,
                    folder + "tacet-probe-" + UUID.randomUUID() + ".txt",
                    "text/plain",
                    Map.of(S3Object.SHA256, digests.sha256()),
                    digests,
                    () -> new ByteArrayInputStream(text));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private void bucket(String bucket) {
        try {
            var head = client.headBucket(b -> b.bucket(bucket).expectedBucketOwner(config.expectedBucketOwner()));
            String region = head.bucketRegion() == null ? "" : ", region " + head.bucketRegion();
            add(Status.OK, "bucket", bucket + " is reachable" + region);
        } catch (AwsServiceException e) {
            // A policy that only lets us put forbids this question too; the put itself decides.
            Status status = e.statusCode() == 403 ? Status.LIMITED : Status.FAILED;
            add(status, "bucket", bucket + ": " + S3Errors.describe(e));
        } catch (SdkException e) {
            add(Status.FAILED, "bucket", bucket + ": " + S3Errors.describe(e));
        }
    }

    private boolean put(S3Object object) {
        String acl = config.acl() == null ? "without ACL" : "with ACL " + config.acl();
        try {
            putOnce(object, false);
            add(Status.OK, "put", object.location() + " " + acl + ", checksum " + config.checksums());
            return true;
        } catch (SdkException e) {
            String hint = e instanceof AwsServiceException service && service.statusCode() == 403
                    ? "; needed are s3:PutObject" + (config.acl() == null ? "" : " and s3:PutObjectAcl")
                    : "";
            add(Status.FAILED, "put", object.location() + " " + acl + ": " + S3Errors.describe(e) + hint);
            return false;
        }
    }

    private void putOnce(S3Object object, boolean conditional) {
        byte[] bytes;
        try (var in = object.content().open()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        client.putObject(requests.put(object, conditional), RequestBody.fromBytes(bytes));
    }

    private void conditional(S3Object object) {
        if (!config.conditionalWrites()) {
            add(Status.LIMITED, "conditional write", "switched off; Tacet looks before it writes");
            return;
        }
        try {
            putOnce(object, true);
            store.withoutConditionalWrites();
            add(Status.LIMITED, "conditional write", "If-None-Match is ignored; Tacet looks before it writes");
        } catch (AwsServiceException e) {
            if (S3Errors.exists(e)) {
                add(Status.OK, "conditional write", "nothing is overwritten");
            } else {
                store.withoutConditionalWrites();
                add(Status.LIMITED, "conditional write", S3Errors.describe(e) + "; Tacet looks before it writes");
            }
        } catch (SdkException e) {
            add(Status.FAILED, "conditional write", S3Errors.describe(e));
        }
    }

    private void read(S3Object object) {
        try {
            HeadObjectResponse head = client.headObject(requests.head(object.bucket(), object.key()));
            boolean kept = object.digests().sha256().equals(head.metadata().get(S3Object.SHA256));
            add(
                    kept ? Status.OK : Status.LIMITED,
                    "read metadata",
                    kept
                            ? "a retry knows its own object"
                            : "metadata is not kept; a retry after a lost answer is refused");
        } catch (SdkException e) {
            String limit = "; after a lost answer the object is taken for ours unseen (s3:GetObject would let us look)";
            add(Status.LIMITED, "read metadata", S3Errors.describe(e) + limit);
        }
    }

    private void remove(S3Object object) {
        try {
            client.deleteObject(b -> b.bucket(object.bucket()).key(object.key()));
            add(Status.OK, "clean up", "the probe's object is removed");
        } catch (SdkException e) {
            add(Status.LIMITED, "clean up", object.location() + " stays: " + S3Errors.describe(e));
        }
    }

    private void add(Status status, String what, String detail) {
        checks.add(new Check(status, what, detail));
    }
}
