package io.tacet.server.audiosocket;

import java.util.Locale;

/** Why a connection was closed: each is counted under exactly one of these. */
public enum Ending {
    /** The far end hung up. */
    HANG_UP,
    /** The engine ended the recording; the far end was told to hang up. */
    RECORDING_ENDED,
    /** This server is closing; the far end was told to hang up. */
    SERVER_CLOSED,
    /** The far end closed the connection between two frames, without a hang-up. */
    DISCONNECTED,
    /** The far end closed the connection within a frame: its length lied, or the network broke. */
    TRUNCATED,
    /** The connection broke. */
    CONNECTION_LOST,
    /** More connections than are allowed. */
    TOO_MANY_CONNECTIONS,
    /** The first frame was not a UUID. */
    NO_UUID,
    /** A second UUID came. */
    SECOND_UUID,
    /** No UUID came in time. */
    HANDSHAKE_TIMEOUT,
    /** Nothing came for too long. */
    IDLE_TIMEOUT,
    /** No recording waits for this UUID, and unknown ones are not taken. */
    UNKNOWN_CALL,
    /** Another connection brings this call already. */
    CALL_TAKEN,
    /** The engine refused the recording. */
    RECORDING_REFUSED,
    /** A frame of a kind that AudioSocket does not have. */
    UNKNOWN_KIND,
    /** A length that its kind cannot have: a UUID that is not 16 bytes, a key that is not 1, a hang-up with a payload. */
    WRONG_LENGTH,
    /** More than a second of audio in one frame. */
    FRAME_TOO_LONG,
    /** An odd number of bytes of 16-bit samples. */
    ODD_LENGTH,
    /** Audio at another rate than the recording's, or at one that no recording can have. */
    WRONG_RATE,
    /** A key that is not a printable character. */
    WRONG_DIGIT,
    /** The far end reported an error of its own. */
    FAR_ERROR,
    /** A defect of ours, contained to this connection. */
    INTERNAL;

    /** Its name in metrics, for example {@code hang_up}. */
    public String metricName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the far end is still there and behaved: it is told to hang up, and given time to read that. */
    boolean polite() {
        return switch (this) {
            case RECORDING_ENDED, SERVER_CLOSED, UNKNOWN_CALL, CALL_TAKEN, RECORDING_REFUSED, IDLE_TIMEOUT -> true;
            default -> false;
        };
    }
}
