package io.tacet.server.http;

import io.tacet.server.serve.ServeConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Finds the route, checks who calls and how often, reads the body, answers. Thread: the HTTP server's pool; waits for no client. */
final class ApiHandler extends Handler.Abstract {
    private final List<Route> routes;
    private final Access access;
    private final RateLimit rate;
    private final int maxBodyBytes;
    private final EventHub events;

    ApiHandler(List<Route> routes, ServeConfig.Http config, Access access, EventHub events) {
        this.routes = routes;
        this.access = access;
        this.events = events;
        rate = new RateLimit(config.requestsPerSecond(), config.burst(), System::nanoTime);
        maxBodyBytes = config.maxBodyBytes();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            String path = Request.getPathInContext(request);
            Route route = route(request.getMethod(), path);
            check(request, route);
            String id = String.valueOf(route.match(path));
            Map<String, String> query = query(request);
            BodyReader.read(
                    request,
                    maxBodyBytes,
                    body -> send(answer(route, new Call(id, query, body)), response, callback),
                    failure -> fail(failure, request, response, callback));
        } catch (ApiException e) {
            send(e.reply(), response, callback);
        }
        return true;
    }

    private Route route(String method, String path) {
        for (Route route : routes) {
            if (route.method().equals(method) && route.match(path) != null) {
                return route;
            }
        }
        List<String> methods = Route.methods(routes, path);
        if (methods.isEmpty()) {
            throw ApiException.notFound("there is nothing at this path; /openapi.json says what there is");
        }
        throw new ApiException(
                405,
                "MethodNotAllowed",
                "the method is not known for this path; allowed: " + String.join(", ", methods),
                null);
    }

    private void check(Request request, Route route) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        access.check(
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                host,
                request.getHeaders().get(HttpHeader.ORIGIN),
                route.open());
        if (route.open()) {
            return;
        }
        Duration wait = rate.take(Request.getRemoteAddr(request));
        if (!wait.isZero()) {
            throw new ApiException(429, "TooManyRequests", "requests come too fast from this address", wait);
        }
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> query = new TreeMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), String.valueOf(field.getValue()));
            }
        } catch (RuntimeException e) {
            throw ApiException.invalid("the query is not readable; allowed are name=value in UTF-8");
        }
        return query;
    }

    private static Reply answer(Route route, Call call) {
        try {
            return route.endpoint().answer(call);
        } catch (ApiException e) {
            return e.reply();
        } catch (Exception e) {
            String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Reply.error(500, "SystemException", "an error of ours or of the disk: " + what, null);
        }
    }

    private static void fail(Throwable failure, Request request, Response response, Callback callback) {
        if (failure instanceof TimeoutException) {
            fail(BodyReader.tooSlow(), request, response, callback);
        } else if (failure instanceof ApiException e) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close"); // the rest of the body is not read
            send0(e.reply(), response, callback);
        } else {
            Response.writeError(request, response, callback, failure);
        }
    }

    private void send(Reply reply, Response response, Callback callback) {
        if (reply instanceof Reply.Events) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            events.add(new EventClient(response, callback));
        } else {
            send0(reply, response, callback);
        }
    }

    private static void send0(Reply reply, Response response, Callback callback) {
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (reply instanceof Reply.Body body) {
            response.setStatus(body.status());
            body.headers().forEach(response.getHeaders()::put);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
            response.write(true, ByteBuffer.wrap(body.bytes()), callback);
        } else if (reply instanceof Reply.File file) {
            try {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Files.size(file.path()));
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, file.contentType());
                response.setStatus(200);
                Content.copy(Content.Source.from(file.path()), response, callback);
            } catch (IOException e) {
                send0(ApiException.notFound("the file is gone").reply(), response, callback);
            }
        }
    }
}
