package io.tacet.server.inspect;

import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.SilenceThreshold;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * An inspection as a PNG for tickets and chat: what was heard, the stop, and why. Thread: one; no display is needed, but a font is.
 *
 * <p>Colours are told apart by people of every colour vision (M. Okabe, K. Ito, "Color universal design", 2008), and each mark has a shape
 * of its own.
 */
public final class Picture {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 560;
    private static final Plot LEVEL = new Plot(64, 92, WIDTH - 64 - 64, 290);
    private static final Plot WAVE = new Plot(64, 412, WIDTH - 64 - 64, 70);
    private static final Color INK = new Color(0x1B1F24);
    private static final Color SOFT = new Color(0x57606A);
    private static final Color GRID = new Color(0xD8DEE4);
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color AREA = new Color(0, 114, 178, 46);
    private static final Color ORANGE = new Color(0xB34700);
    private static final Color PURPLE = new Color(0xA8326F);
    private static final Color SHADE = new Color(87, 96, 106, 40);
    private static final Color HALO = new Color(255, 255, 255, 150);
    private static final Color FADE = new Color(255, 255, 255, 140);
    private static final int[] SCALE_TICKS = {1, 10, 50, 100, 200, 500, 1000};

    private final Inspection inspection;
    private final LevelSeries series;
    private final Graphics2D g;
    private final double bottom;
    private final double top;

    /** Where a plot lies. */
    private record Plot(int x, int y, int width, int height) {}

    private Picture(Inspection inspection, Graphics2D g) {
        this.inspection = inspection;
        this.g = g;
        series = inspection.series();
        double threshold = inspection.limits().scale().dbfs();
        bottom = Math.max(-96, Math.min(Math.min(inspection.levels().p10() - 10, threshold - 14), -66));
        top = Math.min(0, Math.max(Math.max(inspection.levels().peak() + 6, threshold + 12), -20));
    }

