package io.tacet.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Part {@code engine}: the engine at several numbers of recordings and levels of durability, in turn with the C programs of
 * {@code benchmarks/native/floor.c}, each run a process of its own. Prints medians and ratios; draws CPU per frame over the number of
 * recordings. Arguments: the preset, the compiled C program, and where the chart goes. Thread: one.
 *
 * <p>Result (2026-11-28, AMD EPYC, 2 idle processors, JDK 17, 10,000 recordings, ns of CPU a frame, medians of 3 in turn with C1):
 * durability none 471 against 201, process 735 against 226, power 683 against 241.
 */
public final class EngineComparison {
    private static final String NANOS = "nanosPerFrame";

    /** One configuration of the engine and what it is held against. */
    private record Case(int recordings, String durability, int frames, int most) {
        String name() {
            return recordings + " " + durability;
        }

        boolean inMemory() {
            return durability.equals("memory");
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(100, "none", 20_480, Integer.MAX_VALUE),
            new Case(1_000, "none", 3_072, Integer.MAX_VALUE),
            new Case(10_000, "none", 512, Integer.MAX_VALUE),
            new Case(10_000, "process", 512, Integer.MAX_VALUE),
            new Case(10_000, "power", 512, Integer.MAX_VALUE),
            new Case(15_000, "none", 512, Integer.MAX_VALUE),
            new Case(1_000, "memory", 512, 8_192),
            new Case(50_000, "memory", 128, 104));

    private final Preset preset;
    private final String floor;
    private final Fork fork = new Fork();
    private final Path bank;
    private final Map<String, Samples> engine = new LinkedHashMap<>();
    private final Map<String, Samples> copies = new LinkedHashMap<>();
    private final Map<String, Samples> limits = new LinkedHashMap<>();
    private final Report report = new Report();

    private EngineComparison(Preset preset, String floor) throws IOException {
        this.preset = preset;
        this.floor = floor;
        bank = Files.createTempFile(fork.directory(), "bank", ".bin");
        Frames.write(bank);
    }

    /** Runs the part. */
    public static void main(String[] arguments) throws Exception {
        EngineComparison comparison = new EngineComparison(Preset.of(arguments[0]), arguments[1]);
        try {
            for (int round = 0; round < comparison.preset.rounds(); round++) {
                comparison.round(round);
            }
            comparison.tables();
            Charts.cpuOverRecordings(Path.of(arguments[2]), comparison.series());
            comparison.report.write("engine");
        } finally {
            Files.delete(comparison.bank);
        }
    }

    private void round(int round) throws IOException, InterruptedException {
        for (Case one : CASES) {
            if (round > 0 && one.recordings() != 10_000 && !preset.name().equals("full")) {
                continue; // what the targets are about is repeated first
            }
            int frames = Math.max(104, (int) (one.frames() * preset.share()));
            Map<String, Double> run = fork.java(
                    EngineRun.class,
                    "recordings=" + one.recordings(),
                    "durability=" + one.durability(),
                    "frames=" + frames,
                    "most=" + one.most(),
                    "warmup=" + preset.warmupSeconds());
            engine.computeIfAbsent(one.name(), name -> new Samples()).add(run);
            if (!one.inMemory()) {
                int warm = Objects.requireNonNull(run.get("warmupRounds"), "warmupRounds")
                        .intValue();
                copies.computeIfAbsent(one.name(), name -> new Samples()).add(floor("c0", one, frames, warm));
                limits.computeIfAbsent(one.name(), name -> new Samples()).add(floor("c1", one, frames, warm));
            }
            System.err.printf("round %d, %s: %.0f ns%n", round + 1, one.name(), run.get(NANOS));
        }
    }

    /** With as many frames before as the engine had in its warm-up, so that the disk has taken as much. */
    private Map<String, Double> floor(String kind, Case one, int frames, int warm)
            throws IOException, InterruptedException {
        return fork.program(List.of(
                floor,
                kind,
                one.durability(),
                Integer.toString(one.recordings()),
                Integer.toString(frames),
                Integer.toString(warm),
                bank.toString()));
    }

