package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.capture.CaptureBytes;
import io.tacet.server.serve.ServeConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floods and clients that hold on: what they ask for is bounded, and a call that goes on meanwhile loses nothing. */
@Tag("slow")
class AbuseTest {
    private static final int CALL_PACKETS = 150;

    /** A call over three seconds while something happens: every packet of it must be in the file. */
    private static void undisturbed(ServeRun run, ThrowingRunnable meanwhile) throws Exception {
        JsonNode begun = run.start("{\"durationSeconds\":2.8}");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            try (Phone phone = new Phone(begun)) {
                phone.loud(CALL_PACKETS);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        meanwhile.run();
        call.join();
        JsonNode over = run.ended(begun.get("id").asText());
        JsonNode manifest = run.get("/v1/recordings/" + begun.get("id").asText() + "/manifest");
        assertEquals("DURATION", over.get("cause").asText());
        assertEquals(22_400, over.get("samples").asLong());
        assertEquals(140, manifest.get("counters").get("written").asLong(), manifest.toString());
        assertEquals(0, manifest.get("counters").get("overflow").asLong());
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void shouldAnswerAHundredMegabytesOfJsonWithoutReadingThem(@TempDir Path directory) throws Exception {
        try (ServeRun run = ServeRun.start(ServeRun.config(directory))) {
            undisturbed(run, () -> {
                long before = used();
                for (int i = 0; i < 5; i++) {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.api.port())) {
                        OutputStream out = socket.getOutputStream();
                        String head =
                                "POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
                        out.write(head.getBytes(StandardCharsets.US_ASCII));
                        byte[] chunk = ("10000\r\n" + "[".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                        for (int sent = 0; sent < 100 << 20; sent += 0x10000) {
                            out.write(chunk);
                        }
                        throw new AssertionError("all of it was taken");
                    } catch (IOException expected) {
                        assertTrue(used() - before < 64 << 20, "bounded in memory: " + (used() - before));
                    }
                }
            });
        }
    }

    @Test
    void shouldAnswerTenThousandRequestsAtOnceAndKeepTheLiveOnesWhole(@TempDir Path directory) throws Exception {
        ServeConfig config = ServeRun.with(directory, http -> http, rtp -> rtp, 300);
        try (ServeRun run = ServeRun.start(config)) {
            Map<Integer, Integer> answers = new TreeMap<>();
            undisturbed(run, () -> {
                HttpClient client = HttpClient.newHttpClient();
                Semaphore open = new Semaphore(256);
                List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
                HttpRequest request = HttpRequest.newBuilder(run.uri("/v1/recordings"))
                        .POST(BodyPublishers.ofString("{\"durationSeconds\":60}"))
                        .build();
                for (int i = 0; i < 10_000; i++) {
                    open.acquire();
                    all.add(client.sendAsync(request, BodyHandlers.ofString()).whenComplete((r, e) -> open.release()));
                }
                for (CompletableFuture<HttpResponse<String>> one : all) {
                    HttpResponse<String> response = one.join();
                    answers.merge(response.statusCode(), 1, Integer::sum);
                    if (response.statusCode() != 201) {
                        assertEquals(429, response.statusCode(), response.body());
                        assertTrue(response.headers().firstValue("retry-after").isPresent());
                    }
                }
            });
            int started = answers.getOrDefault(201, 0); // 300 once the call beside them is over
            assertTrue(started == 299 || started == 300, answers.toString());
            assertEquals(
                    10_000,
                    answers.values().stream().mapToInt(Integer::intValue).sum());
        }
    }

    @Test
    void shouldBearFloodsOnAPortInUseOnOneThatIsClosedAndOnTheCallsOwn(@TempDir Path directory) throws Exception {
        try (ServeRun run = ServeRun.start(ServeRun.config(directory))) {
            JsonNode victim = run.start("{\"media\":{\"source\":\"127.0.0.1:9\"}}");
            JsonNode closed = run.start("{}");
            run.send("DELETE", "/v1/recordings/" + closed.get("id").asText(), null);
            run.ended(closed.get("id").asText());
            AtomicBoolean over = new AtomicBoolean();
            Thread flood = new Thread(() -> flood(over, victim, closed), "flood");
            flood.start();
            undisturbed(run, () -> Thread.sleep(3000));
            over.set(true);
            flood.join();
            assertTrue(
                    run.daemon.rtp().counters().held() > 1000,
                    run.daemon.rtp().counters().toString());
            JsonNode counters =
                    run.get("/v1/recordings/" + victim.get("id").asText()).get("counters");
            assertEquals(0, counters.get("written").asLong());
            assertTrue(counters.get("received").asLong() < 2000, counters.toString());
        }
    }

    private static void flood(AtomicBoolean over, JsonNode... recordings) {
        byte[] packet = CaptureBytes.rtp(0, 1, 0, 9, new byte[160]);
        try (Phone flood = new Phone(1)) {
            while (!over.get()) {
                for (JsonNode recording : recordings) {
                    try {
                        flood.sendTo(recording.get("rtp").get("port").asInt(), packet);
                    } catch (IOException refused) {
                        continue; // nobody listens there
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldServeOthersWhileManyClientsHoldOn(@TempDir Path directory) throws Exception {
        ServeConfig config = ServeRun.with(directory, http -> idle(http, Duration.ofSeconds(2)), rtp -> rtp, 100);
        try (ServeRun run = ServeRun.start(config)) {
            List<Socket> held = new ArrayList<>();
            String[] beginnings = {
                "",
                "GET / HTTP/1.1\r\nHost: lo",
                "POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
                "GET /v1/recordings HTTP/1.1\r\nHost: localhost\r\n\r\n"
            };
            undisturbed(run, () -> {
                for (int i = 0; i < 800; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.api.port());
                    socket.getOutputStream().write(beginnings[i % 4].getBytes(StandardCharsets.US_ASCII));
                    held.add(socket);
                }
                long begun = System.nanoTime();
                for (int i = 0; i < 50; i++) {
                    run.get("/v1/recordings");
                }
                long millis = (System.nanoTime() - begun) / 1_000_000;
                assertTrue(millis < 5000, "50 requests beside 800 that hold on took " + millis + " ms");
            });
            ServeRun.await(() -> run.api.connections() < 50); // those that say nothing are let go
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static ServeConfig.Http idle(ServeConfig.Http usual, Duration idle) {
        return new ServeConfig.Http(
                usual.host(),
                0,
                null,
                usual.maxBodyBytes(),
                usual.requestsPerSecond(),
                usual.burst(),
                usual.maxConnections(),
                usual.maxEventStreams(),
                idle);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
