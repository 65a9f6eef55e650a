package io.tacet.server.capture;

import java.io.IOException;

/** A file that is not a capture, or is broken where it cannot be read on. The message is one line: what, and at which offset. */
public final class CaptureFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** Something is wrong at a byte offset of the file. */
    public CaptureFormatException(String what, long offset) {
        super(what + " (at byte " + offset + ")");
    }
}
