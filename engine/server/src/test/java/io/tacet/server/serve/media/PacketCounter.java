package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.MediaInput;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts, and notes the time of the last. */
final class PacketCounter implements MediaInput {
    private final AtomicInteger packets = new AtomicInteger();
    private volatile long lastNanos;

    @Override
    public boolean onRtp(ByteBuffer packet, long arrivalNanos, long source) {
        lastNanos = arrivalNanos;
        packets.incrementAndGet();
        return true;
    }

    @Override
    public boolean onRtp(byte[] bytes, int offset, int length, long arrivalNanos, long source) {
        return false;
    }

    @Override
    public boolean onAudio(int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
        return false;
    }

    @Override
    public boolean onAudio(int rtpTimestamp, ByteBuffer audio, long arrivalNanos) {
        return false;
    }

    @Override
    public boolean hasRoom(int length) {
        return true;
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void close() {}

    /** When the last one arrived. */
    long lastNanos() {
        return lastNanos;
    }

    void await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (packets.get() < count && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertEquals(count, packets.get());
    }
}
