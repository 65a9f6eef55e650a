package io.tacet.action.outbox;

import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.action.ActionContext;
import io.tacet.action.ActionError;
import io.tacet.action.ActionEvent;
import io.tacet.action.ActionOutcome;
import io.tacet.action.ActionParser;
import io.tacet.action.ActionPlan;
import io.tacet.action.ActionSettings;
import io.tacet.action.PendingAction;
import java.io.IOException;

/**
 * Runs actions on an engine: JSON in, a recording and one event out. The engine's sink must be an {@link ActionSink} on the same outbox.
 *
 * <p>Thread: any. {@link #run} writes one small file before the recording starts, and so may block for as long as the disk does.
 */
public final class ActionRunner {
    private final RecordingEngine engine;
    private final ActionOutbox outbox;
    private final ActionParser parser;
    private final ActionSettings settings;

    /**
     * The runner closes neither engine nor outbox.
     *
     * @param engine its sink is an {@link ActionSink} on the same outbox
     * @param outbox keeps the actions until their events are acknowledged
     * @param parser reads them
     * @param settings how thresholds are read
     */
    public ActionRunner(RecordingEngine engine, ActionOutbox outbox, ActionParser parser, ActionSettings settings) {
        this.engine = engine;
        this.outbox = outbox;
        this.parser = parser;
        this.settings = settings;
    }

    /**
     * Runs an action.
     *
     * @param json the action
     * @param context of the call
     * @param host what is not the action's to say: payload types, encoding, source, listener
     * @return running, failed with its event on the way, or not ours
     * @throws IOException if the action or its event cannot be made durable; nothing runs then
     */
    public Run run(String json, ActionContext context, RecordingRequest.Builder host) throws IOException {
        ActionOutcome outcome = parser.parse(json);
        if (outcome instanceof ActionOutcome.Foreign foreign) {
            return new Run.NotOurs(foreign);
        }
        if (outcome instanceof ActionOutcome.Invalid invalid) {
            return invalid(invalid, context);
        }
        ActionPlan plan = ActionPlan.of((ActionOutcome.Valid) outcome, context);
        if (plan instanceof ActionPlan.Ready ready) {
            return start(ready, host);
        }
        return invalid(((ActionPlan.Refused) plan).invalid(), context);
    }

    /**
     * Stops a recording because the call goes on to something else: its event will be ACTION_INTERRUPTED.
     *
     * @param recording of an action that runs
     * @throws IOException if the outbox cannot note it; the recording goes on
     */
    public void interrupt(Recording recording) throws IOException {
        outbox.interrupt(recording.id());
        recording.stop();
    }

    private Run start(ActionPlan.Ready plan, RecordingRequest.Builder host) throws IOException {
        RecordingRequest.Builder builder = plan.request(host, settings);
        RecordingRequest request = builder.listener(
                        new ActionListener(outbox, builder.build().listener()))
                .build();
        PendingAction action = plan.pending();
        outbox.begin(action);
        OpenResult opened = engine.open(request);
        if (opened instanceof OpenResult.Opened open) {
            return new Run.Running(open.recording(), open.input(), plan);
        }
        OpenResult.Refused refused = (OpenResult.Refused) opened;
        return failed(action.failed(ActionError.SYSTEM), refused.reason() + ": " + refused.detail());
    }

    private Run invalid(ActionOutcome.Invalid invalid, ActionContext context) throws IOException {
        PendingAction action = PendingAction.of(invalid, context);
        return failed(
                action.failed(invalid.error()), invalid.violations().get(0).toString());
    }

    private Run failed(ActionEvent event, String reason) throws IOException {
        outbox.complete(event);
        outbox.release(event.id());
        return new Run.Failed(event, reason);
    }

    /** What became of an action so far. */
    public sealed interface Run {
        /**
         * The recording runs; give its packets to the input. The plan knows the key.
         *
         * @param recording the handle
         * @param input takes its packets, by one thread at a time
         * @param plan participant, bucket and key
         */
        record Running(Recording recording, MediaInput input, ActionPlan.Ready plan) implements Run {}

        /**
         * Nothing was recorded; the event is on its way.
         *
         * @param event ACTION_FAILED
         * @param reason for people, one line
         */
        record Failed(ActionEvent event, String reason) implements Run {}

        /**
         * Not a RecordAudio action; no event.
         *
         * @param outcome what it is instead
         */
        record NotOurs(ActionOutcome.Foreign outcome) implements Run {}
    }
}
