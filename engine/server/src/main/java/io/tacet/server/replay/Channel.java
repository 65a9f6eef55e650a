package io.tacet.server.replay;

/** What is recorded of a stereo file. */
public enum Channel {
    /** The first channel. */
    LEFT,
    /** The second channel. */
    RIGHT,
    /** Half the sum of both, as 16-bit PCM. The default. Trade-off: both parties are heard, but either's noise hides the silence. */
    MIX
}