    /**
     * Writes the picture.
     *
     * @throws IOException if it cannot be written, or there is no font to write with; the message is one line
     */
    public static void write(Inspection inspection, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            new Picture(inspection, g).draw();
        } catch (LinkageError | InternalError | NullPointerException e) {
            throw new IOException("a picture needs fontconfig and a font, which this machine lacks", e);
        } finally {
            g.dispose();
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java writes no PNG");
            }
        }
    }

    private void draw() {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        heading();
        shade(LEVEL);
        shade(WAVE);
        grid();
        level();
        wave();
        fade(LEVEL);
        fade(WAVE);
        threshold();
        runs();
        digits();
        stop();
        footer();
    }

    private void heading() {
        text(inspection.name(), LEVEL.x, 34, INK, 22, Font.BOLD, 0);
        String cause = inspection.termination().cause() + " at "
                + time(inspection.termination().atSample());
        text(cause, LEVEL.x + LEVEL.width, 34, INK, 20, Font.BOLD, 1);
        String why = Text.line(inspection.sentences());
        text(fitted(why, LEVEL.width, 15), LEVEL.x, 66, SOFT, 15, Font.PLAIN, 0);
    }

    private void footer() {
        Integer threshold = inspection.recommendation().threshold();
        SilenceThreshold scale = inspection.limits().scale();
        String levels =
                "noise floor " + TerminalReport.level(inspection.levels().p10(), scale) + "   speech "
                        + TerminalReport.level(inspection.levels().speechLevel(), scale)
                        + (threshold == null ? "" : "   recommended threshold " + threshold);
        text(fitted(levels, LEVEL.width - 120, 14), LEVEL.x, HEIGHT - 18, SOFT, 14, Font.PLAIN, 0);
        text("tacet inspect", LEVEL.x + LEVEL.width, HEIGHT - 18, SOFT, 13, Font.PLAIN, 1);
    }

    private void shade(Plot plot) {
        for (SilenceRun run : inspection.runs()) {
            g.setColor(SHADE);
            g.fill(new Rectangle2D.Double(
                    x(run.start()), plot.y, Math.max(1, x(run.end()) - x(run.start())), plot.height));
        }
        g.setPaint(hatch());
        for (Gap gap : series.gaps()) {
            double from = x(gap.atSample());
            double width = Math.max(1, x(gap.atSample() + gap.samples()) - from);
            g.fill(new Rectangle2D.Double(from, plot.y, width, plot.height));
        }
    }

    private static TexturePaint hatch() {
        BufferedImage tile = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        Graphics2D t = tile.createGraphics();
        t.setColor(new Color(140, 109, 0, 150));
        t.drawLine(0, 7, 7, 0);
        t.dispose();
        return new TexturePaint(tile, new Rectangle2D.Double(0, 0, 8, 8));
    }

    private void grid() {
        g.setStroke(new BasicStroke(1));
        for (int dbfs = -90; dbfs <= 0; dbfs += 10) {
            if (dbfs > bottom && dbfs < top) {
                line(LEVEL.x, y(dbfs), LEVEL.x + LEVEL.width, y(dbfs), GRID);
                text(String.valueOf(dbfs), LEVEL.x - 8, y(dbfs) + 5, SOFT, 13, Font.PLAIN, 1);
            }
        }
        text("dBFS", LEVEL.x - 8, LEVEL.y - 6, SOFT, 12, Font.PLAIN, 1);
        text("level", LEVEL.x + LEVEL.width + 10, LEVEL.y - 6, SOFT, 12, Font.PLAIN, 0);
        double last = Double.NaN;
        for (int tick : SCALE_TICKS) {
            double dbfs =
                    Recommendation.threshold(tick, inspection.limits().scale()).dbfs();
            if (dbfs > bottom && dbfs < top && !(y(last) - y(dbfs) < 13)) {
                text(String.valueOf(tick), LEVEL.x + LEVEL.width + 10, y(dbfs) + 5, SOFT, 13, Font.PLAIN, 0);
                last = dbfs;
            }
        }
        double step = step(series.durationSeconds());
        for (int i = 0; i * step <= series.durationSeconds(); i++) {
            double at = LEVEL.x + LEVEL.width * i * step / series.durationSeconds();
            line(at, LEVEL.y, at, LEVEL.y + LEVEL.height, GRID);
            text(Text.clock(i * step, step < 1), at, WAVE.y + WAVE.height + 20, SOFT, 13, Font.PLAIN, 0.5);
        }
    }

    private static double step(double seconds) {
        for (double step : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600}) {
            if (seconds / step <= 14) {
                return step;
            }
        }
        return 7200;
    }

    private void level() {
        Path2D path = new Path2D.Double();
        path.moveTo(LEVEL.x, LEVEL.y + LEVEL.height);
        int pixels = 2 * LEVEL.width;
        for (int p = 0; p < pixels; p++) {
            int from = (int) ((long) series.windows() * p / pixels);
            int to = (int) Math.max(from + 1L, (long) series.windows() * (p + 1) / pixels);
            double loudest = 0;
            for (int i = from; i < Math.min(to, series.windows()); i++) {
                loudest = Math.max(loudest, series.levels()[i]);
            }
            path.lineTo(LEVEL.x + p / 2.0, y(SilenceThreshold.dbfs(loudest)));
        }
        g.setColor(BLUE);
        g.setStroke(new BasicStroke(1.4f));
        g.draw(path);
        path.lineTo(LEVEL.x + (double) LEVEL.width, LEVEL.y + LEVEL.height);
        g.setColor(AREA);
        g.fill(path);
    }

    private void wave() {
        double middle = WAVE.y + WAVE.height / 2.0;
        g.setStroke(new BasicStroke(1));
        int windows = series.low().length;
        for (int p = 0; p < WAVE.width; p++) {
            int from = (int) ((long) windows * p / WAVE.width);
            int to = (int) Math.max(from + 1L, (long) windows * (p + 1) / WAVE.width);
            int low = 0;
            int high = 0;
            for (int i = from; i < Math.min(to, windows); i++) {
                low = Math.min(low, series.low()[i]);
                high = Math.max(high, series.high()[i]);
            }
            double scale = WAVE.height / 2.0 / SilenceThreshold.FULL_SCALE;
            line(WAVE.x + p, middle - high * scale - 0.5, WAVE.x + p, middle - low * scale + 0.5, BLUE);
        }
    }

    /** What lies behind the stop was not recorded. */
    private void fade(Plot plot) {
        double from = x(inspection.termination().atSample());
        g.setColor(FADE);
        g.fill(new Rectangle2D.Double(from, plot.y, Math.max(0, plot.x + plot.width - from), plot.height));
    }

    private void threshold() {
        double at = y(inspection.limits().scale().dbfs());
        g.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {9, 5}, 0));
        line(LEVEL.x, at, LEVEL.x + LEVEL.width, at, ORANGE);
        text(
                "threshold " + Text.number(inspection.limits().scale().value()),
                LEVEL.x + 8,
                at - 7,
                ORANGE,
                13,
                Font.BOLD,
                0);
        for (SilenceRun run : inspection.runs()) {
            for (SilenceRun.Click click : run.clicks()) {
                text("×", x(click.start()), at - 5, ORANGE, 15, Font.BOLD, 0.5);
            }
        }
    }

    private void runs() {
        long stop = inspection.termination().atSample();
        for (SilenceRun run : inspection.runs()) {
            long end = stop > run.start() && stop < run.end() ? stop : run.end();
            if (x(end) - x(run.start()) > 44) {
                String length = String.format(Locale.ROOT, "%.2f s", series.seconds(end - run.start()));
                text(length, (x(run.start()) + x(end)) / 2, LEVEL.y + LEVEL.height - 8, SOFT, 13, Font.PLAIN, 0.5);
            }
        }
    }

    private void digits() {
        g.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2, 3}, 0));
        for (Digit digit : series.digits()) {
            double at = x(Math.max(0, digit.atSample()));
            line(at, LEVEL.y, at, LEVEL.y + LEVEL.height, PURPLE);
            text(String.valueOf(digit.digit()), at + 4, LEVEL.y + LEVEL.height - 24, PURPLE, 15, Font.BOLD, 0);
        }
    }

    private void stop() {
        double at = x(inspection.termination().atSample());
        g.setStroke(new BasicStroke(3));
        line(at, LEVEL.y, at, LEVEL.y + LEVEL.height, INK);
        line(at, WAVE.y, at, WAVE.y + WAVE.height, INK);
        boolean left = at > LEVEL.x + LEVEL.width / 2.0;
        text("stop", at + (left ? -8 : 8), LEVEL.y + 16, INK, 14, Font.BOLD, left ? 1 : 0);
    }

    private double x(long sample) {
        double part = Math.min(1, Math.max(0, (double) sample / Math.max(1, series.end())));
        return LEVEL.x + part * LEVEL.width;
    }

    private double y(double dbfs) {
        double part = (top - Math.max(bottom, Math.min(top, dbfs))) / (top - bottom);
        return LEVEL.y + part * LEVEL.height;
    }

    private String time(long sample) {
        return Text.seconds(series.seconds(sample));
    }

    private void line(double x1, double y1, double x2, double y2, Color colour) {
        g.setColor(colour);
        g.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    /** Text whose left ({@code align} 0), middle (0.5) or right (1) end is at {@code x}. */
    private void text(String text, double x, double y, Color colour, int size, int style, double align) {
        g.setFont(new Font(Font.SANS_SERIF, style, size));
        float left = (float) (x - align * g.getFontMetrics().stringWidth(text));
        g.setColor(HALO);
        for (int i = 0; i < 4; i++) {
            g.drawString(text, left + (i % 2 == 0 ? -1.5f : 1.5f), (float) y + (i < 2 ? -1.5f : 1.5f));
        }
        g.setColor(colour);
        g.drawString(text, left, (float) y);
    }

    private String fitted(String text, int width, int size) {
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        String fitted = text;
        while (fitted.length() > 1 && g.getFontMetrics().stringWidth(fitted + "…") > width) {
            fitted = fitted.substring(0, fitted.length() - 1);
        }
        return fitted.equals(text) ? text : fitted + "…";
    }
}
