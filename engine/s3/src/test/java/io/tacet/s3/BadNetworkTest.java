package io.tacet.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.s3.BadNetwork.Fault;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries over a network that resets, loses answers, crawls and lies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class BadNetworkTest {
    private static final Fault.None NONE = new Fault.None();

    private S3Server server;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = new S3Server(directory);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private BadNetwork network(Function<String, Fault> dice) throws Exception {
        return new BadNetwork(server.port(), dice);
    }

    /** Faults in this order, then none. */
    private static Function<String, Fault> first(Fault... faults) {
        AtomicInteger next = new AtomicInteger();
        return head -> {
            int n = next.getAndIncrement();
            return n < faults.length ? faults[n] : NONE;
        };
    }

    private static Map<String, String> labels(String key) {
        return Map.of("bucket", S3Server.BUCKET, "key", key);
    }

    private static S3ConfigBuilder config(BadNetwork network) {
        return S3Server.config(network.endpoint());
    }

    private static Fault.Answer error(String status, String code) {
        return new Fault.Answer(
                status, "", "<Error><Code>" + code + "</Code><Message>told by a test</Message></Error>");
    }

    /** As the engine does, without its waits. */
    private static Delivery deliverUntilDecided(RecordingSink sink, TestRecording recording, int most) {
        Delivery delivery = new Delivery.Retry("not tried", null);
        for (int i = 0; i < most && delivery instanceof Delivery.Retry; i++) {
            try {
                delivery = sink.deliver(recording);
            } catch (Exception e) {
                delivery = new Delivery.Retry(e.toString(), null);
            }
        }
        return delivery;
    }

    @Test
    void shouldEndWithEachObjectOnceWhenAThirdOfAllUploadsIsReset() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Supplier<Fault> dice = () -> {
            synchronized (random) {
                double x = random.nextDouble();
                return x < 0.30 ? new Fault.Reset(random.nextInt(40_000)) : x < 0.35 ? new Fault.LostReply() : NONE;
            }
        };
        List<TestRecording> recordings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int size = 44 + random.nextInt(60_000);
            recordings.add(TestRecording.of("bad-" + i, size, labels("bad/call-" + i + "-0.wav")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (BadNetwork network = network(head -> dice.get());
                S3Sink sink = new S3Sink(config(network).build())) {
            List<Future<Delivery>> deliveries = new ArrayList<>();
            for (TestRecording recording : recordings) {
                deliveries.add(threads.submit(() -> deliverUntilDecided(sink, recording, 100)));
            }
            for (Future<Delivery> delivery : deliveries) {
                assertInstanceOf(Delivery.Confirmed.class, delivery.get(), "seed " + seed);
            }
            assertTrue(
                    network.count(Fault.Reset.class) > 40 && network.count(Fault.LostReply.class) > 3, "seed " + seed);
        } finally {
            threads.shutdownNow();
        }
        Set<String> expected = new HashSet<>();
        for (TestRecording recording : recordings) {
            String key = recording.manifest().labels().getOrDefault("key", "");
            expected.add(key);
            assertEquals(sha256(recording.bytes()), sha256(server.get(key)), key + ", seed " + seed);
        }
        List<String> there =
                server.keys().stream().filter(k -> k.startsWith("bad/")).toList();
        assertEquals(200, there.size(), "seed " + seed);
        assertEquals(expected, new HashSet<>(there), "seed " + seed);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return Digests.of(new ByteArrayInputStream(bytes), Long.MAX_VALUE).sha256();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKnowItsOwnObjectAfterALostReply(boolean conditional) throws Exception {
        String key = "lost/" + conditional + ".wav";
        TestRecording recording = TestRecording.of("lost" + conditional, 5000, labels(key));
        Function<String, Fault> loseThePut = head -> head.startsWith("PUT") ? new Fault.LostReply() : NONE;
        try (BadNetwork network = network(loseThePut)) {
            S3ConfigBuilder config = config(network).conditionalWrites(conditional);
            try (S3Sink sink = new S3Sink(config.build())) {
                assertInstanceOf(Delivery.Retry.class, sink.deliver(recording));
                assertEquals(new Delivery.Confirmed("s3://recordings/" + key), sink.deliver(recording));
            }
            assertEquals(1, network.count(Fault.LostReply.class), "the second attempt must look, not write");
        }
        try (BadNetwork network = network(head -> NONE);
                S3Sink afterARestart = new S3Sink(
                        config(network).conditionalWrites(conditional).build())) {
            assertEquals(new Delivery.Confirmed("s3://recordings/" + key), afterARestart.deliver(recording));
        }
        assertArrayEquals(recording.bytes(), server.get(key));
    }

    @Test
    void shouldTakeTheObjectForItsOwnAfterALostReplyWhereItMayNotLook() throws Exception {
        TestRecording recording = TestRecording.of("blind", 5000, labels("blind/0.wav"));
        AtomicInteger puts = new AtomicInteger();
        Function<String, Fault> putOnly = head -> head.startsWith("HEAD")
                ? new Fault.Answer("403 Forbidden", "", "")
                : puts.getAndIncrement() == 0 ? new Fault.LostReply() : NONE;
        try (BadNetwork network = network(putOnly)) {
            try (S3Sink sink = new S3Sink(config(network).build())) {
                assertInstanceOf(Delivery.Retry.class, sink.deliver(recording));
                assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
            }
            try (S3Sink stranger = new S3Sink(config(network).build())) {
                Delivery delivery = stranger.deliver(TestRecording.of("other", 10, labels("blind/0.wav")));
                assertTrue(assertInstanceOf(Delivery.Refused.class, delivery)
                        .reason()
                        .contains("s3:GetObject"));
            }
        }
        assertArrayEquals(recording.bytes(), server.get("blind/0.wav"));
    }

    @Test
    void shouldLookBeforeItWritesWhereConditionalWritesAreUnknown() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        Function<String, Fault> old = head -> {
            heads.add(head.substring(0, head.indexOf(' ')));
            return head.contains("if-none-match") || head.contains("If-None-Match")
                    ? error("501 Not Implemented", "NotImplemented")
                    : NONE;
        };
        try (BadNetwork network = network(old);
                S3Sink sink = new S3Sink(config(network).build())) {
            TestRecording recording = TestRecording.of("old", 5000, labels("old/0.wav"));
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
            assertInstanceOf(Delivery.Refused.class, sink.deliver(TestRecording.of("other", 10, labels("old/0.wav"))));
        }
        assertEquals(List.of("PUT", "HEAD", "PUT", "HEAD", "HEAD"), heads);
    }

    @Test
    void shouldNoticeInTheProbeThatConditionalWritesAreIgnored() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        Function<String, Fault> ignoring = head -> {
            heads.add(head.substring(0, head.indexOf(' ')));
            return head.toLowerCase(java.util.Locale.ROOT).contains("if-none-match")
                    ? new Fault.Answer("200 OK", "ETag: \"x\"\r\n", "")
                    : NONE;
        };
        try (BadNetwork network = network(ignoring);
                S3Sink sink = new S3Sink(config(network).build())) {
            S3ProbeReport report = sink.probe(null, "ignoring");
            assertTrue(report.usable(), report.toString());
            assertTrue(report.toString().contains("If-None-Match is ignored"), report.toString());
            heads.clear();
            sink.deliver(TestRecording.of("i", 10, labels("ignoring/0.wav")));
        }
        assertEquals(List.of("HEAD", "PUT"), heads);
    }

    @ParameterizedTest
    @CsvSource({
        "503 Service Unavailable, SlowDown",
        "500 Internal Server Error, InternalError",
        "429 Too Many Requests, TooManyRequests",
        "409 Conflict, ConditionalRequestConflict",
        "400 Bad Request, RequestTimeout",
        "400 Bad Request, BadDigest",
        "400 Bad Request, ExpiredToken",
    })
    void shouldTryAgainAfterErrorsThatPass(String status, String code) throws Exception {
        String key = "pass/" + code + ".wav";
        TestRecording recording = TestRecording.of(code, 5000, labels(key));
        try (BadNetwork network = network(first(error(status, code)));
                S3Sink sink = new S3Sink(config(network).build())) {
            Delivery delivery = sink.deliver(recording);
            assertTrue(assertInstanceOf(Delivery.Retry.class, delivery).reason().contains(code), delivery.toString());
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, AccessDenied",
        "404 Not Found, NoSuchBucket",
        "400 Bad Request, InvalidBucketName",
        "400 Bad Request, AuthorizationHeaderMalformed",
        "301 Moved Permanently, PermanentRedirect",
        "405 Method Not Allowed, MethodNotAllowed",
    })
    void shouldRefuseAtOnceAfterErrorsThatStay(String status, String code) throws Exception {
        try (BadNetwork network = network(head -> error(status, code));
                S3Sink sink = new S3Sink(config(network).build())) {
            for (int size : new int[] {10, 3_000_000}) {
                Delivery delivery = sink.deliver(TestRecording.of(code, size, labels("stay/0.wav")));
                assertTrue(
                        assertInstanceOf(Delivery.Refused.class, delivery, delivery.toString())
                                .reason()
                                .contains(code),
                        delivery.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(S3Checksums.class)
    void shouldSendAgainWhatArrivedCorrupted(S3Checksums checksums) throws Exception {
        String key = "corrupt/" + checksums + ".wav";
        TestRecording recording = TestRecording.of("corrupt", 5000, labels(key));
        try (BadNetwork network = network(first(new Fault.Corrupt()));
                S3Sink sink = new S3Sink(config(network)
                        .checksums(checksums)
                        .chunkedEncoding(false)
                        .build())) {
            assertInstanceOf(Delivery.Retry.class, sink.deliver(recording));
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
        }
        assertArrayEquals(recording.bytes(), server.get(key));
    }

    @Test
    void shouldNotBelieveASuccessThatCarriesAnError() throws Exception {
        TestRecording recording = TestRecording.of("liar", 5000, labels("liar/0.wav"));
        try (BadNetwork network = network(first(error("200 OK", "InternalError")));
                S3Sink sink = new S3Sink(config(network).build())) {
            assertInstanceOf(Delivery.Retry.class, sink.deliver(recording));
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
        }
        assertArrayEquals(recording.bytes(), server.get("liar/0.wav"));
    }

    @Test
    void shouldNotBelieveACompletedUploadThatCarriesAnError() throws Exception {
        TestRecording recording = TestRecording.of("liar2", 6 << 20, labels("liar/1.wav"));
        AtomicInteger completions = new AtomicInteger();
        Function<String, Fault> liar =
                head -> head.startsWith("POST") && head.contains("uploadId") && completions.getAndIncrement() == 0
                        ? error("200 OK", "InternalError")
                        : NONE;
        try (BadNetwork network = network(liar);
                S3Sink sink = new S3Sink(config(network)
                        .multipartThreshold(5 << 20)
                        .partSize(5 << 20)
                        .build())) {
            assertInstanceOf(Delivery.Retry.class, sink.deliver(recording));
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
        }
        assertArrayEquals(recording.bytes(), server.get("liar/1.wav"));
        assertEquals(
                List.of(),
                server.client
                        .listMultipartUploads(b -> b.bucket(S3Server.BUCKET))
                        .uploads());
    }

    @Test
    void shouldUploadPartsThatFailOnceAgain() throws Exception {
        TestRecording recording = TestRecording.of("parts", 16 << 20, labels("parts/0.wav"));
        AtomicInteger parts = new AtomicInteger();
        Function<String, Fault> everySecond = head ->
                head.contains("partNumber") && parts.getAndIncrement() % 2 == 0 ? new Fault.Reset(1_000_000) : NONE;
        try (BadNetwork network = network(everySecond);
                S3Sink sink = new S3Sink(config(network)
                        .multipartThreshold(5 << 20)
                        .partSize(5 << 20)
                        .build())) {
            assertInstanceOf(Delivery.Confirmed.class, sink.deliver(recording));
            assertEquals(4, network.count(Fault.Reset.class));
        }
        assertArrayEquals(recording.bytes(), server.get("parts/0.wav"));
    }

    @Test
    void shouldCorrectTheClockByTheStoresAnswer() throws Exception {
        Pattern signed = Pattern.compile("(?i)x-amz-date: (\\d{8}T\\d{6}Z)");
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
        ZonedDateTime storesClock = ZonedDateTime.now(ZoneOffset.UTC).plusHours(2);
        List<ZonedDateTime> dates = new CopyOnWriteArrayList<>();
        Function<String, Fault> ahead = head -> {
            Matcher matcher = signed.matcher(head);
            assertTrue(matcher.find());
            dates.add(ZonedDateTime.parse(matcher.group(1), format));
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(storesClock);
            return dates.size() == 1
                    ? new Fault.Answer(
                            "403 Forbidden",
                            "Date: " + date + "\r\n",
                            "<Error><Code>RequestTimeTooSkewed</Code><Message>no</Message></Error>")
                    : new Fault.Answer("200 OK", "ETag: \"x\"\r\n", "");
        };
        try (BadNetwork network = network(ahead);
                S3Sink sink = new S3Sink(config(network).build())) {
            assertInstanceOf(
                    Delivery.Confirmed.class, sink.deliver(TestRecording.of("skew", 10, labels("skew/0.wav"))));
        }
        assertEquals(2, dates.size());
        assertTrue(Duration.between(dates.get(1), storesClock).abs().toMinutes() < 5, dates.toString());
    }

    @Test
    void shouldGiveUpOnAStoreThatCrawlsAndThenDeliver() throws Exception {
        TestRecording recording = TestRecording.of("slow", 400_000, labels("slow/0.wav"));
        try (BadNetwork network = network(first(new Fault.Slow(1000)));
                S3Sink sink = new S3Sink(
                        config(network).attemptTimeout(Duration.ofSeconds(2)).build())) {
            long before = System.nanoTime();
            assertInstanceOf(Delivery.Retry.class, sink.deliver(recording));
            assertTrue(System.nanoTime() - before < 10_000_000_000L);
            assertTrue(!Thread.currentThread().isInterrupted());
            assertInstanceOf(Delivery.Confirmed.class, deliverUntilDecided(sink, recording, 5));
        }
        assertArrayEquals(recording.bytes(), server.get("slow/0.wav"));
    }

    @Test
    void shouldSendWhatAnAwsBucketIsToldAndSignIt() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        Function<String, Fault> accepting = head -> {
            heads.add(head.toLowerCase(java.util.Locale.ROOT));
            return new Fault.Answer("200 OK", "ETag: \"x\"\r\n", "");
        };
        try (BadNetwork network = network(accepting);
                S3Sink sink = new S3Sink(S3Server.config(network.endpoint())
                        .acl("bucket-owner-full-control")
                        .encryption("aws:kms")
                        .kmsKeyId("key-1")
                        .expectedBucketOwner("111122223333")
                        .build())) {
            sink.deliver(TestRecording.of("h", 1000, labels("h/0.wav")));
        }
        String head = heads.get(0);
        for (String line : List.of(
                "x-amz-acl: bucket-owner-full-control",
                "x-amz-server-side-encryption: aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id: key-1",
                "x-amz-expected-bucket-owner: 111122223333",
                "x-amz-checksum-crc32c: ",
                "if-none-match: *",
                "content-type: audio/wav",
                "x-amz-meta-recording-id: h",
                "x-amz-meta-cause: silence")) {
            assertTrue(head.contains("\r\n" + line), line + " in " + head);
        }
        assertNotEquals(-1, head.indexOf("aws4-hmac-sha256"));
    }
}
