package io.tacet.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** As much of S3 and Lambda on loopback as an example needs. */
final class TinyCloud implements AutoCloseable {
    final Set<String> objects = new ConcurrentSkipListSet<>();
    volatile String event = "";
    private final byte[] response;
    private final HttpServer server;

    TinyCloud(String functionsResponse) throws IOException {
        response = functionsResponse.getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    event = new String(body, StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, response.length);
                    exchange.getResponseBody().write(response);
                }
                case "PUT" -> {
                    boolean taken = exchange.getRequestHeaders().containsKey("If-None-Match") && objects.contains(path);
                    objects.add(path);
                    exchange.getResponseHeaders().set("ETag", "\"1\"");
                    exchange.sendResponseHeaders(taken ? 412 : 200, -1);
                }
                case "DELETE" -> {
                    objects.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                default ->
                    exchange.sendResponseHeaders(objects.contains(path) || path.equals("/recordings") ? 200 : 404, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
