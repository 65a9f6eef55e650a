package io.tacet.server.capture;

/** A view of one captured frame, in the window of a {@link CaptureSource}. Thread: the reader's. */
final class CaptureRecord {
    /** Of {@link #epochNanos} for a record without a time of its own. */
    static final long NO_TIME = Long.MIN_VALUE;

    int linkType;
    /** Nanoseconds since 1970, or {@link #NO_TIME}. */
    long epochNanos;
    /** Index of the first byte in the source's window. */
    int index;
    /** Bytes that were captured. */
    int length;
}
