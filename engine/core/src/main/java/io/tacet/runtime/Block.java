package io.tacet.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one recording on their way to disk. Owned by the recorder while it is filled, by the writer from the hand-over until it comes
 * back.
 *
 * <p>Design note: the journal needs the bytes of a block before it is full. The recorder publishes how far it is filled and hands
 * {@link #partial} over, one at a time; below that the writer may read while the recorder goes on above. Where published bytes are changed
 * after all (a masked press), {@link #again} tells from where the writer must journal them anew, so whatever it read before is replaced.
 */
final class Block implements WriterTask {
    /** Size of a block. */
    static final int BYTES = 16 * 1024;

    private static final int NOTHING = Integer.MAX_VALUE;

    final ByteBuffer buffer;
    /** The writer's own view, whose limit stays at the end. */
    final ByteBuffer view;

    final WriterTask.Partial partial = new WriterTask.Partial(this);

    @Nullable
    RecordingSession session;

    long dataOffset;

    private final AtomicInteger changedFrom = new AtomicInteger(NOTHING);
    private volatile int published;
    private volatile boolean handed;
    private int journalled;
    private @Nullable Block next;

    Block(ByteBuffer slice) {
        buffer = slice.order(ByteOrder.LITTLE_ENDIAN);
        view = slice.duplicate();
    }

    @Override
    public @Nullable RecordingSession session() {
        return session;
    }

    /** Recorder: a new use begins; no one else knows the block. */
    void begin() {
        buffer.clear();
        changedFrom.set(NOTHING);
        published = 0;
        journalled = 0;
        handed = false;
    }

    /** Recorder: makes all that is in the block readable to the writer; whether {@link #partial} must be handed over for it. */
    boolean publish() {
        int filled = buffer.position();
        if (filled == published && changedFrom.get() == NOTHING) {
            return false;
        }
        published = filled;
        if (handed) {
            return false;
        }
        handed = true;
        return true;
    }

    /** Recorder: whether the journal may be reading it: then it comes back by the writer only. */
    boolean isPublished() {
        return published > 0;
    }

    /** Recorder: bytes from here on were changed. */
    void changed(int from) {
        if (from < published) {
            changedFrom.accumulateAndGet(from, Math::min);
        }
    }

    /** Writer: the partial hand-over was taken; what is published later needs another. */
    void taken() {
        handed = false;
    }

    /** Writer: how far it may read. */
    int published() {
        return published;
    }

    /** Writer: from where bytes are to be journalled, up to {@code end}. */
    int journalFrom(int end) {
        int from = Math.min(journalled, changedFrom.getAndSet(NOTHING));
        journalled = end;
        return Math.min(from, end);
    }

    /** Writer: the one that waits behind it. */
    void next(Block later) {
        next = later;
    }

    /** Writer: ends the waiting; returns the one that waited behind it. */
    @Nullable
    Block takeNext() {
        Block later = next;
        next = null;
        return later;
    }
}
