package io.tacet.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3Proxy on loopback: real signatures, files in a directory, one bucket. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "recordings";
    static final AwsCredentialsProvider CREDENTIALS = credentials("local-identity", "local-credential");

    private final S3Proxy proxy;
    final S3Client client;

    S3Server(Path directory) throws Exception {
        proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "local-identity", "local-credential")
                .maximumTimeSkew(900)
                .build();
        proxy.start();
        client = S3Clients.s3(config(endpoint()).build());
        client.createBucket(b -> b.bucket(BUCKET));
    }

    static AwsCredentialsProvider credentials(String identity, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(identity, secret));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    int port() {
        return proxy.getPort();
    }

    static S3ConfigBuilder config(URI endpoint) {
        return S3Config.builder()
                .bucket(BUCKET)
                .endpoint(endpoint)
                .credentials(CREDENTIALS)
                // S3Proxy knows no other canned ACLs than private and public-read.
                .acl("private")
                .manifest(false)
                .warnings(line -> {});
    }

    byte[] get(String key) {
        return client.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asByteArray();
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        client.listObjectsV2Paginator(b -> b.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .forEach(keys::add);
        return keys;
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the test's S3 server does not stop", e);
        }
    }
}
