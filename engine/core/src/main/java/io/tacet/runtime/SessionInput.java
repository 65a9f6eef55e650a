package io.tacet.runtime;

import io.tacet.MediaInput;
import io.tacet.PayloadTypes;
import io.tacet.ring.FrameRing;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The producer's side of a recording's ring. Thread: one producer at a time.
 *
 * <p>Design note: the recorder lets plain audio wait for its turn. What may end the recording, a key, or what fills the ring faster than real
 * time, is pointed out to it.
 */
final class SessionInput implements MediaInput {
    private final FrameRing ring;
    private final RecordingHandle handle;
    private final RecordingSession session;
    private final PayloadTypes types;
    private boolean closed;
    private long calledAtHead = -1;

    SessionInput(FrameRing ring, RecordingHandle handle, RecordingSession session) {
        this.ring = ring;
        this.handle = handle;
        this.session = session;
        types = handle.request().payloadTypes();
    }

    @Override
    public boolean onRtp(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        boolean taken = ring.offer(RecordingSession.RTP, 0, bytes, offset, length, arrivalNanos, source);
        offered(length > 1 && isAudio(bytes[offset + 1]));
        return taken;
    }

    @Override
    public boolean onRtp(ByteBuffer packet, long arrivalNanos, long source) {
        boolean taken = ring.offer(RecordingSession.RTP, 0, packet, arrivalNanos, source);
        offered(packet.remaining() > 1 && isAudio(packet.get(packet.position() + 1)));
        return taken;
    }

    private boolean isAudio(byte markerAndType) {
        return types.audio(markerAndType) != null && !types.redundant(markerAndType);
    }

    @Override
    public boolean onAudio(int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        boolean taken = ring.offer(RecordingSession.RAW, rtpTimestamp, bytes, offset, length, arrivalNanos, 0);
        offered(true);
        return taken;
    }

    @Override
    public boolean onAudio(int rtpTimestamp, ByteBuffer audio, long arrivalNanos) {
        boolean taken = ring.offer(RecordingSession.RAW, rtpTimestamp, audio, arrivalNanos, 0);
        offered(true);
        return taken;
    }

    /** A call for what fills the ring is pending until the recorder has released a frame: until then another one would tell nothing. */
    private void offered(boolean mayWait) {
        if (!mayWait) {
            session.call();
        } else if (ring.isHalfFull() && ring.knownHead() != calledAtHead) {
            calledAtHead = ring.knownHead();
            session.call();
        }
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
