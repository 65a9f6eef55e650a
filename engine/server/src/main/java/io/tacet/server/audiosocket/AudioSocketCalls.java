package io.tacet.server.audiosocket;

import io.tacet.MediaInput;
import io.tacet.Recording;
import java.util.UUID;

/** Which recording a call belongs to. Thread: the server's selector thread; must not block or throw. */
public interface AudioSocketCalls {
    /** A connection brought this UUID as its first frame. */
    Answer claim(UUID call);

    /**
     * The first frame of a call that was {@link Answer.Unknown}: only now its rate is known.
     *
     * @param sampleRate 8000, 16000, 32000 or 48000 Hz
     */
    Answer open(UUID call, int sampleRate);

    /** What becomes of a connection. */
    sealed interface Answer {
        /** Its samples go into this recording, which takes {@link io.tacet.AudioEncoding#PCM16}; no other connection has it. */
        record Joined(Recording recording, MediaInput input) implements Answer {}

        /** No recording waits for it, but one may be opened with its first frame. */
        record Unknown() implements Answer {}

        /** It is closed, and counted under this. */
        record Refused(Ending ending) implements Answer {}
    }
}
