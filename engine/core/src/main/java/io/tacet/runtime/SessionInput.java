package io.tacet.runtime;

import io.tacet.MediaInput;
import io.tacet.ring.FrameRing;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The producer's side of a recording's ring. Thread: one producer at a time. */
final class SessionInput implements MediaInput {
    private final FrameRing ring;
    private final RecordingHandle handle;
    private boolean closed;

    SessionInput(FrameRing ring, RecordingHandle handle) {
        this.ring = ring;
        this.handle = handle;
    }

    @Override
    public boolean onRtp(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return ring.offer(RecordingSession.RTP, 0, bytes, offset, length, arrivalNanos, source);
    }

    @Override
    public boolean onRtp(ByteBuffer packet, long arrivalNanos, long source) {
        return ring.offer(RecordingSession.RTP, 0, packet, arrivalNanos, source);
    }

    @Override
    public boolean onAudio(int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return ring.offer(RecordingSession.RAW, rtpTimestamp, bytes, offset, length, arrivalNanos, 0);
    }

    @Override
    public boolean onAudio(int rtpTimestamp, ByteBuffer audio, long arrivalNanos) {
        return ring.offer(RecordingSession.RAW, rtpTimestamp, audio, arrivalNanos, 0);
    }

    @Override
    public boolean hasRoom(int length) {
        return ring.hasRoom(length);
    }

    @Override
    public boolean isClosed() {
        return ring.isClosed();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            handle.command(Command.Kind.END, '\0');
        }
    }
}
