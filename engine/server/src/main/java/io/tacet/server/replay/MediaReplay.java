package io.tacet.server.replay;

import io.tacet.PayloadTypes;
import java.io.IOException;
import java.util.List;

/** Recorded media that can be played into a recording, once. Thread: one at a time. */
public interface MediaReplay extends AutoCloseable {
    /** What its packets carry. */
    PayloadTypes payloadTypes();

    /** What people should know before it is played, one line each. */
    List<String> notes();

    /** How long it lasts, in nanoseconds of media, as far as known. */
    long durationNanos();

    /**
     * Plays it until its end or the recording's.
     *
     * @throws IOException if it cannot be read
     */
    void play(ReplayTarget target) throws IOException;

    @Override
    void close() throws IOException;
}
