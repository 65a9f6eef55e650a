package io.tacet.benchmarks.load;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** Charts as SVG. Thread: one, without a display. */
final class Charts {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 420;

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private Charts() {}

    static void cpuOverRecordings(Path file, Map<String, double[][]> series) throws IOException {
        XYChart chart = chart("CPU per frame", "recordings", "ns");
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0);
        write(chart, series, file);
    }

    static void latencies(Path file, Map<String, double[][]> series) throws IOException {
        XYChart chart = chart("Decision latency: frame to onEnded", "one decision in so many takes longer", "ms");
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0);
        write(chart, series, file);
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        return chart;
    }

    private static void write(XYChart chart, Map<String, double[][]> series, Path file) throws IOException {
        series.forEach((name, points) -> {
            if (points[0].length > 0) {
                chart.addSeries(name, points[0], points[1]);
            }
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.paint(graphics, WIDTH, HEIGHT);
        try (OutputStream out = Files.newOutputStream(file)) {
            Processors.get("svg")
                    .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, HEIGHT))
                    .writeTo(out);
        }
    }
}
