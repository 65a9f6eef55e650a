package io.tacet.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The targets under Jazzer, led by coverage, each in a JVM of its own for 30 s ({@code -Dtacet.fuzz.seconds}), beginning with the samples.
 * What fails is kept in {@code target/fuzz}; Jazzer's lines say how.
 */
@Tag("fuzz")
class JazzerTest {
    private static final int SECONDS = Integer.getInteger("tacet.fuzz.seconds", 30);

    @TempDir
    Path directory = Path.of("");

    private void fuzz(Class<?> target, List<byte[]> seeds, int longest) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path samples = Files.createDirectories(directory.resolve("samples"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(samples.resolve("seed-" + i), seeds.get(i));
        }
        Path failures = Files.createDirectories(Path.of("target", "fuzz")).toAbsolutePath();
        Path log = directory.resolve("log");
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=io.tacet.**",
                        "--reproducer_path=" + failures,
                        "-artifact_prefix=" + failures + "/" + target.getSimpleName() + "-",
                        "-max_total_time=" + SECONDS,
                        "-max_len=" + longest,
                        "-print_final_stats=1",
                        "-rss_limit_mb=4096",
                        "-seed=20260731",
                        corpus.toString(),
                        samples.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(jazzer.waitFor(SECONDS + 120L, TimeUnit.SECONDS), "Jazzer does not end: " + tail(log));
            assertEquals(0, jazzer.exitValue(), () -> tail(log));
        } finally {
            jazzer.destroyForcibly();
        }
        String runs = tail(log)
                .lines()
                .filter(line -> line.contains("Done "))
                .findFirst()
                .orElse("");
        System.out.println(target.getSimpleName() + ": " + runs);
        assertTrue(!runs.isEmpty(), () -> "Jazzer did not run: " + tail(log));
    }

    private static String tail(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - 60), all.size()).stream()
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Test
    void shouldTakeAnyDatagram() throws IOException, InterruptedException {
        fuzz(RtpTarget.class, Seeds.rtp(), 16_384);
    }

    @Test
    void shouldTakeAnyTelephoneEvent() throws IOException, InterruptedException {
        fuzz(TelephoneEventTarget.class, Seeds.telephoneEvents(), 4096);
    }

    @Test
    void shouldReadAnyCaptureOrRefuseIt() throws IOException, InterruptedException {
        fuzz(CaptureTarget.class, Seeds.captures(), 16_384);
    }

    @Test
    void shouldReadAnySessionDescriptionOrRefuseIt() throws IOException, InterruptedException {
        fuzz(SdpTarget.class, SdpTarget.seeds(), 2048);
    }
}
