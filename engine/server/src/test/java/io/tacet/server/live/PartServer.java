package io.tacet.server.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Plays the server's part for the page: recordings that speak in turns and fall silent, ended and multiplied by order of the test
 * ({@code /part/…}). Thread: its own.
 */
final class PartServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<OutputStream> readers = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> live = new TreeMap<>();
    private volatile String token = "";
    private volatile long refuseUntilNanos = System.nanoTime();
    private long ticks;
    private long completed;
    private int made;

    PartServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, "text/html; charset=utf-8", LivePageTest.page()));
        server.createContext("/v1/events", this::events);
        server.createContext("/v1/recordings/", this::file);
        server.createContext("/part/", this::order);
        server.start();
        add(7);
        clock.scheduleAtFixedRate(this::tick, 200, 200, TimeUnit.MILLISECONDS);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private synchronized void add(int count) {
        for (int i = 0; i < count; i++) {
            live.put(String.format(Locale.ROOT, "recording-%04d", made), made++);
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        if (!isAllowed(exchange)) {
            return;
        }
        if (System.nanoTime() - refuseUntilNanos < 0) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        synchronized (this) {
            StringBuilder all = new StringBuilder("{\"recordings\":[");
            live.forEach((id, number) ->
                    all.append(all.charAt(all.length() - 1) == '[' ? "" : ",").append(whole(id, number)));
            write(
                    out,
                    "snapshot",
                    all.append("],\"totals\":").append(totals()).append('}').toString());
            readers.add(out);
        }
    }

    private boolean isAllowed(HttpExchange exchange) throws IOException {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (token.isEmpty() || ("Bearer " + token).equals(shown)) {
            return true;
        }
        exchange.sendResponseHeaders(401, -1);
        exchange.close();
        return false;
    }

    private void file(HttpExchange exchange) throws IOException {
        if (isAllowed(exchange)) {
            answer(exchange, "text/html; charset=utf-8", "<title>report</title>of " + exchange.getRequestURI());
        }
    }

    /** What the test wants: end/ID, many/N, drop/MILLIS, token/T. */
    private void order(HttpExchange exchange) throws IOException {
        String[] words = exchange.getRequestURI().getPath().split("/", -1);
        switch (words[2]) {
            case "end" -> end(words[3]);
            case "many" -> add(Integer.parseInt(words[3]));
            case "token" -> token = words[3];
            default -> refuseUntilNanos = System.nanoTime() + Long.parseLong(words[3]) * 1_000_000;
        }
        if (!"end".equals(words[2])) {
            for (OutputStream reader : readers) {
                readers.remove(reader);
                reader.close();
            }
        }
        answer(exchange, "text/plain", "done");
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private synchronized void end(String id) {
        Integer number = live.remove(id);
        if (number != null) {
            completed++;
            String base = ",\"manifest\":\"/v1/recordings/" + id + "/manifest\",\"audio\":\"/v1/recordings/" + id
                    + "/audio\",\"report\":\"/v1/recordings/" + id + "/report\"}";
            String over = whole(id, number)
                    .replace("\"state\":\"RECORDING\"", "\"state\":\"COMPLETED\"")
                    .replace("\"cause\":null}", "\"cause\":\"TERMINATOR\",\"terminator\":\"#\"" + base);
            // As a real server does: the state is told five times a second, the end with its links a moment later.
            broadcast(
                    "live",
                    "{\"recordings\":[" + over.replaceFirst(",\"createdAt\".*", "}") + "],\"totals\":" + totals()
                            + "}");
            clock.schedule(() -> broadcast("ended", over), 1500, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tick() {
        ticks++;
        StringBuilder all = new StringBuilder("{\"recordings\":[");
        live.forEach((id, number) -> all.append(all.charAt(all.length() - 1) == '[' ? "" : ",")
                .append('{')
                .append(fields(id, number))
                .append('}'));
        broadcast(
                "live", all.append("],\"totals\":").append(totals()).append('}').toString());
    }

    private void broadcast(String event, String data) {
        for (OutputStream reader : readers) {
            write(reader, event, data);
        }
    }

    private void write(OutputStream reader, String event, String data) {
        try {
            reader.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            reader.flush();
        } catch (IOException e) {
            readers.remove(reader);
        }
    }

    /** Speaks for three seconds of five; the level moves. */
    private String fields(String id, int number) {
        long at = ticks + number * 3L;
        long second = at / 5;
        boolean waits = number % 7 == 6;
        boolean speaks = second % 5 < 3;
        double level = waits ? 0 : speaks ? 400 + 2000 * Math.abs(Math.sin(at * 0.9 + number)) : 9 + number % 40;
        long silence = speaks || waits ? 0 : (at - (second / 5 * 5 + 3) * 5) * 200;
        String limits = number % 5 == 4
                ? "\"threshold\":null,\"silenceLimitMillis\":null,\"maxDurationMillis\":null"
                : "\"threshold\":177.8,\"silenceLimitMillis\":3000,\"maxDurationMillis\":120000";
        return String.format(
                Locale.ROOT,
                "\"id\":\"%s\",\"state\":\"%s\",\"positionSamples\":%d,\"sampleRate\":8000,\"level\":%.1f,"
                        + "\"silenceMillis\":%d,%s,\"digits\":%d",
                id,
                waits ? "OPENED" : "RECORDING",
                waits ? 0 : at * 1600,
                level,
                silence,
                limits,
                number % 3);
    }

    private String whole(String id, int number) {
        String call = number == 2 ? "<img src=x onerror=alert(1)>" : "+1555010" + (100 + number % 900);
        return String.format(
                Locale.ROOT,
                "{%s,\"createdAt\":\"2026-11-24T20:%02d:%02d.%03dZ\",\"rtp\":{\"host\":\"127.0.0.1\",\"port\":%d},"
                        + "\"callId\":\"%s\",\"cause\":null}",
                fields(id, number),
                number / 60 % 60,
                number % 60,
                number / 3600,
                20_000 + 2 * number,
                call);
    }

    private String totals() {
        return String.format(
                Locale.ROOT,
                "{\"live\":%d,\"completed\":%d,\"failed\":0,\"refused\":0,\"packets\":%d,\"foreignPackets\":0,"
                        + "\"durableLagMillis\":%d,\"deliveriesPending\":%d,\"spoolBytes\":%d}",
                live.size(),
                completed,
                ticks * 10 * live.size(),
                90 + ticks % 7 * 20,
                0,
                ticks * 3200 * live.size());
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
