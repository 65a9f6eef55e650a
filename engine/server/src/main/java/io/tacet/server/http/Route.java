package io.tacet.server.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path.
 *
 * @param method GET, POST or DELETE
 * @param template the path, with {@code {id}} for one segment
 * @param open whether it needs no token: it tells nothing of any call
 * @param endpoint what answers; may block for as long as the disk does
 */
record Route(String method, String template, boolean open, Endpoint endpoint) {
    /** Answers requests. Thread: the HTTP server's pool. */
    @FunctionalInterface
    interface Endpoint {
        Reply answer(Call call) throws Exception;
    }

    /** The recording's id in a path of this route, empty if it has none; null if the path is another. */
    @Nullable
    String match(String path) {
        int place = template.indexOf("{id}");
        if (place < 0) {
            return path.equals(template) ? "" : null;
        }
        String before = template.substring(0, place);
        String after = template.substring(place + "{id}".length());
        if (path.length() < before.length() + after.length() || !path.startsWith(before) || !path.endsWith(after)) {
            return null;
        }
        String id = path.substring(before.length(), path.length() - after.length());
        return id.isEmpty() || id.indexOf('/') >= 0 ? null : id;
    }

    /** A route without token. */
    static Route open(String method, String template, Endpoint endpoint) {
        return new Route(method, template, true, endpoint);
    }

    /** A route for callers with the token. */
    static Route closed(String method, String template, Endpoint endpoint) {
        return new Route(method, template, false, endpoint);
    }

    /** Methods that a path has, for the header Allow. */
    static List<String> methods(List<Route> routes, String path) {
        return routes.stream()
                .filter(route -> route.match(path) != null)
                .map(Route::method)
                .toList();
    }
}
