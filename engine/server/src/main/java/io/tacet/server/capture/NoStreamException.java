package io.tacet.server.capture;

import java.io.IOException;

/** A readable capture without the stream that was looked for. The message is one line: what was looked for, and what there is. */
public final class NoStreamException extends IOException {
    private static final long serialVersionUID = 1;

    NoStreamException(String message) {
        super(message);
    }
}
