package io.tacet.benchmarks.load;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Starts programs that print {@code name=value}, each with a directory of its own that is removed afterwards. Thread: one. */
final class Fork {
    private final Path directory;

    Fork() throws IOException {
        String chosen = System.getenv("TACET_BENCH_DIR");
        directory = Path.of(chosen == null ? "benchmarks/target/bench" : chosen).toAbsolutePath();
        Files.createDirectories(directory);
    }

    Path directory() {
        return directory;
    }

    /** A JVM as this one, running {@code main}; {@code directory=} is added to its arguments. */
    Map<String, Double> java(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx10g", "-XX:MaxDirectMemorySize=4g", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return run(command, "directory=");
    }

    /** A native program; its directory is the last argument. */
    Map<String, Double> program(List<String> command) throws IOException, InterruptedException {
        return run(new ArrayList<>(command), "");
    }

    private Map<String, Double> run(List<String> command, String prefix) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(directory, "run");
        try {
            new ProcessBuilder("sync").start().waitFor();
            command.add(prefix + work);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectInput(new File("/dev/null"))
                    .start();
            Map<String, Double> values = read(process);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("status " + status + " of " + String.join(" ", command));
            }
            return values;
        } finally {
            delete(work);
        }
    }

    private static Map<String, Double> read(Process process) throws IOException {
        Map<String, Double> values = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.indexOf('=');
                if (at > 0) {
                    values.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
                }
            }
        }
        return values;
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
