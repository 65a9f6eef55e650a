package io.tacet.server.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.SilenceThreshold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many recordings on one page or in one table: a row each. Thread: one. */
public final class SummaryPage {
    private static final int SPARKS = 120;
    private static final int TERMINAL_SPARKS = 24;
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final double QUIET_DBFS = -75;

    private SummaryPage() {}

    /** Writes the page. */
    public static void write(String name, List<Inspection> inspections, Path file) throws IOException {
        Files.writeString(file, html(name, inspections), StandardCharsets.UTF_8);
    }

    static String html(String name, List<Inspection> inspections) throws IOException {
        ObjectNode json = InspectionJson.MAPPER.createObjectNode();
        SetAdvice advice = SetAdvice.of(inspections);
        json.put("threshold", advice.threshold()).put("reason", advice.reason());
        ArrayNode rows = json.putArray("rows");
        for (Inspection inspection : inspections) {
            ObjectNode row = InspectionJson.object(inspection);
            ArrayNode sparks = row.putArray("sparks");
            for (double level : sparks(inspection.series(), SPARKS)) {
                sparks.add(Math.round(level));
            }
            row.remove(List.of("silences", "gaps", "digits", "whatIf"));
            rows.add(row);
        }
        return Page.of("summary.html", name, json);
    }

    /** Lines for a terminal, without line ends. */
    public static List<String> lines(List<Inspection> inspections) {
        List<String> lines = new ArrayList<>();
        int widest = 9;
        for (Inspection inspection : inspections) {
            widest = Math.max(widest, Math.min(40, inspection.name().length()));
        }
        String format = "%-" + widest + "s %-" + TERMINAL_SPARKS + "s %9s %-10s %7s %7s %7s";
        lines.add(String.format(Locale.ROOT, format, "recording", "level", "ends at", "by", "floor", "speech", "advice")
                .stripTrailing());
        for (Inspection inspection : inspections) {
            Integer threshold = inspection.recommendation().threshold();
            lines.add(String.format(
                    Locale.ROOT,
                    format,
                    shortened(inspection.name(), widest),
                    blocks(inspection.series()),
                    Text.seconds(
                            inspection.series().seconds(inspection.termination().atSample())),
                    inspection.termination().cause(),
                    String.format(Locale.ROOT, "%.0f dB", inspection.levels().p10()),
                    String.format(Locale.ROOT, "%.0f dB", inspection.levels().speechLevel()),
                    threshold == null ? "none" : threshold.toString()));
        }
        SetAdvice advice = SetAdvice.of(inspections);
        lines.add("");
        lines.add("for the set: " + (advice.threshold() == null ? "" : "threshold " + advice.threshold() + ": ")
                + advice.reason());
        return lines;
    }

    private static String shortened(String name, int width) {
        return name.length() <= width ? name : name.substring(0, width - 1) + "…";
    }

    private static String blocks(LevelSeries series) {
        StringBuilder blocks = new StringBuilder();
        for (double level : sparks(series, TERMINAL_SPARKS)) {
            double part = (level - QUIET_DBFS) / -QUIET_DBFS;
            blocks.append(BLOCKS.charAt((int) Math.round(Math.max(0, Math.min(1, part)) * (BLOCKS.length() - 1))));
        }
        return blocks.toString();
    }

    /** The loudest level of each part, in dBFS. */
    private static double[] sparks(LevelSeries series, int parts) {
        double[] sparks = new double[parts];
        for (int p = 0; p < parts; p++) {
            int from = (int) ((long) series.windows() * p / parts);
            int to = (int) Math.max(from + 1L, (long) series.windows() * (p + 1) / parts);
            double loudest = 0;
            for (int i = from; i < Math.min(to, series.windows()); i++) {
                loudest = Math.max(loudest, series.levels()[i]);
            }
            sparks[p] = SilenceThreshold.dbfs(loudest);
        }
        return sparks;
    }
}
