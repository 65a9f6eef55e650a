package io.tacet;

/** The life of a recording: straight down, with two terminal states. */
public enum RecordingState {
    /** Opened; no packet accepted yet. */
    OPENED,
    /** Packets come in. */
    RECORDING,
    /** The end is decided; blocks are on their way to the spool, then the file is sealed. */
    FLUSHING,
    /** Sealed; the sink has it. */
    DELIVERING,
    /** The sink confirmed (or the recording was aborted, and nothing is kept). Terminal. */
    COMPLETED,
    /** It could not be written or delivered. Terminal. */
    FAILED;

    /** {@return whether nothing follows} */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED;
    }
}
