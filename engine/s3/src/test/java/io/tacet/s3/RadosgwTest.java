package io.tacet.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tacet.spi.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Permission;

/** Deliveries to a Ceph object gateway, as Debian packages it, started on loopback by {@code .ci/radosgw}. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RadosgwTest {
    private static final String BUCKET = "recordings";
    private static final int CEPH_DOES_NOT_START = 4;

    private final Path script =
            Path.of("..", "..", ".ci", "radosgw").toAbsolutePath().normalize();
    private @Nullable Path cluster;
    private @Nullable URI endpoint;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        for (String program : List.of("ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "ceph", "monmaptool")) {
            boolean there = List.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/").stream()
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
            assumeTrue(there, program + " is not installed: Ceph is not asked");
        }
        Path place = directory.resolve("cluster");
        String line = started(place);
        cluster = place;
        String url = line.replaceAll("(?s).*TACET_RADOSGW_ENDPOINT=(\\S+).*", "$1");
        endpoint = URI.create(url);
        try (S3Client client = S3Clients.s3(config().build())) {
            client.createBucket(b -> b.bucket(BUCKET));
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            run("stop", cluster);
        }
    }

    /** What the script says of its store; a Ceph that does not come up in three tries is no fault of the sink, and skips. */
    private String started(Path place) throws IOException, InterruptedException {
        Process process = process("start", place);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assumeTrue(
                code != CEPH_DOES_NOT_START,
                "Ceph does not start on this machine, its sink tests are skipped: " + said);
        assertEquals(0, code, said);
        return said;
    }

    private String run(String mode, Path place) throws IOException, InterruptedException {
        Process process = process(mode, place);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private Process process(String mode, Path place) throws IOException {
        return new ProcessBuilder(script.toString(), mode, place.toString())
                .redirectErrorStream(true)
                .start();
    }

    private S3ConfigBuilder config() {
        return S3Config.builder()
                .bucket(BUCKET)
                .endpoint(Objects.requireNonNull(endpoint))
                .credentials(S3Server.credentials("tacet-access", "tacet-secret"))
                .multipartThreshold(5 << 20)
                .partSize(5 << 20);
    }

    private static Map<String, String> labels(String key) {
        return Map.of("bucket", BUCKET, "key", key);
    }

    private static Delivery deliver(S3ConfigBuilder config, TestRecording recording) throws Exception {
        try (S3Sink sink = new S3Sink(config.build())) {
            return sink.deliver(recording);
        }
    }

    private byte[] get(String key) {
        try (S3Client client = S3Clients.s3(config().build())) {
            return client.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asByteArray();
        }
    }

    @ParameterizedTest
    @CsvSource({"CRC32C,true", "CRC32C,false", "WHEN_REQUIRED,true", "WHEN_REQUIRED,false"})
    void shouldPutSmallAndLargeWithEveryChecksumAndEncoding(S3Checksums checksums, boolean chunked) throws Exception {
        for (int size : new int[] {44, 1_000_000, 11_000_001}) {
            String key = "sums/" + checksums + chunked + size + ".wav";
            TestRecording recording = TestRecording.of("s" + size, size, labels(key));
            Delivery delivery = deliver(config().checksums(checksums).chunkedEncoding(chunked), recording);
            assertInstanceOf(Delivery.Confirmed.class, delivery, key + delivery);
            assertArrayEquals(recording.bytes(), get(key), key);
        }
    }

    @Test
    void shouldPutUnderEverySafeCharacter() throws Exception {
        String key = "09azAZ!-_.*'()/x..y//.z/call-0.wav";
        TestRecording recording = TestRecording.of("safe", 1000, labels(key));
        for (int i = 0; i < 2; i++) {
            assertEquals(new Delivery.Confirmed("s3://recordings/" + key), deliver(config(), recording));
        }
        assertArrayEquals(recording.bytes(), get(key));
    }

    @Test
    void shouldGiveTheBucketsOwnerFullControl() throws Exception {
        TestRecording recording = TestRecording.of("acl", 1000, labels("acl/0.wav"));
        assertInstanceOf(Delivery.Confirmed.class, deliver(config(), recording));
        try (S3Client client = S3Clients.s3(config().build())) {
            var acl = client.getObjectAcl(b -> b.bucket(BUCKET).key("acl/0.wav"));
            assertTrue(acl.grants().stream().anyMatch(g -> g.permission() == Permission.FULL_CONTROL), acl.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldConfirmARepeatAndNeverOverwriteAnother(boolean conditional) throws Exception {
        for (int size : new int[] {1000, 6 << 20}) {
            String key = "once/" + conditional + size + ".wav";
            S3ConfigBuilder config = config().conditionalWrites(conditional);
            TestRecording recording = TestRecording.of("once" + size, size, labels(key));
            for (int i = 0; i < 2; i++) {
                assertEquals(new Delivery.Confirmed("s3://recordings/" + key), deliver(config, recording), key);
            }
            Delivery other = deliver(config, TestRecording.of("other", size, labels(key)));
            assertInstanceOf(Delivery.Refused.class, other, key);
            assertArrayEquals(recording.bytes(), get(key), key);
        }
    }

    @Test
    void shouldRefuseAtOnceWhatStays() throws Exception {
        TestRecording recording = TestRecording.of("no", 100_000, labels("no/0.wav"));
        Delivery wrongSecret = deliver(config().credentials(S3Server.credentials("tacet-access", "no")), recording);
        Delivery unknown = deliver(config().credentials(S3Server.credentials("nobody", "no")), recording);
        Delivery missing =
                deliver(config(), TestRecording.of("no", 10, Map.of("bucket", "missing-bucket", "key", "k")));
        assertTrue(
                wrongSecret instanceof Delivery.Refused
                        && wrongSecret.toString().contains("403"),
                wrongSecret.toString());
        assertTrue(unknown instanceof Delivery.Refused && unknown.toString().contains("403"), unknown.toString());
        assertTrue(missing instanceof Delivery.Refused && missing.toString().contains("404"), missing.toString());
    }

    @Test
    void shouldProbeThatEverythingWorks() {
        try (S3Sink sink = new S3Sink(config().build())) {
            S3ProbeReport report = sink.probe(BUCKET, "probe");
            assertTrue(
                    report.checks().stream().allMatch(c -> c.status() == S3ProbeReport.Status.OK), report.toString());
        }
    }
}
