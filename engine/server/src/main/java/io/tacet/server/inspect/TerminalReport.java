package io.tacet.server.inspect;

import io.tacet.SilenceThreshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inspection in a terminal: the graph, why it stopped, the table of thresholds, the recommendation. Thread: one. */
public final class TerminalReport {
    private TerminalReport() {}

    /**
     * The lines, without line ends.
     *
     * @param width of the terminal in characters
     * @param colour whether it may use escape codes
     */
    public static List<String> lines(Inspection inspection, int width, boolean colour) {
        List<String> lines = new ArrayList<>();
        LevelSeries series = inspection.series();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s at %d Hz",
                inspection.name(),
                Text.seconds(series.durationSeconds()),
                series.sampleRate()));
        if (series.windows() > 0) {
            lines.addAll(new TerminalGraph(inspection, width, colour).lines());
        }
        lines.add("");
        lines.addAll(wrapped("why", Text.line(inspection.sentences()), width));
        lines.addAll(wrapped("levels", levels(inspection), width));
        Integer recommended = inspection.recommendation().threshold();
        lines.addAll(wrapped(
                "advice",
                (recommended == null ? "" : "threshold " + recommended + ": ")
                        + inspection.recommendation().reason(),
                width));
        if (inspection.limits().assumed()) {
            lines.addAll(
                    wrapped("assumed", "no silence limit was given; the rest assumes " + silence(inspection), width));
        }
        lines.add("");
        lines.addAll(table(inspection));
        return lines;
    }

    private static String silence(Inspection inspection) {
        double seconds = inspection.limits().silence().finalSilence().toNanos() / 1e9;
        return Text.number(seconds) + " s at threshold "
                + Text.number(inspection.limits().scale().value());
    }

    private static String levels(Inspection inspection) {
        LevelSummary levels = inspection.levels();
        if (levels.windows() == 0) {
            return "none";
        }
        SilenceThreshold scale = inspection.limits().scale();
        return "noise floor " + level(levels.p10(), scale) + ", median " + level(levels.median(), scale) + ", speech "
                + level(levels.speechLevel(), scale) + ", p95 " + level(levels.p95(), scale) + ", peak "
                + level(levels.peak(), scale);
    }

    /** A level on both scales. */
    static String level(double dbfs, SilenceThreshold scale) {
        double rms = dbfs <= SilenceThreshold.MINIMUM_DBFS ? 0 : SilenceThreshold.FULL_SCALE * Math.pow(10, dbfs / 20);
        double value = scale.scaleOf(rms);
        String onScale = value >= 1000 ? "1000+" : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
        return String.format(Locale.ROOT, "%s (%.0f dBFS)", onScale, dbfs);
    }

    private static List<String> table(Inspection inspection) {
        List<String> lines = new ArrayList<>();
        LevelSeries series = inspection.series();
        lines.add("threshold → stop, with " + silence(inspection).replaceFirst(" at threshold .*", "") + " of silence");
        for (Inspection.Row row : inspection.table()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%9d   %-10s %10s   sample %d",
                    row.threshold(),
                    row.termination().cause(),
                    Text.seconds(series.seconds(row.termination().atSample())),
                    row.termination().atSample()));
        }
        return lines;
    }

    /** Words behind a name, broken where the terminal ends. */
    private static List<String> wrapped(String name, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s", name));
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > Math.max(40, width) - 1
                    && !line.toString().isBlank()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(8));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
