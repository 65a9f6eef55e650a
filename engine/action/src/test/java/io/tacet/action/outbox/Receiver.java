package io.tacet.action.outbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook receiver on loopback that behaves as a test says. */
final class Receiver implements AutoCloseable {
    /** One request as it came. */
    record Request(String id, String event, String signature, String contentType, byte[] body) {}

    /** What the receiver does with its n-th request, from 0. */
    interface Behaviour {
        void answer(HttpExchange exchange, int n) throws Exception;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Receiver(Behaviour behaviour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/hook", exchange -> {
            Request request = request(exchange);
            int n;
            synchronized (requests) {
                n = requests.size();
                requests.add(request);
            }
            try {
                behaviour.answer(exchange, n);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    static void ok(HttpExchange exchange, String body) throws IOException {
        exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.length());
        exchange.getResponseBody().write(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static Request request(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        return new Request(
                String.valueOf(headers.getFirst("Idempotency-Key")),
                String.valueOf(headers.getFirst("Tacet-Event")),
                String.valueOf(headers.getFirst("Tacet-Signature")),
                String.valueOf(headers.getFirst("Content-Type")),
                exchange.getRequestBody().readAllBytes());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
