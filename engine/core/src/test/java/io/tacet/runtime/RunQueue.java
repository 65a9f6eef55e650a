package io.tacet.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the engine's threads were ready to run but had no processor (Linux, {@code /proc/self/task/N/schedstat}); 0 elsewhere. */
final class RunQueue {
    private static final Path TASKS = Path.of("/proc/self/task");

    private RunQueue() {}

    /** Of the threads whose names begin with {@code tacet-}, together, since they started. */
    static long waitedNanos() {
        long waited = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith("tacet-")) {
                    waited += Long.parseLong(
                            Files.readString(task.resolve("schedstat")).split(" ")[1]);
                }
            }
        } catch (IOException | RuntimeException unknownHere) {
            return waited;
        }
        return waited;
    }
}
