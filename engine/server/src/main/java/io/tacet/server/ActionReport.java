package io.tacet.server;

import io.tacet.OpenResult;
import io.tacet.RecordingManifest;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.action.ActionError;
import io.tacet.action.ActionEvent;
import io.tacet.action.PendingAction;
import java.io.PrintStream;

/**
 * Says what became of an action: its event in one line on standard output, a line for people on standard error. Thread: main.
 *
 * @param action whose event it is
 */
record ActionReport(PendingAction action, PrintStream out, PrintStream err) implements Outcome {
    @Override
    public int of(String input, RecordingRequest request, RecordingResult result) {
        if (result instanceof RecordingResult.Completed completed) {
            String place = completed.location() == null ? input : completed.location();
            verdict(place, completed.manifest(), request);
        } else if (result instanceof RecordingResult.Failed failed) {
            verdict(input, failed.manifest(), request);
            err.println("tacet record: " + input + ": " + failed.kind() + ": " + failed.reason()
                    + "; what was recorded stays in the spool");
        }
        return action.event(result).map(this::event).orElse(TacetCommand.FAILED);
    }

    @Override
    public int refused(String input, OpenResult.Refused refused) {
        err.println("tacet record: " + input + ": not started, " + refused.reason() + ": " + refused.detail());
        return event(action.failed(ActionError.SYSTEM));
    }

    /** Prints an event; returns its exit code. */
    int event(ActionEvent event) {
        out.println(event.json());
        out.flush();
        return event.type() == ActionEvent.Type.ACTION_SUCCESSFUL ? TacetCommand.RECORDED : TacetCommand.FAILED;
    }

    private void verdict(String subject, RecordingManifest manifest, RecordingRequest request) {
        err.println(subject + ": " + Verdict.of(manifest, request));
        for (String warning : manifest.warnings()) {
            err.println("warning: " + warning);
        }
    }
}
