package io.tacet.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one recording on their way to disk. Owned by the recorder while it is filled, by the writer from the hand-over until it comes
 * back.
 */
final class Block implements WriterTask {
    /** Size of a block. */
    static final int BYTES = 16 * 1024;

    final ByteBuffer buffer;

    @Nullable
    RecordingSession session;

    long dataOffset;

    Block(ByteBuffer slice) {
        buffer = slice.order(ByteOrder.LITTLE_ENDIAN);
    }
}
