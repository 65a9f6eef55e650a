package io.tacet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tacet.server.serve.ServeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description that is served, against what is served: every path, method, code, content type and schema. */
class OpenApiTest {
    private static final String TOKEN = "0123456789abcdef-token";
    private static final String ABSENT = "00000000-0000-0000-0000-000000000000";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    /** Codes that need a full disk, minutes, or a race: each has a test of its own or none. */
    private static final Set<String> NOT_HERE = Set.of(
            "GET / 403",
            "GET /openapi.json 403",
            "GET /healthz 403",
            "GET /readyz 403",
            "GET /metrics 403",
            "POST /v1/recordings 408",
            "GET /v1/recordings/{id}/report 503");

    private final Set<String> seen = new TreeSet<>();

    @SuppressWarnings("NullAway.Init") // by start()
    private ServeRun run;

    @SuppressWarnings("NullAway.Init")
    private JsonNode description;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        run = ServeRun.start(ServeRun.with(
                directory,
                http -> new ServeConfig.Http(http.host(), 0, TOKEN, http.maxBodyBytes(), 20, 200, 100, 4, http.idle()),
                rtp -> ServeRun.twoPorts(Duration.ofMillis(500)),
                3));
        description =
                ServeRun.JSON.readTree(run.send("GET", "/openapi.json", null).body());
    }

    @AfterEach
    void stop() throws IOException {
        run.close();
    }

    /** One request, checked against the description. */
    private HttpResponse<String> check(int status, String method, String template, String id, @Nullable String body)
            throws IOException {
        return judge(status, method, template, run.send(method, path(template, id), body));
    }

    private static String path(String template, String id) {
        return template.replace("{id}", id);
    }

    private HttpResponse<String> judge(int status, String method, String template, HttpResponse<String> response)
            throws IOException {
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        judge(status, method, template, new Answer(response.statusCode(), headers, response.body()));
        return response;
    }

    /** What came back. */
    private record Answer(int status, Map<String, String> headers, String body) {}

    /** A request that the client refuses to send. */
    private Answer raw(String method, String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.api.port())) {
            socket.getOutputStream()
                    .write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String whole = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = whole.split("\r\n\r\n", 2);
            TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line : parts[0].split("\r\n")) {
                headers.put(line.replaceAll(":.*", ""), line.replaceAll("^[^:]*: *", ""));
            }
            return new Answer(Integer.parseInt(whole.substring(9, 12)), headers, parts[1]);
        }
    }

    private void judge(int status, String method, String template, Answer response) throws IOException {
        String bare = template.contains("?") ? template.substring(0, template.indexOf('?')) : template;
        String what = method + " " + bare + " " + status;
        assertEquals(status, response.status(), what + ": " + response.body());
        JsonNode documented = description
                .path("paths")
                .path(bare)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        assertTrue(documented.isObject(), what + " is not described");
        String type = response.headers().getOrDefault("content-type", "").replaceAll(";.*", "");
        JsonNode schema = documented.path("content").path(type).path("schema");
        assertTrue(schema.isObject(), what + " is not described as " + type);
        if (type.equals("application/json")) {
            assertEquals("[]", errors(schema, response.body()), what + ": " + response.body());
        }
        documented
                .path("headers")
                .fieldNames()
                .forEachRemaining(
                        header -> assertTrue(response.headers().containsKey(header), what + " lacks " + header));
        seen.add(what);
    }

    private String errors(JsonNode schema, String json) {
        ObjectNode whole = ServeRun.JSON.createObjectNode();
        whole.set("components", description.get("components"));
        whole.putArray("allOf").add(schema);
        Schema compiled = SCHEMAS.getSchema(whole.toString(), InputFormat.JSON);
        return compiled.validate(json, InputFormat.JSON).toString();
    }

    private HttpResponse<String> raw(HttpRequest.Builder request) throws IOException {
        return run.send(request.build());
    }

    @Test
    void shouldDescribeExactlyThePathsThatThereAre() {
        Set<String> described = new TreeSet<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> routes = new TreeSet<>();
        for (Route route : Routes.of(run.daemon, eventHub(), new Metrics(run.daemon, eventHub()), p -> "")) {
            routes.add(route.method() + " " + route.template());
        }
        assertEquals(routes, described);
    }

    private EventHub eventHub() {
        return new EventHub(run.daemon.registry(), run.daemon::totals, 1);
    }

    @Test
    void shouldAnswerAsDescribedWithEveryCode() throws Exception {
        open();
        recordings();
        errorsOfEveryRoute();
        limits();
        Set<String> described = new TreeSet<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> method.getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(code -> described.add(
                                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + code))));
        described.removeAll(seen);
        described.removeAll(NOT_HERE);
        assertEquals(Set.of(), described, "described and never answered");
    }

    private void open() throws IOException {
        for (String path : new String[] {"/", "/openapi.json", "/healthz", "/readyz", "/metrics"}) {
            check(200, "GET", path, "", null);
        }
    }

    private void recordings() throws IOException {
        String id = ServeRun.JSON
                .readTree(check(201, "POST", "/v1/recordings", "", "{\"durationSeconds\":5,\"silenceSeconds\":5}")
                        .body())
                .get("id")
                .asText();
        check(200, "GET", "/v1/recordings", "", null);
        check(200, "GET", "/v1/recordings/{id}", id, null);
        check(202, "POST", "/v1/recordings/{id}/digits", id, "{\"digits\":\"1\"}");
        for (String part : new String[] {"manifest", "audio", "report"}) {
            check(409, "GET", "/v1/recordings/{id}/" + part, id, null);
        }
        try (Phone phone = new Phone(run.get("/v1/recordings/" + id))) {
            phone.loud(3);
        }
        ServeRun.expect(202, run.send("POST", "/v1/recordings/" + id + "/stop", null));
        run.ended(id);
        check(200, "GET", "/v1/recordings/{id}", id, null);
        for (String part : new String[] {"manifest", "audio", "report"}) {
            check(200, "GET", "/v1/recordings/{id}/" + part, id, null);
        }
        check(409, "DELETE", "/v1/recordings/{id}", id, null);
        check(409, "POST", "/v1/recordings/{id}/stop", id, null);
        check(409, "POST", "/v1/recordings/{id}/digits", id, "{\"digits\":\"1\"}");
        String second = ServeRun.JSON
                .readTree(run.send("POST", "/v1/recordings", "{}").body())
                .get("id")
                .asText();
        check(202, "DELETE", "/v1/recordings/{id}", second, null);
        run.ended(second);
    }

    private void errorsOfEveryRoute() throws IOException {
        for (Route route : Routes.of(run.daemon, eventHub(), new Metrics(run.daemon, eventHub()), p -> "")) {
            if (route.open()) {
                continue;
            }
            String path = path(route.template(), ABSENT);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(run.uri(path)).method(route.method(), BodyPublishers.noBody());
            judge(401, route.method(), route.template(), raw(request.header("Authorization", "Bearer wrong")));
            if (!path.equals("/metrics")) {
                judge(403, route.method(), route.template(), raw(request.header("Origin", "http://evil.example")));
            }
            if (route.template().contains("{id}")) {
                String body = route.template().endsWith("digits") ? "{\"digits\":\"1\"}" : null;
                check(404, route.method(), route.template(), ABSENT, body);
            }
            if (path.startsWith("/v1/recordings")) {
                judge(400, route.method(), route.template(), raw(route.method(), path + "?a=%zz"));
            }
            if (route.method().equals("POST")) {
                check(413, "POST", route.template(), ABSENT, "{\"x\":\"" + "y".repeat(2 << 20) + "\"}");
            }
        }
    }

    private void limits() throws Exception {
        ServeRun.await(() -> run.daemon.rtp().pool().available() == 2); // those of the recordings before have rested
        check(202, "POST", "/v1/recordings/{id}/stop", started(), null);
        ServeRun.await(() -> run.daemon.registry().liveCount() == 0);
        ServeRun.await(() -> run.daemon.rtp().pool().available() == 2);
        started();
        started();
        check(503, "POST", "/v1/recordings", "", "{}"); // two ports, three recordings
        run.daemon.registry().drain();
        check(503, "GET", "/readyz", "", null);
        int status = 200;
        for (int i = 0; i < 5000 && status != 429; i++) {
            status = run.send("GET", "/v1/recordings", null).statusCode();
        }
        for (Route route : Routes.of(run.daemon, eventHub(), new Metrics(run.daemon, eventHub()), p -> "")) {
            if (!route.open()) {
                tooMany(route);
            }
        }
        ServeRun.await(() -> {
            try {
                return run.send("GET", "/v1/recordings", null).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
        seen.add("GET /v1/events 200"); // EventsTest reads the stream
    }

    private void tooMany(Route route) throws IOException {
        for (int i = 0; i < 5000; i++) {
            Answer response = raw(route.method(), path(route.template(), ABSENT) + "?a=%zz");
            if (response.status() == 429) {
                judge(429, route.method(), route.template(), response);
                return;
            }
        }
        throw new AssertionError(route + " is never too fast");
    }

    private String started() throws IOException {
        return run.start("{}").get("id").asText();
    }
}
