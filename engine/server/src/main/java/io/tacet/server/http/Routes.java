package io.tacet.server.http;

import io.tacet.EngineHealth;
import io.tacet.server.serve.RtpStarter;
import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeDaemon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All that the API answers; {@code openapi.json} describes the same. Thread: any. */
final class Routes {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PAGE = "/live/index.html";
    private static final String DESCRIPTION = "/openapi.json";

    private Routes() {}

    static List<Route> of(ServeDaemon daemon, EventHub events, Metrics metrics, ReportMaker reports) {
        ServeConfig config = daemon.config();
        RtpStarter rtp = new RtpStarter(daemon.registry(), daemon.rtp(), config.advertisedHost());
        RecordingsApi api = new RecordingsApi(daemon.registry(), rtp, daemon.audioSocket(), daemon::totals, reports);
        return List.of(
                Route.open("GET", "/", call -> Reply.text(200, HTML, resource(PAGE))),
                Route.open("GET", "/openapi.json", call -> Reply.text(200, Reply.JSON, resource(DESCRIPTION))),
                Route.open("GET", "/healthz", call -> status(200, "ok", "")),
                Route.open("GET", "/readyz", call -> ready(daemon)),
                Route.closed("GET", "/metrics", call -> metrics.scrape()),
                Route.closed("POST", "/v1/recordings", api::start),
                Route.closed("GET", "/v1/recordings", api::list),
                Route.closed("GET", "/v1/recordings/{id}", api::get),
                Route.closed("DELETE", "/v1/recordings/{id}", api::abort),
                Route.closed("POST", "/v1/recordings/{id}/stop", api::stop),
                Route.closed("POST", "/v1/recordings/{id}/digits", api::digits),
                Route.closed("GET", "/v1/recordings/{id}/manifest", api::manifest),
                Route.closed("GET", "/v1/recordings/{id}/audio", api::audio),
                Route.closed("GET", "/v1/recordings/{id}/report", api::report),
                Route.closed("GET", "/v1/events", call -> {
                    events.checkRoom();
                    return new Reply.Events();
                }));
    }

    /** Whether a load balancer should send calls here. */
    private static Reply ready(ServeDaemon daemon) {
        EngineHealth health = daemon.engine().health();
        if (daemon.registry().draining()) {
            return status(503, "draining", "the process ends");
        }
        if (health.degraded()) {
            return status(503, "degraded", "a journal failed: no recording can be made durable");
        }
        if (health.freeBytes() < daemon.freeSpaceFloorBytes()) {
            return status(503, "full", health.freeBytes() + " bytes are free for the spool");
        }
        return status(200, "ready", "");
    }

    private static Reply status(int code, String status, String reason) {
        return Reply.json(code, json -> {
            json.writeStartObject();
            json.writeStringField("status", status);
            json.writeStringField("reason", reason);
            json.writeEndObject();
        });
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Routes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
