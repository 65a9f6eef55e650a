package io.tacet.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Builds the requests of one configuration. Thread: any. */
final class S3Requests {
    private final S3Config config;
    private final boolean crc32c;

    S3Requests(S3Config config) {
        this.config = config;
        crc32c = config.checksums() == S3Checksums.CRC32C;
    }

    PutObjectRequest put(S3Object object, boolean conditional) {
        return PutObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .contentLength(object.digests().size())
                .metadata(object.metadata())
                .acl(config.acl())
                .serverSideEncryption(config.encryption())
                .ssekmsKeyId(config.kmsKeyId())
                .expectedBucketOwner(config.expectedBucketOwner())
                .checksumCRC32C(crc32c ? object.digests().crc32c() : null)
                .ifNoneMatch(conditional ? "*" : null)
                .build();
    }

    CreateMultipartUploadRequest create(S3Object object) {
        return CreateMultipartUploadRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .contentType(object.contentType())
                .metadata(object.metadata())
                .acl(config.acl())
                .serverSideEncryption(config.encryption())
                .ssekmsKeyId(config.kmsKeyId())
                .expectedBucketOwner(config.expectedBucketOwner())
                .checksumAlgorithm(crc32c ? ChecksumAlgorithm.CRC32_C : null)
                .build();
    }

    UploadPartRequest part(S3Object object, String uploadId, int number, Digests part) {
        return UploadPartRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .uploadId(uploadId)
                .partNumber(number)
                .contentLength(part.size())
                .expectedBucketOwner(config.expectedBucketOwner())
                .checksumCRC32C(checksum(part))
                .build();
    }

    @Nullable
    String checksum(Digests part) {
        return crc32c ? part.crc32c() : null;
    }

    CompleteMultipartUploadRequest complete(
            S3Object object, String uploadId, CompletedMultipartUpload parts, boolean conditional) {
        return CompleteMultipartUploadRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .uploadId(uploadId)
                .multipartUpload(parts)
                .expectedBucketOwner(config.expectedBucketOwner())
                .ifNoneMatch(conditional ? "*" : null)
                .build();
    }

    HeadObjectRequest head(String bucket, String key) {
        return HeadObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .expectedBucketOwner(config.expectedBucketOwner())
                .build();
    }
}
