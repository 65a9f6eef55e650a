package io.tacet.samples.voicemail.sip;

/** Told what happens to one call's dialog. Thread: the calls' executor. */
public interface DialogListener {
    /** The caller took our answer. The body is his session description if he owed one, else empty. */
    void onAck(byte[] body);

    /** The caller wants the session changed: accept it, or reject it, and everything stays. */
    void onReInvite(Invite invite);

    /** The caller gave up before we answered. */
    void onCancel();

    /** The caller hung up. */
    void onBye();

    /** The dialog is no more, whatever the reason. */
    void onGone();
}
