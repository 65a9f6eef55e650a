package io.tacet.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A part's section of RESULTS.md, which is also what it prints. Thread: one. */
final class Report {
    private final StringBuilder text = new StringBuilder();

    /** A line; a number that was not measured is a dash. */
    Report line(String format, Object... values) {
        String line = values.length == 0
                ? format
                : String.format(Locale.ROOT, format, values).replace("NaN", "–");
        text.append(line).append('\n');
        System.out.println(line);
        return this;
    }

    /** Writes {@code $OUT/<part>.md}, if {@code OUT} is set. */
    void write(String part) throws IOException {
        String out = System.getenv("OUT");
        if (out != null) {
            Files.writeString(Path.of(out, part + ".md"), text);
        }
    }
}
