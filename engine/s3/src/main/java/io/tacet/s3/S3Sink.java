package io.tacet.s3;

import io.tacet.RecordingManifest;
import io.tacet.action.ActionLabels;
import io.tacet.action.ObjectKeys;
import io.tacet.sink.ManifestJson;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Delivers recordings to S3 or a store that speaks like it, the manifest beside each.
 *
 * <p>Thread: the engine's delivery threads, many at once. The object's place comes from the recording's labels (see
 * {@link ActionLabels}), else from the configuration and the recording's id; never from attempt or time. Retries and their waits
 * are the engine's.
 */
public final class S3Sink implements RecordingSink {
    private final S3Config config;
    private final S3Client client;
    private final S3Store store;

    /**
     * Makes a client; nothing is sent before the first delivery or {@link #probe}.
     *
     * @param config which store, and how
     */
    public S3Sink(S3Config config) {
        this.config = config;
        client = S3Clients.s3(config);
        store = new S3Store(client, config);
    }

    @Override
    public Delivery deliver(SealedRecording recording) throws IOException {
        RecordingManifest manifest = recording.manifest();
        String bucket = manifest.labels().getOrDefault(ActionLabels.BUCKET, config.bucket());
        if (bucket == null) {
            return new Delivery.Refused("no bucket: neither the recording's label '" + ActionLabels.BUCKET
                    + "' nor the sink's configuration names one");
        }
        String wrong = S3BucketName.problem(bucket);
        if (wrong != null) {
            return new Delivery.Refused(wrong);
        }
        String key = manifest.labels().getOrDefault(ActionLabels.KEY, defaultKey(manifest));
        if (Arrays.asList(key.split("/", -1)).contains("..")
                || Arrays.asList(key.split("/", -1)).contains(".")) {
            return new Delivery.Refused(
                    "key is '" + key + "'; allowed are keys without the names . and .., which a URL takes for folders");
        }
        Delivery delivery = store.store(audio(bucket, key, recording));
        return delivery instanceof Delivery.Confirmed confirmed
                ? withManifest(bucket, key, manifest, confirmed)
                : delivery;
    }

    /**
     * Asks the store, before the first caller speaks, whether everything that a delivery needs is allowed.
     *
     * @param bucket null takes the configuration's
     * @param prefix null takes the configuration's
     * @return each thing that was tried, and how it went
     */
    public S3ProbeReport probe(@Nullable String bucket, @Nullable String prefix) {
        String where = bucket == null ? config.bucket() : bucket;
        if (where == null) {
            throw new IllegalArgumentException("bucket is missing; name one to probe");
        }
        return new S3Probe(client, config, store).run(where, prefix == null ? config.prefix() : prefix);
    }

    /**
     * Whether an object is there.
     *
     * @param bucket where to look
     * @param key of the object
     * @return false also where the policy does not let us look
     * @throws IOException if the store does not answer
     */
    public boolean exists(String bucket, String key) throws IOException {
        return store.exists(bucket, key);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        String bucket = config.bucket() == null ? "" : config.bucket();
        return config.endpoint() == null ? "s3(" + bucket + ")" : "s3(" + config.endpoint() + " " + bucket + ")";
    }

    private Delivery withManifest(String bucket, String key, RecordingManifest manifest, Delivery.Confirmed confirmed)
            throws IOException {
        if (!config.manifest()) {
            return confirmed;
        }
        String location = confirmed.location();
        byte[] json = (ManifestJson.of(manifest, location) + "\n").getBytes(StandardCharsets.UTF_8);
        Digests digests = Digests.of(new ByteArrayInputStream(json), json.length);
        Map<String, String> metadata = metadata(manifest, digests);
        Delivery second = store.store(new S3Object(
                bucket,
                ObjectKeys.manifestKey(key),
                "application/json",
                metadata,
                digests,
                () -> new ByteArrayInputStream(json)));
        if (second instanceof Delivery.Refused refused) {
            // The recording itself is delivered: a manifest that may not lie beside it must not fail the caller's
            // action.
            config.warnings().accept("manifest not stored: " + refused.reason());
            return confirmed;
        }
        return second instanceof Delivery.Retry ? second : confirmed;
    }

    private static S3Object audio(String bucket, String key, SealedRecording recording) throws IOException {
        Digests digests;
        try (InputStream in = recording.open()) {
            digests = Digests.of(in, Long.MAX_VALUE);
        }
        if (digests.size() != recording.size()) {
            throw new IOException("recording " + recording.manifest().recordingId() + " has " + digests.size()
                    + " bytes where " + recording.size() + " were sealed");
        }
        Map<String, String> metadata = metadata(recording.manifest(), digests);
        return new S3Object(bucket, key, "audio/wav", metadata, digests, recording::open);
    }

    private static Map<String, String> metadata(RecordingManifest manifest, Digests digests) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("recording-id", manifest.recordingId());
        String callId = manifest.labels().get(ActionLabels.CALL_ID);
        if (callId != null) {
            metadata.put("call-id", headerText(callId));
        }
        metadata.put("cause", manifest.cause().name());
        metadata.put("duration", String.format(Locale.ROOT, "%.3f", manifest.durationSeconds()));
        metadata.put("sample-rate", String.valueOf(manifest.sampleRate()));
        metadata.put(S3Object.SHA256, digests.sha256());
        return metadata;
    }

    /** Metadata travels in headers, 2 KB in all: printable ASCII, and not all of a long one. */
    private static String headerText(String text) {
        String plain = text.replaceAll("[^\\x21-\\x7E]", "_");
        return plain.length() <= 256 ? plain : plain.substring(0, 256);
    }

    private String defaultKey(RecordingManifest manifest) {
        String folder = config.prefix();
        String slash = folder.isEmpty() || folder.endsWith("/") ? "" : "/";
        return folder + slash + manifest.recordingId() + ".wav";
    }
}
