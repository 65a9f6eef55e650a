package io.tacet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine asks its host for no flag of the JVM, and says nothing on stderr (DESIGN.md, decision 6). */
class NoFlagsTest {
    @Test
    void shouldRecordInEveryThreadingModeInAJvmWithoutFlags(@TempDir Path directory) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                directory.toString());
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            builder.environment().remove(variable);
        }
        Path errors = directory.resolve("stderr");
        Path output = directory.resolve("stdout");
        Process process = builder.redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the child still runs");
        assertEquals("", Files.readString(errors));
        assertEquals(0, process.exitValue());
        assertEquals("INVOKER 44844\nSHARED 44844\nDEDICATED 44844\n", Files.readString(output)); // 44 + 2 × 140 × 160
    }

    /** A host that embeds the engine. */
    static final class Host {
        private Host() {}

        public static void main(String[] arguments) throws Exception {
            for (ThreadingMode mode : ThreadingMode.values()) {
                System.out.print(mode + " " + record(mode, Path.of(arguments[0], mode.name())) + "\n");
            }
        }

        private static long record(ThreadingMode mode, Path directory) throws IOException {
            Path recordings = directory.resolve("recordings");
            EngineConfig config = EngineConfig.builder(new DirectorySink(recordings))
                    .threading(mode)
                    .spoolDirectory(directory.resolve("spool"))
                    .freeSpaceFloorBytes(0)
                    .stallBudget(Duration.ofSeconds(10))
                    .build();
            try (RecordingEngine engine = RecordingEngine.launch(config)) {
                OpenResult.Opened call = engine.open(RecordingRequest.builder()
                                .id("call")
                                .silence(SilencePolicy.after(Duration.ofSeconds(1)))
                                .terminators(Terminators.of("#"))
                                .build())
                        .orThrow();
                long start = System.nanoTime();
                for (int i = 0; i < 140; i++) {
                    byte[] packet = EngineHarness.rtp(0, false, i, 160 * i, 7, EngineHarness.loudUlaw(0.02));
                    call.input().onRtp(packet, 0, packet.length, start + i * 20_000_000L, 0);
                }
                byte[] key = EngineHarness.rtp(101, true, 140, 160 * 140, 7, new byte[] {11, 10, 0, (byte) 160});
                call.input().onRtp(key, 0, key.length, start + 140 * 20_000_000L, 0);
                call.input().close();
            }
            try (Stream<Path> files = Files.walk(recordings)) {
                Path wav = files.filter(file -> file.toString().endsWith(".wav"))
                        .findFirst()
                        .orElseThrow();
                return Files.size(wav);
            }
        }
    }
}
