package io.tacet.server.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of one input, to look at in a browser. Thread: any. */
public final class ReportPage {
    private ReportPage() {}

    /** Writes the page. */
    public static void write(Inspection inspection, Path file) throws IOException {
        Files.writeString(file, html(inspection), StandardCharsets.UTF_8);
    }

    /** The page. */
    public static String html(Inspection inspection) throws IOException {
        return Page.of("report.html", inspection.name(), new PageData(inspection).json());
    }
}
