package io.tacet.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * One object to be stored: where, what, and how to recognise it.
 *
 * @param bucket where
 * @param key under which name; says the object's identity with the bucket
 * @param contentType of the bytes
 * @param metadata for the store, with {@link #SHA256} among it
 * @param digests of the bytes
 * @param content opens the bytes from the first one, any number of times
 */
record S3Object(
        String bucket, String key, String contentType, Map<String, String> metadata, Digests digests, Content content) {
    /** Metadata by which a retry knows the object that it repeats. */
    static final String SHA256 = "sha256";

    /** Where it is, for people and programs. */
    String location() {
        return "s3://" + bucket + "/" + key;
    }

    /** Opens the bytes. */
    interface Content {
        InputStream open() throws IOException;
    }
}
