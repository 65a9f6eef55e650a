package io.tacet.server.inspect;

import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.SilenceThreshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Level over time for a terminal: the level as an area of dots, the threshold, runs of silence, keys, gaps, the stop. Thread: one. */
final class TerminalGraph {
    private static final int ROWS = 12;
    private static final int LEFT = 8;
    private static final int RIGHT = 6;
    private static final double LOWEST_DBFS = -90;
    private static final String LOUD = "\u001b[36m";
    private static final String LINE = "\u001b[33m";
    private static final String STOP = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Inspection inspection;
    private final LevelSeries series;
    private final int columns;
    private final boolean colour;
    private final double bottom;
    private final double top;
    private final int stopColumn;

    /**
     * A graph.
     *
     * @param width of the terminal in characters, at least 40
     * @param colour whether it may use escape codes
     */
    TerminalGraph(Inspection inspection, int width, boolean colour) {
        this.inspection = inspection;
        this.colour = colour;
        series = inspection.series();
        columns = Math.max(40, width) - LEFT - RIGHT;
        double threshold = inspection.limits().scale().dbfs();
        bottom = Math.max(LOWEST_DBFS, Math.min(inspection.levels().p10(), threshold) - 8);
        top = Math.min(0, Math.max(Math.max(inspection.levels().peak(), threshold) + 4, bottom + 20));
        stopColumn = column(inspection.termination().atSample());
    }

    /** The lines, without line ends. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Braille area = area();
        int thresholdRow = row(inspection.limits().scale().dbfs());
        for (int row = 0; row < ROWS; row++) {
            lines.add(label(row, thresholdRow) + cells(area, row, thresholdRow) + scale(row, thresholdRow));
        }
        lines.add(axis());
        lines.add(times());
        lines.add(row("silence", silences()));
        addIf(lines, "keys", keys());
        addIf(lines, "gaps", gaps());
        lines.add(row("stop", stop()));
        return lines;
    }

    private void addIf(List<String> lines, String name, char[] cells) {
        if (!new String(cells).isBlank()) {
            lines.add(row(name, cells));
        }
    }

    private Braille area() {
        Braille canvas = new Braille(columns, ROWS);
        int dots = canvas.dotColumns();
        for (int x = 0; x < dots; x++) {
            int from = (int) ((long) series.windows() * x / dots);
            int to = (int) Math.max(from + 1L, (long) series.windows() * (x + 1) / dots);
            double level = 0;
            for (int i = from; i < Math.min(to, series.windows()); i++) {
                level = Math.max(level, series.levels()[i]);
            }
            int height = (int) Math.round((SilenceThreshold.dbfs(level) - bottom) / (top - bottom) * canvas.dotRows());
            for (int y = 0; y < Math.min(height, canvas.dotRows()); y++) {
                canvas.dot(x, y);
            }
        }
        return canvas;
    }

    private String cells(Braille area, int row, int thresholdRow) {
        StringBuilder line = new StringBuilder();
        String current = PLAIN;
        for (int x = 0; x < columns; x++) {
            char cell = area.cell(x, row, row == thresholdRow ? '╌' : ' ');
            boolean stop = x == stopColumn;
            String wanted = stop ? STOP : x > stopColumn ? DIM : cell == '╌' ? LINE : LOUD;
            if (colour && !wanted.equals(current)) {
                line.append(PLAIN).append(wanted);
                current = wanted;
            }
            line.append(stop ? '┃' : cell);
        }
        return colour ? line + PLAIN : line.toString();
    }

    private String label(int row, int thresholdRow) {
        double dbfs = top - (row + 0.5) / ROWS * (top - bottom);
        boolean shown = row == thresholdRow || row % 3 == 0 && Math.abs(row - thresholdRow) > 1;
        double value = row == thresholdRow ? inspection.limits().scale().dbfs() : dbfs;
        return shown ? String.format(Locale.ROOT, "%6.0f ┤", value) : "       │";
    }

    private String scale(int row, int thresholdRow) {
        if (row != thresholdRow) {
            return "";
        }
        return " " + Text.number(inspection.limits().scale().value());
    }

    private int row(double dbfs) {
        return (int) Math.max(0, Math.min(ROWS - 1, (top - dbfs) / (top - bottom) * ROWS));
    }

    private int column(long sample) {
        long end = Math.max(1, series.end());
        return (int) Math.max(0, Math.min(columns - 1, sample * columns / end));
    }

    private String axis() {
        StringBuilder line = new StringBuilder("  dBFS └");
        for (int x = 0; x < columns; x++) {
            line.append(x % 10 == 0 ? '┬' : '─');
        }
        return line.toString();
    }

    private String times() {
        char[] cells = blank();
        double seconds = series.durationSeconds();
        for (int x = 0; x < columns - 4; x += columns < 60 ? 20 : 10) {
            put(cells, x, Text.clock(seconds * x / columns, seconds < 60));
        }
        return row("time", cells);
    }

    private char[] silences() {
        char[] cells = blank();
        for (SilenceRun run : inspection.runs()) {
            int from = column(run.start());
            int to = Math.max(from, column(run.end() - 1));
            Arrays.fill(cells, from, to + 1, '━');
            for (SilenceRun.Click click : run.clicks()) {
                cells[column(click.start())] = '×';
            }
            String length = String.format(Locale.ROOT, " %.1f s ", series.seconds(run.length()));
            if (to - from >= length.length() + 1) {
                put(cells, from + (to - from + 1 - length.length()) / 2, length);
            }
        }
        return cells;
    }

    private char[] keys() {
        char[] cells = blank();
        for (Digit digit : series.digits()) {
            cells[column(digit.atSample())] = digit.digit();
        }
        return cells;
    }

    private char[] gaps() {
        char[] cells = blank();
        for (Gap gap : series.gaps()) {
            int from = column(gap.atSample());
            Arrays.fill(cells, from, Math.max(from, column(gap.atSample() + gap.samples() - 1)) + 1, '░');
        }
        return cells;
    }

    private char[] stop() {
        char[] cells = blank();
        String text = inspection.termination().cause() + " at "
                + Text.seconds(series.seconds(inspection.termination().atSample()));
        boolean rightOf = stopColumn + 2 + text.length() <= columns;
        cells[stopColumn] = '▲';
        put(cells, rightOf ? stopColumn + 2 : Math.max(0, stopColumn - 1 - text.length()), text);
        return cells;
    }

    private char[] blank() {
        char[] cells = new char[columns];
        Arrays.fill(cells, ' ');
        return cells;
    }

    private void put(char[] cells, int at, String text) {
        for (int i = 0; i < text.length() && at + i < columns; i++) {
            cells[at + i] = text.charAt(i);
        }
    }

    private static String row(String name, char[] cells) {
        return (String.format(Locale.ROOT, "%-8s", name.length() > LEFT ? name.substring(0, LEFT) : name)
                        + new String(cells))
                .stripTrailing();
    }
}
