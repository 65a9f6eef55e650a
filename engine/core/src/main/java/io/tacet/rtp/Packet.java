package io.tacet.rtp;

import io.tacet.PayloadFormat;
import org.jspecify.annotations.Nullable;

/**
 * One accepted packet: a view into the ring for what is used at once, or a copy of its own for what must wait.
 *
 * <p>Thread: recorder. Copies are pooled; their array grows to what was needed and is kept.
 */
final class Packet {
    /** What a packet carries. */
    enum Kind {
        AUDIO,
        COMFORT_NOISE,
        EVENT
    }

    /** The position is not known yet. */
    static final long UNPLACED = Long.MIN_VALUE;

    /** To be placed in the gap that its sequence number leaves. */
    static final long IN_SEQUENCE = Long.MIN_VALUE + 1;

    Kind kind = Kind.AUDIO;
    byte[] bytes = new byte[0];
    int offset;
    int length;
    int samples;

    @Nullable
    PayloadFormat format;

    int payloadType;
    boolean redundant;
    boolean marker;
    int sequence;
    int timestamp;
    int ssrc;
    long arrivalNanos;
    long source;
    long number;
    long position;
    boolean clockJump;
    boolean newSource;
    boolean first;

    /** Takes over everything of {@code other}, bytes copied. */
    void copy(Packet other) {
        if (bytes.length < other.length) {
            bytes = new byte[Math.max(other.length, 512)];
        }
        System.arraycopy(other.bytes, other.offset, bytes, 0, other.length);
        offset = 0;
        length = other.length;
        kind = other.kind;
        samples = other.samples;
        format = other.format;
        payloadType = other.payloadType;
        redundant = other.redundant;
        marker = other.marker;
        sequence = other.sequence;
        timestamp = other.timestamp;
        ssrc = other.ssrc;
        arrivalNanos = other.arrivalNanos;
        source = other.source;
        number = other.number;
        position = other.position;
        clockJump = other.clockJump;
        newSource = other.newSource;
        first = other.first;
    }
}
