package io.tacet.samples.voicemail.sip;

/** Takes new calls. Thread: the calls' executor. */
public interface InviteHandler {
    /** Somebody calls: accept it, or reject it; nobody else does. */
    void onInvite(Invite invite);
}
