package io.tacet.samples.voicemail.sip;

import javax.sip.message.Message;

/** Bodies of messages. Thread: any; no state. */
final class Bodies {
    private static final byte[] NONE = {};

    private Bodies() {}

    /** The body; empty if there is none. */
    static byte[] of(Message message) {
        byte[] content = message.getRawContent();
        return content == null ? NONE : content;
    }
}
