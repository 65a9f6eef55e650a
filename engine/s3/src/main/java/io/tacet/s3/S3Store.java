package io.tacet.s3;

import io.tacet.spi.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Puts objects into a store so that each ends there once and nothing of others is overwritten.
 *
 * <p>Thread: any. Design note: an answer may be lost after the store has committed, so a retry meets its own object. It is known by
 * size and SHA-256 in its metadata. If-None-Match makes the store itself the judge; where it does not know that header, we look
 * before we write. Where we may not look (a policy that only lets us put), an object that appeared after an answer of ours was lost
 * is taken for ours, one that was there before is not.
 */
final class S3Store {
    private enum Found {
        NOTHING,
        SAME,
        OTHER,
        FORBIDDEN
    }

    private final S3Client client;
    private final S3Config config;
    private final S3Requests requests;
    /** Objects that the store may have although it did not say so. */
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();

    private volatile boolean conditional;

    S3Store(S3Client client, S3Config config) {
        this.client = client;
        this.config = config;
        requests = new S3Requests(config);
        conditional = config.conditionalWrites();
    }

    /** The store ignores or refuses If-None-Match: look before writing from now on. */
    void withoutConditionalWrites() {
        conditional = false;
    }

    Delivery store(S3Object object) throws IOException {
        Delivery delivery = attempt(object, conditional, true);
        if (!(delivery instanceof Delivery.Retry)) {
            unsure.remove(object.location());
        }
        return delivery;
    }

    private Delivery attempt(S3Object object, boolean once, boolean first) throws IOException {
        try {
            // Ceph 16 knows the condition for whole objects, but not when an upload in parts is completed.
            if (!once || inParts(object) || unsure.contains(object.location())) {
                Found found = find(object);
                if (found == Found.SAME || found == Found.OTHER) {
                    return there(object, found);
                }
            }
            return put(object, once);
        } catch (AwsServiceException e) {
            if (once && S3Errors.exists(e)) {
                return there(object, find(object));
            }
            if (first && once && S3Errors.unconditionalOnly(e)) {
                Delivery second = attempt(object, false, false);
                conditional = !(second instanceof Delivery.Confirmed);
                return second;
            }
            if (first && S3Errors.skewed(e)) {
                // The SDK has read the store's clock from the answer and signs by it from now on.
                return attempt(object, once, false);
            }
            return failed(object, e);
        } catch (SdkException e) {
            return failed(object, e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Delivery failed(S3Object object, SdkException e) {
        if (S3Errors.unsure(e)) {
            unsure.add(object.location());
        }
        return S3Errors.delivery(e, object.location());
    }

    private Delivery put(S3Object object, boolean once) throws IOException {
        String tag;
        if (inParts(object)) {
            tag = MultipartUpload.run(client, requests, object, config.partSize(), once);
        } else {
            RequestBody body = RequestBody.fromContentProvider(
                    () -> open(object), object.digests().size(), object.contentType());
            tag = client.putObject(requests.put(object, once), body).eTag();
        }
        if (tag == null || tag.isEmpty()) {
            // An error in a success's clothes, or Ceph 16 after an upload in parts: look.
            unsure.add(object.location());
            return find(object) == Found.SAME
                    ? new Delivery.Confirmed(object.location())
                    : new Delivery.Retry(object.location() + ": answer without an entity tag", null);
        }
        return new Delivery.Confirmed(object.location());
    }

    private boolean inParts(S3Object object) {
        return object.digests().size() >= config.multipartThreshold();
    }

    private Delivery there(S3Object object, Found found) {
        return switch (found) {
            case SAME -> new Delivery.Confirmed(object.location());
            case NOTHING -> new Delivery.Retry(object.location() + ": was there and is gone", null);
            case OTHER -> new Delivery.Refused(object.location() + ": another object is already there");
            case FORBIDDEN ->
                unsure.contains(object.location())
                        ? new Delivery.Confirmed(object.location())
                        : new Delivery.Refused(object.location()
                                + ": an object is already there; without s3:GetObject it cannot be compared");
        };
    }

    private Found find(S3Object object) {
        try {
            HeadObjectResponse head = client.headObject(requests.head(object.bucket(), object.key()));
            boolean same = head.contentLength() == object.digests().size()
                    && object.digests().sha256().equals(head.metadata().get(S3Object.SHA256));
            return same ? Found.SAME : Found.OTHER;
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                return Found.NOTHING;
            }
            if (e.statusCode() == 403) {
                return Found.FORBIDDEN;
            }
            throw e;
        }
    }

    boolean exists(String bucket, String key) throws IOException {
        try {
            client.headObject(requests.head(bucket, key));
            return true;
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404 || e.statusCode() == 403) {
                return false;
            }
            throw new IOException("s3://" + bucket + "/" + key + ": " + S3Errors.describe(e), e);
        } catch (SdkException e) {
            throw new IOException("s3://" + bucket + "/" + key + ": " + S3Errors.describe(e), e);
        }
    }

    private static InputStream open(S3Object object) {
        try {
            return object.content().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
