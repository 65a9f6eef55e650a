package io.tacet.samples.voicemail.sip;

import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.DialogState;
import org.jspecify.annotations.Nullable;

/**
 * One call's dialog: who listens to it, and its end.
 *
 * <p>Thread: the calls' executor. Design note: hangs on the stack's dialog, so that a request finds its call without a table of ours.
 */
public final class SipDialog {
    private final Dialog dialog;
    private final Consumer<Dialog> hangUp;
    private @Nullable DialogListener listener;

    SipDialog(Dialog dialog, Consumer<Dialog> hangUp) {
        this.dialog = dialog;
        this.hangUp = hangUp;
    }

    /** Whom to tell. */
    public void listener(DialogListener value) {
        listener = value;
    }

    @Nullable
    DialogListener listener() {
        return listener;
    }

    /** Ends it without a word, as the caller cannot be reached; the listener is told by the stack. */
    void abandon() {
        dialog.delete();
    }

    /** Hangs up, unless it has ended already. */
    public void bye() {
        if (dialog.getState() == DialogState.CONFIRMED) {
            hangUp.accept(dialog);
        }
    }
}
