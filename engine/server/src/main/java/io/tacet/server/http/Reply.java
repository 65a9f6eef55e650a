package io.tacet.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request is answered with. */
sealed interface Reply {
    /** Content type of JSON. */
    String JSON = "application/json";

    /** Bytes at once. */
    record Body(int status, String contentType, byte[] bytes, Map<String, String> headers) implements Reply {
        /** The same with one more header. */
        Body with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Body(status, contentType, bytes, more);
        }
    }

    /** A file, read while it is sent. */
    record File(Path path, String contentType) implements Reply {}

    /** The connection becomes a stream of events. */
    record Events() implements Reply {}

    /** Writes JSON. */
    @FunctionalInterface
    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** JSON. */
    static Body json(int status, Writer writer) {
        try {
            return new Body(status, JSON, RecordingJson.bytes(writer), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text that is ready. */
    static Body text(int status, String contentType, String text) {
        return new Body(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A typed error. */
    static Body error(int status, String type, String message, @Nullable Duration retryAfter) {
        Body body = json(status, json -> {
            json.writeStartObject();
            json.writeStringField("errorType", type);
            json.writeStringField("errorMessage", message.replaceAll("\\p{Cntrl}+", " "));
            json.writeEndObject();
        });
        if (retryAfter == null) {
            return body;
        }
        long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
        return body.with("Retry-After", Long.toString(seconds));
    }
}
