package io.tacet.samples.voicemail.sdp;

/** A body that is no session description; the message is one line that says where. */
public final class MalformedSdpException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedSdpException(String message) {
        super(message);
    }
}
