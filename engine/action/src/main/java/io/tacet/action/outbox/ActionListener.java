package io.tacet.action.outbox;

import io.tacet.Recording;
import io.tacet.RecordingListener;
import io.tacet.RecordingResult;
import io.tacet.Termination;
import io.tacet.action.ActionEvent;
import io.tacet.action.PendingAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Sends the event of recordings that no sink saw: nothing arrived, the disk failed, the delivery's time ran out. And tells the
 * outbox when the engine has let a recording go.
 *
 * <p>Thread: the engine's callback thread. A listener of the host's own is called first.
 */
public final class ActionListener implements RecordingListener {
    private final ActionOutbox outbox;
    private final RecordingListener host;

    /**
     * Without a listener of the host's own.
     *
     * @param outbox that knows the engine's actions
     */
    public ActionListener(ActionOutbox outbox) {
        this(outbox, RecordingListener.NONE);
    }

    /**
     * Calls the host's listener first; what that throws reaches the engine, after the event is safe.
     *
     * @param outbox that knows the engine's actions
     * @param host called first, on the engine's callback thread
     */
    public ActionListener(ActionOutbox outbox, RecordingListener host) {
        this.outbox = outbox;
        this.host = host;
    }

    @Override
    public void onEnded(Recording recording, Termination termination) {
        host.onEnded(recording, termination);
    }

    @Override
    public void onCompleted(RecordingResult result) {
        try {
            host.onCompleted(result);
        } finally {
            settle(result);
        }
    }

    private void settle(RecordingResult result) {
        String id = result.recordingId();
        try {
            PendingAction action = outbox.find(id);
            if (action != null) {
                Optional<ActionEvent> event = action.event(result);
                if (event.isPresent()) {
                    outbox.complete(event.get());
                } else {
                    outbox.discard(id);
                }
            }
            outbox.release(id);
        } catch (IOException e) {
            throw new UncheckedIOException("event of recording " + id + " is not kept: " + e.getMessage(), e);
        }
    }
}
