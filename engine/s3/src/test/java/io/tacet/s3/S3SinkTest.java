package io.tacet.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.sink.ManifestJson;
import io.tacet.spi.Delivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Deliveries to a real S3 server that behaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class S3SinkTest {
    private S3Server server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = new S3Server(directory);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Map<String, String> labels(String key) {
        return Map.of("bucket", S3Server.BUCKET, "key", key, "call-id", "call/ä1");
    }

    private Delivery deliver(S3ConfigBuilder config, TestRecording recording) throws Exception {
        try (S3Sink sink = new S3Sink(config.build())) {
            Delivery delivery = sink.deliver(recording);
            // S3Proxy sometimes closes the connection on a request that it refuses, and its answer is lost.
            for (int i = 0; i < 20 && delivery.toString().contains("Broken pipe"); i++) {
                delivery = sink.deliver(recording);
            }
            return delivery;
        }
    }

    private S3ConfigBuilder config() {
        return S3Server.config(server.endpoint());
    }

    @Test
    void shouldPutTheRecordingWhereItsLabelsSay() throws Exception {
        TestRecording recording = TestRecording.of("r-1", 100_044, labels("mail/call-1-0.wav"));
        assertEquals(new Delivery.Confirmed("s3://recordings/mail/call-1-0.wav"), deliver(config(), recording));
        assertArrayEquals(recording.bytes(), server.get("mail/call-1-0.wav"));
        HeadObjectResponse head =
                server.client.headObject(b -> b.bucket(S3Server.BUCKET).key("mail/call-1-0.wav"));
        assertEquals("audio/wav", head.contentType());
        assertEquals("r-1", head.metadata().get("recording-id"));
        assertEquals("call/_1", head.metadata().get("call-id"));
        assertEquals("SILENCE", head.metadata().get("cause"));
        assertEquals("10.000", head.metadata().get("duration"));
        assertEquals("8000", head.metadata().get("sample-rate"));
        assertEquals(64, head.metadata().getOrDefault("sha256", "").length());
    }

    @Test
    void shouldPutUnderEverySafeCharacter() throws Exception {
        String key = "09azAZ!-_.*'()/x..y/.z/call-0.wav";
        TestRecording recording = TestRecording.of("safe", 1000, labels(key));
        for (int i = 0; i < 2; i++) {
            assertEquals(new Delivery.Confirmed("s3://recordings/" + key), deliver(config(), recording));
        }
        assertArrayEquals(recording.bytes(), server.get(key));
        assertTrue(server.keys().contains(key), server.keys().toString());
    }

    @Test
    void shouldUseBucketPrefixAndIdWithoutLabels() throws Exception {
        TestRecording recording = TestRecording.of("plain", 10, Map.of());
        assertEquals(
                new Delivery.Confirmed("s3://recordings/inbox/plain.wav"),
                deliver(config().prefix("inbox/"), recording));
        Delivery none = deliver(config().bucket(null), recording);
        assertTrue(assertInstanceOf(Delivery.Refused.class, none).reason().startsWith("no bucket"));
    }

    @ParameterizedTest
    @CsvSource({"CRC32C,true", "CRC32C,false", "WHEN_REQUIRED,true", "WHEN_REQUIRED,false"})
    void shouldPutSmallAndLargeWithEveryChecksumAndEncoding(S3Checksums checksums, boolean chunked) throws Exception {
        String name = "sums/" + checksums + chunked;
        S3ConfigBuilder config = config().checksums(checksums)
                .chunkedEncoding(chunked)
                .multipartThreshold(5 << 20)
                .partSize(5 << 20);
        for (int size : new int[] {0, 1, 1_000_000, 5 << 20, 11_000_001}) {
            TestRecording recording = TestRecording.of("s" + size, size, labels(name + size + ".wav"));
            assertInstanceOf(Delivery.Confirmed.class, deliver(config, recording), name + size);
            assertArrayEquals(recording.bytes(), server.get(name + size + ".wav"), name + size);
        }
    }

    @Test
    void shouldConfirmARepeatAndLeaveOneObject() throws Exception {
        for (int size : new int[] {1000, 6 << 20}) {
            String key = "again/" + size + ".wav";
            TestRecording recording = TestRecording.of("again" + size, size, labels(key));
            S3ConfigBuilder config = config().multipartThreshold(5 << 20).partSize(5 << 20);
            for (int i = 0; i < 3; i++) {
                assertEquals(new Delivery.Confirmed("s3://recordings/" + key), deliver(config, recording));
            }
            assertArrayEquals(recording.bytes(), server.get(key));
        }
        assertEquals(
                2, server.keys().stream().filter(k -> k.startsWith("again/")).count());
        assertEquals(
                List.of(),
                server.client
                        .listMultipartUploads(b -> b.bucket(S3Server.BUCKET))
                        .uploads());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNeverOverwriteAnotherObject(boolean conditional) throws Exception {
        String key = "taken/" + conditional + ".wav";
        server.client.putObject(b -> b.bucket(S3Server.BUCKET).key(key), RequestBody.fromString("somebody else's"));
        for (int size : new int[] {1000, 6 << 20}) {
            Delivery delivery = deliver(
                    config().conditionalWrites(conditional).multipartThreshold(5 << 20),
                    TestRecording.of("other" + size, size, labels(key)));
            assertEquals(
                    new Delivery.Refused("s3://recordings/" + key + ": another object is already there"), delivery);
        }
        assertEquals("somebody else's", new String(server.get(key), StandardCharsets.UTF_8));
    }

    @Test
    void shouldPutTheManifestBesideTheRecording() throws Exception {
        S3ConfigBuilder config = config().manifest(true);
        TestRecording recording = TestRecording.of("with", 1000, labels("both/with-0.wav"));
        assertInstanceOf(Delivery.Confirmed.class, deliver(config, recording));
        assertInstanceOf(Delivery.Confirmed.class, deliver(config, recording));
        assertEquals(
                ManifestJson.of(recording.manifest(), "s3://recordings/both/with-0.wav") + "\n",
                new String(server.get("both/with-0.json"), StandardCharsets.UTF_8));
        assertEquals(
                "application/json",
                server.client
                        .headObject(b -> b.bucket(S3Server.BUCKET).key("both/with-0.json"))
                        .contentType());
    }

    @Test
    void shouldWarnWhenTheManifestsPlaceIsTaken() throws Exception {
        server.client.putObject(b -> b.bucket(S3Server.BUCKET).key("man/taken-0.json"), RequestBody.fromString("{}"));
        List<String> warnings = new CopyOnWriteArrayList<>();
        S3ConfigBuilder config = config().manifest(true).warnings(warnings::add);
        assertInstanceOf(
                Delivery.Confirmed.class, deliver(config, TestRecording.of("t", 10, labels("man/taken-0.wav"))));
        assertEquals(1, warnings.size());
    }

    @Test
    void shouldRefuseAtOnceWhatStays() throws Exception {
        TestRecording recording = TestRecording.of("no", 100_000, labels("no/no-0.wav"));
        List<Delivery> deliveries = new ArrayList<>();
        deliveries.add(deliver(config().credentials(S3Server.credentials("local-identity", "wrong")), recording));
        deliveries.add(deliver(config().credentials(S3Server.credentials("nobody", "wrong")), recording));
        deliveries.add(deliver(config(), TestRecording.of("no", 10, Map.of("bucket", "missing-bucket", "key", "k"))));
        deliveries.add(deliver(config(), TestRecording.of("no", 10, Map.of("bucket", "not a bucket", "key", "k"))));
        deliveries.add(deliver(config(), TestRecording.of("no", 10, Map.of("bucket", "../etc", "key", "k"))));
        deliveries.add(deliver(config(), TestRecording.of("no", 10, labels("a/../../b.wav"))));
        for (Delivery delivery : deliveries) {
            String reason = assertInstanceOf(Delivery.Refused.class, delivery, deliveries.toString())
                    .reason();
            assertTrue(!reason.contains("\n") && reason.length() < 500, reason);
        }
        assertTrue(deliveries.get(0).toString().contains("403"), deliveries.toString());
        assertTrue(deliveries.get(2).toString().contains("404"), deliveries.toString());
        assertEquals(
                List.of(),
                server.keys().stream().filter(k -> k.startsWith("no/")).toList());
    }

    @Test
    void shouldTryAgainWhenNobodyListens() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:1");
        Delivery delivery = deliver(S3Server.config(nowhere), TestRecording.of("r", 10, labels("k")));
        assertInstanceOf(Delivery.Retry.class, delivery);
    }

    @Test
    void shouldProbeWhatWorks() {
        try (S3Sink sink = new S3Sink(config().build())) {
            S3ProbeReport report = sink.probe(null, "mail");
            assertTrue(report.usable(), report.toString());
            assertEquals(
                    List.of("bucket", "put", "conditional write", "read metadata", "clean up"),
                    report.checks().stream().map(S3ProbeReport.Check::what).toList());
            assertTrue(
                    report.checks().stream().allMatch(c -> c.status() == S3ProbeReport.Status.OK), report.toString());
        }
        assertTrue(server.keys().stream().noneMatch(k -> k.contains("probe")));
    }

    @Test
    void shouldSayWhetherAnObjectIsThere() throws Exception {
        server.client.putObject(b -> b.bucket(S3Server.BUCKET).key("there"), RequestBody.fromString("x"));
        try (S3Sink sink = new S3Sink(config().build())) {
            assertTrue(sink.exists(S3Server.BUCKET, "there"));
            assertTrue(!sink.exists(S3Server.BUCKET, "not there"));
        }
    }

    @Test
    void shouldProbeWhatDoesNot() {
        try (S3Sink sink = new S3Sink(config().build())) {
            assertTrue(!sink.probe("missing-bucket", "").usable());
            assertTrue(!sink.probe("x", "").usable());
        }
        try (S3Sink sink = new S3Sink(config().credentials(S3Server.credentials("local-identity", "wrong"))
                .build())) {
            S3ProbeReport report = sink.probe(null, null);
            assertTrue(!report.usable());
            assertTrue(report.toString().contains("s3:PutObjectAcl"), report.toString());
        }
        try (S3Sink sink = new S3Sink(config().bucket(null).build())) {
            assertThrows(IllegalArgumentException.class, () -> sink.probe(null, null));
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAConfiguration() {
        assertThrows(
                IllegalArgumentException.class,
                () -> S3Config.builder().partSize(1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> S3Config.builder().endpoint(URI.create("localhost")).build());
        assertEquals("s3(" + server.endpoint() + " recordings)", new S3Sink(config().build()).toString());
    }
}
