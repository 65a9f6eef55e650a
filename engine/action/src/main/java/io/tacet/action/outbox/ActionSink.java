package io.tacet.action.outbox;

import io.tacet.action.ActionError;
import io.tacet.action.PendingAction;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.IOException;

/**
 * A sink that puts the action's event into the outbox before it passes the confirmation on. Whatever dies in between, the recording
 * is delivered again to the same place and the event is sent once.
 *
 * <p>Thread: the engine's delivery threads. Recordings without an action pass through.
 */
public final class ActionSink implements RecordingSink {
    private final RecordingSink sink;
    private final ActionOutbox outbox;

    /**
     * Wraps the sink that does the work.
     *
     * @param sink delivers; closed with this one
     * @param outbox takes the event before the confirmation is passed on
     */
    public ActionSink(RecordingSink sink, ActionOutbox outbox) {
        this.sink = sink;
        this.outbox = outbox;
    }

    @Override
    public Delivery deliver(SealedRecording recording) throws Exception {
        Delivery delivery = sink.deliver(recording);
        PendingAction action = outbox.find(recording.manifest().recordingId());
        if (action != null && delivery instanceof Delivery.Confirmed) {
            outbox.complete(action.delivered(recording.manifest()));
        } else if (action != null && delivery instanceof Delivery.Refused) {
            outbox.complete(action.failed(ActionError.UPLOAD));
        }
        return delivery;
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    @Override
    public String toString() {
        return sink.toString();
    }
}
