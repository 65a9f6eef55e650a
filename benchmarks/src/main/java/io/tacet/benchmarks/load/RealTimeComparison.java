package io.tacet.benchmarks.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Part {@code realtime}: how many recordings in real time lose nothing, what they cost, and how long decisions take. Arguments: the preset, and
 * where the chart goes. Thread: one; each run is a JVM of its own.
 *
 * <p>Result (2026-11-28, AMD EPYC, 2 idle processors, JDK 17): 10,000 recordings at durability none on 0.39 cores, at power on 0.72, and
 * 14,450 at power on 1.06, nothing lost; 1,000 recordings of which 330 a second end: a decision takes 2.6 ms in the median, 6.3 to 7.0 at
 * p99.9.
 */
public final class RealTimeComparison {
    private static final String DURABILITY = "power";
    /** Of the process's handles the engine uses 95 of 100; the rest of these are the JVM's and the spool's own. */
    private static final int OWN_HANDLES = 100;

    private final Preset preset;
    private final int mostFiles = mostFiles();
    private final Fork fork = new Fork();
    private final Report report = new Report();

    private RealTimeComparison(Preset preset) throws IOException {
        this.preset = preset;
    }

    /** Runs the part. */
    public static void main(String[] arguments) throws Exception {
        RealTimeComparison comparison = new RealTimeComparison(Preset.of(arguments[0]));
        comparison.realTime();
        comparison.latency(Path.of(arguments[1]));
        comparison.report.write("realtime");
    }

    private Map<String, Double> paced(int recordings, String durability) throws IOException, InterruptedException {
        return fork.java(
                RealTimeRun.class,
                "recordings=" + recordings,
                "durability=" + durability,
                "seconds=" + preset.pacedSeconds(),
                "warmup=" + Math.max(5, preset.warmupSeconds()));
    }

