package io.tacet.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.action.outbox.ActionEventPublisher;
import io.tacet.server.http.ApiServer;
import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeDaemon;
import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A server of {@code tacet serve} in this process: engine, media, API and page, on free ports of loopback. */
public final class ServeHarness implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServeDaemon daemon;
    private final ApiServer api;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServeHarness(ServeDaemon daemon, ApiServer api) {
        this.daemon = daemon;
        this.api = api;
    }

    /** Records into a directory. */
    public static ServeHarness start(Path directory, ServeConfig.AudioSocket audioSocket) throws IOException {
        ServeConfig usual = ServeConfig.DEFAULT;
        ServeConfig.Http http = usual.http();
        ServeConfig config = new ServeConfig(
                new ServeConfig.Http(
                        http.host(),
                        0,
                        null,
                        http.maxBodyBytes(),
                        http.requestsPerSecond(),
                        http.burst(),
                        http.maxConnections(),
                        http.maxEventStreams(),
                        http.idle()),
                usual.rtp(),
                audioSocket,
                directory,
                usual.durability(),
                usual.recordings(),
                usual.sink(),
                usual.publisher(),
                usual.drain());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        ActionEventPublisher publisher = event -> new ActionEventPublisher.Answer.Acknowledged("");
        ServeDaemon daemon = ServeDaemon.start(
                config, new DirectorySink(directory), publisher, (bucket, key) -> false, nowhere, nowhere);
        ApiServer api = ApiServer.start(daemon, file -> "<!doctype html><title>report</title>of " + file.getFileName());
        return new ServeHarness(daemon, api);
    }

    /** What runs. */
    public ServeDaemon daemon() {
        return daemon;
    }

    /** The page. */
    public String address() {
        return "http://127.0.0.1:" + api.port() + "/";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** Asks. */
    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Orders. */
    public HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Orders something wrong: the status and the message. */
    public String error(String json) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = post("/v1/recordings", json);
        JsonNode error = JSON.readTree(response.body());
        return response.statusCode() + " " + error.path("errorMessage").asText();
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        api.close();
    }
}
