package io.tacet.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a typed error. Costs no stack trace: strangers can cause it at will. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final transient @Nullable Duration retryAfter;

    ApiException(int status, String type, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.retryAfter = retryAfter;
    }

    /** A field of a request is wrong; the message names it and what is allowed. */
    static ApiException invalid(String message) {
        return new ApiException(400, "InvalidParameter", message, null);
    }

    /** There is no such thing. */
    static ApiException notFound(String message) {
        return new ApiException(404, "NotFound", message, null);
    }

    /** It cannot be done in this state. */
    static ApiException conflict(String message) {
        return new ApiException(409, "Conflict", message, null);
    }

    Reply reply() {
        return Reply.error(status, type, String.valueOf(getMessage()), retryAfter);
    }
}
