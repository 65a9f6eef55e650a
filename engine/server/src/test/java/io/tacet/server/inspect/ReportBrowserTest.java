package io.tacet.server.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Termination;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report in a real Chromium: no console message, no request, the slider's stop is the engine's, keyboard, phone. Screenshots lie in
 * {@code target/browser}. Skips where Chromium, node or playwright-core is missing; {@code .ci/run} installs them.
 */
@Tag("browser")
class ReportBrowserTest {
    private static final Path SHOTS = Path.of("target", "browser");

    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldShowWhatTheEngineDecides() throws Exception {
        String chromium = chromium();
        Path playwright = playwright();
        assumeTrue(chromium != null, "skipped: no chromium");
        assumeTrue(playwright != null, "skipped: no playwright-core in .ci/browser");
        assumeTrue(Program.exists("node", "--version"), "skipped: no node");
        SilencePolicy three = SilencePolicy.after(Duration.ofSeconds(3));
        Inspection voicemail = inspection(Samples.audio("voicemail"), List.of(Press.parse("5@9.1")), three);
        Path report = directory.resolve("report.html");
        ReportPage.write(voicemail, report);
        Path summary = directory.resolve("summary.html");
        List<Inspection> all = new ArrayList<>();
        for (Path input : Samples.all()) {
            if (input.toString().endsWith(".wav")) {
                all.add(inspection(input, List.of(), SilencePolicy.after(Duration.ofSeconds(2))));
            }
        }
        SummaryPage.write("audio", all, summary);
        long seed = System.nanoTime();
        System.out.println("ReportBrowserTest: seed " + seed);
        new PageCases(seed).write(directory.resolve("cases"));
        Files.createDirectories(SHOTS);
        Program.Result result = Program.run(List.of(
                "node",
                PageRulesTest.resource("browse.js").toString(),
                String.valueOf(playwright),
                String.valueOf(chromium),
                report.toString(),
                summary.toString(),
                directory.resolve("cases").toString(),
                SHOTS.toString()));
        System.out.println(result.output());
        assertEquals(0, result.exitCode(), result.output());
        assertSays(result, "as given", decided(voicemail, 200, three));
        assertSays(result, "threshold 1", decided(voicemail, 1, three));
        assertSays(
                result,
                "threshold 50, silence 0.8",
                decided(voicemail, 50, SilencePolicy.after(Duration.ofMillis(800))));
    }

    private static void assertSays(Program.Result result, String settings, Termination termination) {
        String line = settings + ": " + termination.cause() + " " + termination.atSample();
        assertTrue(result.output().lines().anyMatch(line::equals), "expected \"" + line + "\" in " + result.output());
    }

    private static Termination decided(Inspection inspection, double threshold, SilencePolicy policy) {
        Limits limits = inspection.limits();
        SilencePolicy wanted = policy.withThreshold(Recommendation.threshold(threshold, limits.scale()));
        return WhatIf.decide(inspection.series(), limits.with(wanted)).termination();
    }

    private static Inspection inspection(Path input, List<Press> presses, SilencePolicy silence) throws IOException {
        RecordingRequest request;
        try (MediaReplay replay = Samples.replay(input, presses)) {
            request = RecordingRequest.builder()
                    .payloadTypes(replay.payloadTypes())
                    .silence(silence)
                    .build();
        }
        Limits limits = new Limits(request, silence, false);
        String name = String.valueOf(input.getFileName());
        return Inspection.of(name, Samples.series(input, presses), limits, null, List.of());
    }

    private static @Nullable String chromium() throws InterruptedException {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            if (Program.exists("sh", "-c", "command -v " + name)) {
                return result(name);
            }
        }
        return null;
    }

    private static @Nullable String result(String name) throws InterruptedException {
        try {
            return Program.run(List.of("sh", "-c", "command -v " + name))
                    .output()
                    .strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** Where .ci/run put it, in a folder above. */
    private static @Nullable Path playwright() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null) {
            Path candidate = here.resolve(".ci")
                    .resolve("browser")
                    .resolve("node_modules")
                    .resolve("playwright-core");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
            here = here.getParent();
        }
        return null;
    }
}
