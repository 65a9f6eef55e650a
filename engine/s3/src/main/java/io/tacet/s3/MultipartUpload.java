package io.tacet.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads one large object in parts, one after the other, with one part's worth of nothing in memory: parts are read from the
 * spool's file. A part that fails is tried three times; an upload that fails is aborted, so that the store does not keep its parts.
 *
 * <p>Thread: one delivery thread. Source: the multipart upload of the S3 API.
 */
final class MultipartUpload {
    private static final int PART_ATTEMPTS = 3;

    private final S3Client client;
    private final S3Requests requests;
    private final S3Object object;
    private final long partSize;
    private final String uploadId;

    private MultipartUpload(S3Client client, S3Requests requests, S3Object object, long partSize) {
        this.client = client;
        this.requests = requests;
        this.object = object;
        this.partSize = partSize;
        uploadId = client.createMultipartUpload(requests.create(object)).uploadId();
    }

    /** Uploads and completes; returns the store's entity tag, empty if it gave none. */
    static String run(S3Client client, S3Requests requests, S3Object object, long partSize, boolean conditional)
            throws IOException {
        MultipartUpload upload = new MultipartUpload(client, requests, object, partSize);
        boolean done = false;
        try {
            String tag = upload.complete(upload.parts(), conditional);
            done = true;
            return tag;
        } finally {
            if (!done) {
                upload.abort();
            }
        }
    }

    private List<CompletedPart> parts() throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        long size = object.digests().size();
        for (long offset = 0; offset < size; offset += partSize) {
            parts.add(part(parts.size() + 1, offset, Math.min(partSize, size - offset)));
        }
        return parts;
    }

    private CompletedPart part(int number, long offset, long length) throws IOException {
        Digests digests;
        try (InputStream in = open(offset)) {
            digests = Digests.of(in, length);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                ContentStreamProvider content = () -> openUnchecked(offset);
                RequestBody body = RequestBody.fromContentProvider(content, length, object.contentType());
                String tag = client.uploadPart(requests.part(object, uploadId, number, digests), body)
                        .eTag();
                return CompletedPart.builder()
                        .partNumber(number)
                        .eTag(tag)
                        .checksumCRC32C(requests.checksum(digests))
                        .build();
            } catch (SdkException e) {
                if (attempt == PART_ATTEMPTS || !S3Errors.unsure(e)) {
                    throw e;
                }
                pause(e, attempt);
            }
        }
    }

    private static void pause(SdkException failure, int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(200L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private String complete(List<CompletedPart> parts, boolean conditional) {
        CompletedMultipartUpload all =
                CompletedMultipartUpload.builder().parts(parts).build();
        String tag = client.completeMultipartUpload(requests.complete(object, uploadId, all, conditional))
                .eTag();
        return tag == null ? "" : tag;
    }

    /** A failed abort leaves parts for the bucket's lifecycle rule; the first failure is the one to tell. */
    private void abort() {
        try {
            client.abortMultipartUpload(
                    b -> b.bucket(object.bucket()).key(object.key()).uploadId(uploadId));
        } catch (SdkException e) {
            return;
        }
    }

    private InputStream open(long offset) throws IOException {
        InputStream in = object.content().open();
        in.skipNBytes(offset);
        return in;
    }

    private InputStream openUnchecked(long offset) {
        try {
            return open(offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