    private void realTime() throws IOException, InterruptedException {
        report.line("## Real time").line("");
        report.line(
                "One frame of 20 ms for each recording every 20 ms for %d s, by the wall clock; the producer shares the processors. Cores: CPU of the",
                preset.pacedSeconds());
        report.line(
                "threads that record by seconds; recordings begin 1,000 a second before. Memory: heap after collections and direct buffers, at the end. Every");
        report.line(
                "file was compared. Single runs. With the handles of this process %,d recordings are the most that the engine takes.",
                mostFiles);
        report.line("")
                .line(
                        "| recordings | durability | frames lost | files wrong or missing | producer late, most | cores used | recordings ÷ cores | recorder | journal | writer | sync | collector, compilers | producer | memory each |");
        report.line("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        row(1_000, "none");
        if (mostFiles < 10_000) {
            report.line("")
                    .line("10,000 recordings were left out: the handles of this process are too few (`ulimit -n`).");
            return;
        }
        row(10_000, "none");
        row(10_000, "process");
        boolean held = row(10_000, DURABILITY);
        search(held);
    }

    private static int mostFiles() {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return (int) Math.min(1_000_000, system.getMaxFileDescriptorCount() * 95 / 100) - OWN_HANDLES;
    }

    /** The largest number of those that are tried with nothing lost, up to the handles. */
    private void search(boolean held) throws IOException, InterruptedException {
        int good = held ? 10_000 : 0;
        int bad = held ? mostFiles + 1 : 10_000;
        int next = held ? Math.min(mostFiles, 20_000) : 5_000;
        StringBuilder tried = new StringBuilder("10,000");
        for (int i = 0; i < preset.steps() && bad - good > 500; i++) {
            tried.append(String.format(" and %,d", next));
            if (row(next, DURABILITY)) {
                good = next;
            } else {
                bad = next;
            }
            next = (good + bad) / 2;
            if (good == mostFiles) {
                break;
            }
        }
        report.line("").line("The most of %s that lost nothing at durability %s: **%,d**.", tried, DURABILITY, good);
    }

    private boolean row(int recordings, String durability) throws IOException, InterruptedException {
        Map<String, Double> run = paced(recordings, durability);
        double bad = figure(run, "wrong") + figure(run, "missingFiles") + figure(run, "missingFrames");
        boolean held = figure(run, "lost") == 0 && bad == 0;
        report.line(
                "| %,d | %s | %.0f | %.0f | %.0f ms | %.3f | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.1f KiB |",
                recordings,
                durability,
                figure(run, "lost"),
                figure(run, "wrong") + figure(run, "missingFiles"),
                figure(run, "producerLateMillis"),
                figure(run, "cores"),
                held ? String.format("**%,.0f**", figure(run, "recordingsPerCore")) : "–",
                figure(run, "cores.recorder"),
                figure(run, "cores.journal"),
                figure(run, "cores.writer"),
                figure(run, "cores.sync") + figure(run, "cores.housekeeping"),
                figure(run, "cores.jvm"),
                figure(run, "cores.producer"),
                (figure(run, "heapBytesEach") + figure(run, "directBytesEach")) / 1024);
        if (figure(run, "lost") == 0 && bad > 0) {
            System.err.printf(
                    "realtime: %,.0f files or frames of %,d recordings are wrong or missing%n", bad, recordings);
        }
        return held;
    }

    private void latency(Path chart) throws IOException, InterruptedException {
        report.line("").line("### How long a decision takes").line("");
        report.line(
                "From the arrival of the frame that decides (the last of the duration, or the key) to `onEnded`, duty cycle 5 ms, durability %s; the next",
                DURABILITY);
        report.line(
                "recording follows on each. ms. Of fewer than 1,000 ends p99.9 is the greatest. Undecided: deciding frames without the end that they decide.");
        report.line("");
        report.line(
                "The last column: how late a thread woke in the same run that only sleeps until each beat of 5 ms.");
        report.line("")
                .line(
                        "| recordings | ends | p50 | p99 | p99.9 | max | p99.9 above the duty cycle | undecided | frames lost | sleeper, p99.9 |");
        report.line("|---|---|---|---|---|---|---|---|---|---|");
        Map<String, double[][]> series = new LinkedHashMap<>();
        for (int recordings : new int[] {1, 1_000, 10_000}) {
            if (recordings > mostFiles) {
                continue;
            }
            int rounds = recordings == 10_000 ? 1 : preset.rounds();
            for (int round = 0; round < rounds; round++) {
                Map<String, Double> run = decisions(recordings);
                series.putIfAbsent(String.format("%,d recordings", recordings), cumulated(run));
            }
        }
        report.line("").line("![decision latency](charts/latency.svg)");
        Charts.latencies(chart, series);
    }

    private Map<String, Double> decisions(int recordings) throws IOException, InterruptedException {
        Map<String, Double> run = fork.java(
                LatencyRun.class,
                "recordings=" + recordings,
                "frames=" + (recordings == 1 ? 3 : recordings / 10),
                "durability=" + DURABILITY,
                "seconds=" + preset.pacedSeconds(),
                "warmup=" + Math.max(5, preset.warmupSeconds()));
        report.line(
                "| %,d | %.0f | %.2f | %.2f | %.2f | %.2f | **%.2f** | %.0f | %.0f | %.2f |",
                recordings,
                figure(run, "ended"),
                figure(run, "p50") / 1e3,
                figure(run, "p99") / 1e3,
                figure(run, "p99.9") / 1e3,
                figure(run, "max") / 1e3,
                Math.max(0, figure(run, "p99.9") / 1e3 - 5),
                figure(run, "undecided"),
                figure(run, "lost"),
                figure(run, "sleeper.p99.9") / 1e3);
        return run;
    }

    /** A figure that every run tells. */
    private static double figure(Map<String, Double> run, String name) {
        return Objects.requireNonNull(run.get(name), name);
    }

    /** One in how many takes longer, and milliseconds, from a histogram. */
    private static double[][] cumulated(Map<String, Double> run) {
        List<Map.Entry<Integer, Double>> buckets = new ArrayList<>();
        run.forEach((name, count) -> {
            if (name.startsWith("histogram.")) {
                buckets.add(Map.entry(Integer.valueOf(name.substring(10)), count));
            }
        });
        buckets.sort(Map.Entry.comparingByKey());
        double total = buckets.stream().mapToDouble(Map.Entry::getValue).sum();
        double[][] points = new double[2][buckets.size()];
        double seen = 0;
        for (int i = 0; i < buckets.size(); i++) {
            seen += buckets.get(i).getValue();
            points[0][i] = seen == total ? total : total / (total - seen);
            points[1][i] = buckets.get(i).getKey() / 1e3;
        }
        return points;
    }
}
