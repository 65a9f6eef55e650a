package io.tacet.server.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body of a bounded size as it comes; no thread waits for a client that sends slowly.
 *
 * <p>Thread: whichever the HTTP server runs it on, one at a time.
 */
final class BodyReader implements Runnable {
    /** How long a whole body may take: who sends nothing is let go by the idle time, who drips by this. */
    private static final long MOST_NANOS = 30_000_000_000L;

    /**
     * A body that is too large is read past up to here, because many clients look for an answer only when they have sent all. Beyond it they
     * are answered and cut off.
     */
    private static final long MOST_DISCARDED = 16 << 20;

    private final Request request;
    private final int most;
    private final Consumer<byte[]> whenRead;
    private final Consumer<Throwable> whenFailed;
    private final long startedNanos = System.nanoTime();
    private long length;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private BodyReader(Request request, int most, Consumer<byte[]> whenRead, Consumer<Throwable> whenFailed) {
        this.request = request;
        this.most = most;
        this.whenRead = whenRead;
        this.whenFailed = whenFailed;
    }

    /** Reads, then calls one of the two. */
    static void read(Request request, int most, Consumer<byte[]> whenRead, Consumer<Throwable> whenFailed) {
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > MOST_DISCARDED) {
            whenFailed.accept(tooLarge(most));
            return;
        }
        new BodyReader(request, most, whenRead, whenFailed).run();
    }

    private static ApiException tooLarge(int most) {
        return new ApiException(
                413, "BodyTooLarge", "the body is too large; allowed are at most " + most + " bytes", null);
    }

    static ApiException tooSlow() {
        return new ApiException(
                408,
                "RequestTimeout",
                "the body takes too long; allowed are " + MOST_NANOS / 1_000_000_000 + " s",
                null);
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (System.nanoTime() - startedNanos > MOST_NANOS) {
                if (chunk != null) {
                    chunk.release();
                }
                whenFailed.accept(tooSlow());
                return;
            }
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                whenFailed.accept(length > most ? tooLarge(most) : chunk.getFailure());
                return;
            }
            take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (length > most && (last || length > MOST_DISCARDED)) {
                whenFailed.accept(tooLarge(most));
                return;
            }
            if (last) {
                whenRead.accept(body.toByteArray());
                return;
            }
        }
    }

    /** What is beyond the bound is counted and forgotten. */
    private void take(Content.Chunk chunk) {
        length += chunk.remaining();
        if (length <= most) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            body.writeBytes(bytes);
        } else {
            body.reset();
        }
    }
}
