package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.Durability;
import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeDaemon;
import io.tacet.sink.DirectorySink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole server of this process on ports that are free, and a client of it. */
final class ServeRun implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final ServeDaemon daemon;
    final ApiServer api;
    private final HttpClient client = HttpClient.newHttpClient();
    private final @Nullable String token;

    private ServeRun(ServeConfig config) throws IOException {
        token = config.http().token();
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        ActionEventPublisher publisher = event -> {
            events.add(JSON.readTree(event.json()));
            return new ActionEventPublisher.Answer.Acknowledged("");
        };
        daemon = ServeDaemon.start(
                config,
                new DirectorySink(config.out(), ServeRun::name),
                publisher,
                (bucket, key) ->
                        config.out().resolve(bucket).resolve(key).toFile().exists(),
                output,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        api = ApiServer.start(daemon, path -> "<!DOCTYPE html><title>" + path.getFileName() + "</title>");
    }

    private static String name(io.tacet.RecordingManifest manifest) {
        String bucket = manifest.labels().get("bucket");
        return bucket == null
                ? manifest.recordingId()
                : bucket + "/" + manifest.labels().get("key");
    }

    /** Everything by default, but for free ports and a directory of the test's own. */
    static ServeConfig config(Path directory) {
        return with(directory, http -> http, rtp -> rtp, 500);
    }

    static ServeConfig with(
            Path directory, UnaryOperator<ServeConfig.Http> http, UnaryOperator<ServeConfig.Rtp> rtp, int maxLive) {
        ServeConfig usual = ServeConfig.DEFAULT;
        ServeConfig.Http api = usual.http();
        return new ServeConfig(
                http.apply(http(api, 0, null)),
                rtp.apply(ports(usual.rtp())),
                usual.audioSocket(),
                directory.resolve("out"),
                Durability.PROCESS,
                new ServeConfig.Recordings(maxLive, 1000),
                usual.sink(),
                usual.publisher(),
                new ServeConfig.Drain(Duration.ZERO, Duration.ofSeconds(10)));
    }

    /** Not those by default: others on this machine may have them, and tests run beside each other. */
    private static ServeConfig.Rtp ports(ServeConfig.Rtp usual) {
        int first = 10_000 + 100 * ThreadLocalRandom.current().nextInt(90);
        return new ServeConfig.Rtp(null, null, first, first + 1999, usual.rest(), 1);
    }

    /** Just two ports for RTP, which are free now. */
    static ServeConfig.Rtp twoPorts(Duration rest) {
        for (int i = 0; i < 100; i++) {
            int first = 20_000 + 4 * ThreadLocalRandom.current().nextInt(3000);
            if (isFree(first) && isFree(first + 2)) {
                return new ServeConfig.Rtp(null, null, first, first + 3, rest, 1);
            }
        }
        throw new IllegalStateException("no two ports are free");
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    static ServeConfig.Http http(ServeConfig.Http usual, int port, @Nullable String token) {
        return new ServeConfig.Http(
                usual.host(),
                port,
                token,
                usual.maxBodyBytes(),
                usual.requestsPerSecond(),
                usual.burst(),
                usual.maxConnections(),
                usual.maxEventStreams(),
                usual.idle());
    }

    static ServeRun start(ServeConfig config) throws IOException {
        return new ServeRun(config);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    HttpResponse<String> send(String method, String path, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    JsonNode get(String path) throws IOException {
        return expect(200, send("GET", path, null));
    }

    /** Starts a recording. */
    JsonNode start(String body) throws IOException {
        return expect(201, send("POST", "/v1/recordings", body));
    }

    static JsonNode expect(int status, HttpResponse<String> response) throws IOException {
        assertEquals(status, response.statusCode(), response.body());
        return JSON.readTree(response.body());
    }

    /** Waits for the end of a recording. */
    JsonNode ended(String id) throws IOException {
        JsonNode[] last = new JsonNode[1];
        await(() -> {
            try {
                last[0] = get("/v1/recordings/" + id);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return last[0].has("endedAt");
        });
        return last[0];
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s");
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        api.close();
    }
}
