package io.tacet.server.http;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the page of {@code tacet inspect}. Thread: the HTTP server's pool, one at a time. */
@FunctionalInterface
public interface ReportMaker {
    /** The report of a WAV, as HTML. */
    String html(Path recording) throws IOException;
}
