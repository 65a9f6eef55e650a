package io.tacet.server.capture;

import org.jspecify.annotations.Nullable;

/**
 * A view of one UDP datagram of a capture, moved on by {@link CaptureReader#next(Datagram)}: its bytes are valid until the next call.
 * Thread: the reader's.
 */
public final class Datagram {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int offset;
    private int length;
    private long arrivalNanos;
    private @Nullable Flow flow;

    void wrap(byte[] buffer, int payloadOffset, int payloadLength, Flow path) {
        bytes = buffer;
        offset = payloadOffset;
        length = payloadLength;
        flow = path;
    }

    void arrivalNanos(long nanos) {
        arrivalNanos = nanos;
    }

    /** When it was captured: nanoseconds after the first record of the capture, never going back. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /** Who sent it to whom. The same object for datagrams of the same flow, as long as the capture has few flows. */
    public Flow flow() {
        if (flow == null) {
            throw new IllegalStateException("no datagram was read yet");
        }
        return flow;
    }

    /** The array that holds the UDP payload. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the payload begins in {@link #bytes()}. */
    public int offset() {
        return offset;
    }

    /** Bytes of payload, at least 0. */
    public int length() {
        return length;
    }
}
