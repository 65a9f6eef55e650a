package io.tacet.server;

import io.tacet.RecordingResult;
import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.sink.ManifestJson;
import io.tacet.spi.RecordingSink;
import io.tacet.wav.WavRepair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tacet recover}: finishes what a dead process left, or repairs one WAV. Thread: main. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Finishes and delivers recordings that a killed process left in DIR/.spool; or gives an unfinished WAV,",
            "whoever left it, the sizes that its length says (the original is kept beside it).",
            "Prints one line of JSON for each recording. May be repeated, and killed at any time."
        },
        footer = {
            "",
            "Exit code: 0 done, or there was nothing to do; 1 something could not be recovered; 2 wrong usage.",
            "Examples: tacet recover recordings",
            "          tacet recover broken.wav"
        })
final class RecoverCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR|FILE", description = "output directory of a command, or a WAV file")
    @Nullable
    Path target;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = "where recordings go: dir, dir:DIRECTORY or s3 (default: dir, which is DIR itself)")
    String sink = "dir";

    @Mixin
    S3Options s3 = new S3Options();

    private final PrintStream out;
    private final PrintStream err;

    RecoverCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        Path path = target;
        if (path == null || !Files.exists(path)) {
            throw new UsageException(
                    "DIR|FILE is '" + path + "', which is not there; allowed are an output directory or a WAV file");
        }
        return Files.isDirectory(path) ? recover(path) : repair(path);
    }

    private int repair(Path file) {
        try {
            Path original = WavRepair.repair(file);
            err.println(
                    original == null
                            ? file + ": nothing to repair"
                            : file + ": repaired; original kept as " + original);
            return TacetCommand.RECORDED;
        } catch (IOException failed) {
            err.println("tacet recover: " + file + ": " + TacetCommand.oneLine(failed));
            return TacetCommand.FAILED;
        }
    }

    private int recover(Path directory) throws IOException {
        Path spool = directory.resolve(".spool");
        int[] failures = new int[1];
        try (RecordingSink to = sink(directory)) {
            RecoveryReport report = Recovery.recover(spool, to, result -> failures[0] += say(result));
            report.problems().forEach(problem -> err.println("tacet recover: " + problem));
            boolean inUse = report.problems().stream().anyMatch(problem -> problem.contains("is in use by process"));
            int count = report.results().size();
            err.println(
                    count == 0 && !inUse
                            ? directory + ": nothing to recover"
                            : directory + ": " + count + (count == 1 ? " recording" : " recordings") + " recovered");
            return failures[0] > 0 || !report.problems().isEmpty() ? TacetCommand.FAILED : TacetCommand.RECORDED;
        } catch (IOException | UsageException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException(TacetCommand.oneLine(failed), failed);
        }
    }

    private int say(RecordingResult result) {
        if (result instanceof RecordingResult.Completed completed) {
            out.println(ManifestJson.of(completed.manifest(), completed.location()));
            return 0;
        }
        if (result instanceof RecordingResult.Failed failed) {
            out.println(ManifestJson.of(failed.manifest(), null));
            err.println("tacet recover: " + failed.recordingId() + ": " + failed.kind() + ": " + failed.reason());
        }
        return 1;
    }

    private RecordingSink sink(Path directory) {
        if (sink.equals("dir")) {
            return Places.directory(directory);
        }
        if (sink.startsWith("dir:") && sink.length() > "dir:".length()) {
            return Places.directory(Path.of(sink.substring("dir:".length())));
        }
        if (sink.equals("s3")) {
            return Places.buckets(s3.sink(err), directory);
        }
        throw PlainNumber.refused("--sink", sink, "dir, dir:DIRECTORY, s3");
    }
}
