package io.tacet.server;

import io.tacet.Durability;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionPlan;
import io.tacet.action.ActionSettings;
import io.tacet.action.CallDetails;
import io.tacet.action.PendingAction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code tacet record --action}: one action, run for each input. Thread: main. */
final class ActionRecorder {
    private final ActionOptions options;
    private final ActionSettings settings;
    private final ActionStore store;
    private final Durability durability;
    private final CallDetails call;
    private final PrintStream out;
    private final PrintStream err;

    ActionRecorder(
            ActionOptions options,
            ActionSettings settings,
            Path directory,
            Durability durability,
            PrintStream out,
            PrintStream err) {
        this.options = options;
        this.settings = settings;
        this.durability = durability;
        this.out = out;
        this.err = err;
        store = ActionStore.of(options.sink, directory, options.s3, err);
        call = options.call();
    }

    int record(
            List<Path> inputs,
            ReplayInput.Options replay,
            RecordingRequest.Builder request,
            @Nullable String id,
            boolean realtime) {
        ActionOutcome outcome = options.read(Objects.requireNonNull(options.file));
        outcome.warnings().forEach(warning -> err.println("warning: " + warning));
        if (outcome instanceof ActionOutcome.Invalid invalid) {
            return refuse(invalid, context(0, RecordingIds.of(inputs.get(0))));
        }
        ActionOutcome.Valid valid = (ActionOutcome.Valid) outcome;
        int worst = TacetCommand.RECORDED;
        try (Interruption interruption = Interruption.install()) {
            for (int i = 0; i < inputs.size() && !interruption.requested(); i++) {
                Path input = inputs.get(i);
                ActionPlan plan = plan(valid, i, id == null ? RecordingIds.of(input) : id);
                int code;
                if (plan instanceof ActionPlan.Ready ready) {
                    code = recorder(ready, realtime, interruption)
                            .record(input, replay, ready.request(request, settings));
                } else {
                    code = refuse(((ActionPlan.Refused) plan).invalid(), context(0, RecordingIds.of(input)));
                }
                worst = Math.max(worst, code);
            }
            interruption.exitCode(worst);
        }
        return worst;
    }

    private Recorder recorder(ActionPlan.Ready plan, boolean realtime, Interruption interruption) {
        ActionReport report = new ActionReport(plan.pending(), out, err);
        return new Recorder(
                store.spool(), () -> store.engine().durability(durability), report, realtime, interruption, err);
    }

    private ActionContext context(long counter, String recordingId) {
        return new ActionContext(options.sequence(), counter, call, null, recordingId);
    }

    /** With the counter that was asked for, plus one for each further input; else the smallest whose key is free. */
    private ActionPlan plan(ActionOutcome.Valid valid, int input, String recordingId) {
        int given = options.counter();
        long counter = given < 0 ? 0 : (long) given + input;
        ActionPlan plan = ActionPlan.of(valid, context(counter, recordingId));
        while (given < 0 && plan instanceof ActionPlan.Ready ready && taken(ready)) {
            counter++;
            plan = ActionPlan.of(valid, context(counter, recordingId));
        }
        return plan;
    }

    private boolean taken(ActionPlan.Ready plan) {
        try {
            return store.exists(plan.action().destination().bucketName(), plan.key());
        } catch (IOException e) {
            err.println("warning: the smallest free counter is not known, 0 is taken: " + TacetCommand.oneLine(e));
            return false;
        }
    }

    private int refuse(ActionOutcome.Invalid invalid, ActionContext context) {
        invalid.violations().forEach(violation -> err.println("tacet record: --action: " + violation));
        PendingAction action = PendingAction.of(invalid, context);
        return new ActionReport(action, out, err).event(action.failed(invalid.error()));
    }
}
