package io.tacet.server.replay;

/** What media is played into: a recording, or an inspection. Thread: one. */
public interface ReplayTarget {
    /** Offers an RTP packet; false if there is no use in going on. */
    boolean rtp(byte[] bytes, int offset, int length, long arrivalNanos);

    /** Offers a frame; false if there is no use in going on. */
    boolean audio(int timestamp, byte[] bytes, int offset, int length, long arrivalNanos);

    /** A key is pressed behind what was offered so far. */
    void digit(char digit);
}
