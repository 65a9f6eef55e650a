package io.tacet.server.capture;

import java.io.IOException;
import java.io.InputStream;

/**
 * A window of fixed size over a file: numbers of either byte order, read relative to a position that only moves forward. The window
 * never grows, whatever sizes the file claims. Thread: the reader's.
 */
final class CaptureSource implements AutoCloseable {
    /** The largest stretch that can be looked at in one piece. */
    static final int WINDOW = 320 << 10;

    private final InputStream in;
    private final byte[] window = new byte[WINDOW];
    private int position;
    private int limit;
    private long windowOffset;
    private boolean littleEndian;

    CaptureSource(InputStream in) {
        this.in = in;
    }

    void littleEndian(boolean little) {
        littleEndian = little;
    }

    /** The byte offset of the position in the file. */
    long offset() {
        return windowOffset + position;
    }

    /** The window itself; valid until the next {@link #has} or {@link #skip}. */
    byte[] window() {
        return window;
    }

    /** The index in {@link #window()} of a byte behind the position. */
    int index(int ahead) {
        return position + ahead;
    }

    /** Whether so many bytes follow; reads them into the window. */
    boolean has(int bytes) throws IOException {
        if (limit - position >= bytes) {
            return true;
        }
        System.arraycopy(window, position, window, 0, limit - position);
        windowOffset += position;
        limit -= position;
        position = 0;
        while (limit < bytes) {
            int read = in.read(window, limit, WINDOW - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    /** Moves on; false if the file ends before. */
    boolean skip(long bytes) throws IOException {
        long left = bytes;
        while (left > limit - position) {
            left -= limit - position;
            windowOffset += limit;
            position = 0;
            limit = Math.max(0, in.read(window, 0, WINDOW));
            if (limit == 0) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    int u16(int ahead) {
        int a = window[position + ahead] & 0xFF;
        int b = window[position + ahead + 1] & 0xFF;
        return littleEndian ? b << 8 | a : a << 8 | b;
    }

    long u32(int ahead) {
        long a = u16(ahead);
        long b = u16(ahead + 2);
        return littleEndian ? b << 16 | a : a << 16 | b;
    }

    long i64(int ahead) {
        long a = u32(ahead);
        long b = u32(ahead + 4);
        return littleEndian ? b << 32 | a : a << 32 | b;
    }

    /** Four bytes as they lie in the file, the first one highest. */
    int magic(int ahead) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | window[position + ahead + i] & 0xFF;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
