package io.tacet.server;

import io.tacet.OpenResult;
import io.tacet.RecordingManifest;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.sink.ManifestJson;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of a recording: its manifest in one line on standard output, a line for people on standard error. Thread: main.
 *
 * @param command that speaks, such as {@code tacet record}
 * @param out for machines
 * @param err for people
 */
record Report(String command, PrintStream out, PrintStream err) implements Outcome {
    /** Reports a result, under the name of its input where there is no file; returns the exit code. */
    @Override
    public int of(String input, RecordingRequest request, RecordingResult result) {
        if (result instanceof RecordingResult.Completed completed) {
            String file = completed.location();
            return say(file == null ? input : file, file, completed.manifest(), request);
        }
        if (result instanceof RecordingResult.Failed failed) {
            say(input, null, failed.manifest(), request);
            err.println(command + ": " + input + ": " + failed.kind() + ": " + failed.reason());
        }
        return TacetCommand.FAILED;
    }

    @Override
    public int refused(String input, OpenResult.Refused refused) {
        err.println(command + ": " + input + ": not started, " + refused.reason() + ": " + refused.detail());
        return TacetCommand.FAILED;
    }

    private int say(String subject, @Nullable String file, RecordingManifest manifest, RecordingRequest request) {
        out.println(ManifestJson.of(manifest, file));
        out.flush();
        err.println(subject + ": " + Verdict.of(manifest, request));
        for (String warning : manifest.warnings()) {
            err.println("warning: " + warning);
        }
        return manifest.cause().success() ? TacetCommand.RECORDED : TacetCommand.FAILED;
    }
}
