package io.tacet.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * One reader of the event stream.
 *
 * <p>Thread: any. Design note: at most one write is under way. While it is, what is of the moment is dropped and what happens once is kept,
 * up to a bound; a reader that is behind by more, or takes nothing for too long, is let go. So readers cost the same however slow they are.
 */
final class EventClient implements Callback {
    private static final int MOST_WAITING_BYTES = 1 << 20;
    private static final long MOST_STALL_NANOS = 10_000_000_000L;

    private final Content.Sink sink;
    private final Callback whole;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean writing;
    private boolean closed;
    private long writingSince;

    EventClient(Content.Sink sink, Callback whole) {
        this.sink = sink;
        this.whole = whole;
    }

    /**
     * Sends an event.
     *
     * @param lasting whether it happens once; others are dropped while the reader is busy
     * @return false if the reader is gone
     */
    boolean send(byte[] event, boolean lasting) {
        boolean slow = false;
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (writing) {
                if (lasting) {
                    waiting.writeBytes(event);
                }
                slow = waiting.size() > MOST_WAITING_BYTES || System.nanoTime() - writingSince > MOST_STALL_NANOS;
                closed = slow;
                if (!slow) {
                    return true;
                }
            } else {
                writing = true;
                writingSince = System.nanoTime();
            }
        }
        if (slow) {
            whole.failed(new IOException("the reader of events is too slow"));
            return false;
        }
        sink.write(false, ByteBuffer.wrap(event), this);
        return true;
    }

    @Override
    public void succeeded() {
        byte[] next;
        synchronized (this) {
            if (waiting.size() == 0 || closed) {
                writing = false;
                return;
            }
            next = waiting.toByteArray();
            waiting.reset();
            writingSince = System.nanoTime();
        }
        sink.write(false, ByteBuffer.wrap(next), this);
    }

    @Override
    public void failed(Throwable gone) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        whole.failed(gone);
    }

    /** Whether it is gone. */
    synchronized boolean closed() {
        return closed;
    }

    /** Ends the stream. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        sink.write(true, ByteBuffer.allocate(0), whole);
    }
}
