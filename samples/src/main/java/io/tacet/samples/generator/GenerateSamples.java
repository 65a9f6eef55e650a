package io.tacet.samples.generator;

import io.tacet.samples.generator.audio.AudioScenarios;
import io.tacet.samples.generator.captures.CaptureScenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code audio} and {@code captures} with their truth into a folder; the same bytes every time, on every JVM.
 *
 * <p>Thread: main. Run it with {@code samples} as the folder when a scenario was changed, and commit what it writes.
 */
public final class GenerateSamples {
    private GenerateSamples() {}

    /** One argument: the folder. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: GenerateSamples FOLDER");
            System.exit(2);
        }
        write(Path.of(arguments[0]));
    }

    /** Writes everything. */
    public static void write(Path folder) throws IOException {
        AudioScenarios.writeTo(Files.createDirectories(folder.resolve("audio")));
        CaptureScenarios.writeTo(Files.createDirectories(folder.resolve("captures")));
    }
}
