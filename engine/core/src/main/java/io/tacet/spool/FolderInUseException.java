package io.tacet.spool;

import java.io.IOException;

/** A process folder belongs to a process that lives; the message names its pid. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(String message) {
        super(message);
    }
}