    private void tables() {
        report.line("## Engine: frames from `onRtp` to the WAV on disk").line("");
        report.line(
                "µ-law, 20 ms, every limit on, one producer; ns of CPU (user and system) a frame of the threads that record, median of");
        report.line(
                "%d interleaved runs (least–most; one run where there is one number). C0, C1: the least work, in C; C1 has rings and drains up to 47 frames",
                preset.rounds());
        report.line(
                "of a recording at once, C0 one, which finds everything cold: so it may cost more. Every file was compared byte for byte.");
        report.line("")
                .line(
                        "| recordings | durability | Tacet | C0 | C1 | Tacet ÷ C1 | recorder | journal | writer | sync | producer |");
        report.line("|---|---|---|---|---|---|---|---|---|---|---|");
        for (Case one : CASES) {
            Samples mine = samples(engine, one);
            Samples c0 = samples(copies, one);
            Samples c1 = samples(limits, one);
            report.line(
                    "| %,d | %s | **%.0f** (%s) | %s | %s | %s | %.0f | %.0f | %.0f | %.0f | %.0f |",
                    one.recordings(),
                    one.durability(),
                    mine.median(NANOS),
                    mine.range(NANOS),
                    c0.isEmpty() ? "" : String.format("%.0f", c0.median(NANOS)),
                    c1.isEmpty() ? "" : String.format("%.0f (%s)", c1.median(NANOS), c1.range(NANOS)),
                    c1.isEmpty() ? "" : String.format("**%.2f**", mine.median(NANOS) / c1.median(NANOS)),
                    mine.median(NANOS + ".recorder"),
                    mine.median(NANOS + ".journal"),
                    mine.median(NANOS + ".writer"),
                    mine.median(NANOS + ".sync") + mine.median(NANOS + ".housekeeping"),
                    mine.median(NANOS + ".producer"));
        }
        report.line("")
                .line(
                        "| recordings | durability | 1 s ÷ (50 × CPU a frame), calculated | heap each | direct each | together | garbage a frame: recorder, journal, writer |");
        report.line("|---|---|---|---|---|---|---|");
        for (Case one : CASES) {
            Samples mine = samples(engine, one);
            double heap = mine.median("heapBytesEach") / 1024;
            double direct = mine.median("directBytesEach") / 1024;
            report.line(
                    "| %,d | %s | %,.0f | %.1f KiB | %.1f KiB | %.1f KiB | %.4f, %.4f, %.4f B |",
                    one.recordings(),
                    one.durability(),
                    1e9 / (50 * mine.median(NANOS)),
                    heap,
                    direct,
                    heap + direct,
                    mine.median("bytesPerFrame.recorder"),
                    mine.median("bytesPerFrame.journal"),
                    mine.median("bytesPerFrame.writer"));
        }
        report.line("").line("![CPU a frame](charts/engine-cpu.svg)");
    }

    private static Samples samples(Map<String, Samples> of, Case one) {
        return of.getOrDefault(one.name(), new Samples());
    }

    /** By name of the line: recordings and ns. */
    private Map<String, double[][]> series() {
        Map<String, double[][]> series = new LinkedHashMap<>();
        series.put("Tacet, files", line(engine, "none"));
        series.put("Tacet, memory", line(engine, "memory"));
        series.put("C1", line(limits, "none"));
        series.put("C0", line(copies, "none"));
        return series;
    }

    private static double[][] line(Map<String, Samples> of, String durability) {
        List<Case> cases = CASES.stream()
                .filter(one -> one.durability().equals(durability) && of.containsKey(one.name()))
                .toList();
        return new double[][] {
            cases.stream().mapToDouble(Case::recordings).toArray(),
            cases.stream().mapToDouble(one -> samples(of, one).median(NANOS)).toArray()
        };
    }
}
