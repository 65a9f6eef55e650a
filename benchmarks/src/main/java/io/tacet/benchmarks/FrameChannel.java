package io.tacet.benchmarks;

import io.tacet.ring.FrameRing;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/**
 * A way to carry frames from one thread to another: the ring, and what people would pick instead. Thread: one producer, one consumer.
 */
interface FrameChannel {
    /** Most frames under way. */
    int CAPACITY = 64;

    /** Copies a frame in; false if full. */
    boolean offer(byte[] bytes, int offset, int length, int timestamp, long arrivalNanos);

    /** Takes the oldest frame and reads it: a number that depends on payload and arrival, or {@link #EMPTY}. */
    long poll();

    /** Nothing was there. */
    long EMPTY = Long.MIN_VALUE;

    /** Touches every cache line of a payload. */
    static long read(byte[] bytes, int offset, int length) {
        long sum = bytes[offset + length - 1];
        for (int i = 0; i < length; i += 64) {
            sum += bytes[offset + i];
        }
        return sum;
    }

    /** The channel of a name, for {@code @Param}. */
    static FrameChannel of(String name) {
        return switch (name) {
            case "ring" -> new Ring();
            case "jctoolsRecycled" -> new Recycled();
            case "jctoolsCopies" -> new Copies(new SpscAtomicArrayQueue<>(CAPACITY));
            case "arrayBlockingQueue" -> new Copies(new ArrayBlockingQueue<>(CAPACITY));
            default -> throw new IllegalArgumentException("channel is " + name);
        };
    }

    /** Tacet's ring, sized as the engine sizes it for PCMU and a stall of 500 ms. */
    final class Ring implements FrameChannel {
        private static final long STALL_NANOS = 500_000_000L;

        private final FrameRing ring =
                new FrameRing(FrameRing.arenaBytesFor(STALL_NANOS, 8000, 1, 12), FrameRing.slotsFor(STALL_NANOS));
        private final byte[] scratch = new byte[2048];

        @Override
        public boolean offer(byte[] bytes, int offset, int length, int timestamp, long arrivalNanos) {
            return ring.offer(1, timestamp, bytes, offset, length, arrivalNanos, 0);
        }

        @Override
        public long poll() {
            if (!ring.poll(scratch)) {
                return EMPTY;
            }
            long sum = ring.arrivalNanos() + ring.rtpTimestamp() + read(ring.array(), ring.offset(), ring.length());
            ring.release();
            return sum;
        }
    }

    /** A queue of fresh copies: what one writes first. It carries the payload only. */
    final class Copies implements FrameChannel {
        private final Queue<byte[]> queue;

        Copies(Queue<byte[]> queue) {
            this.queue = queue;
        }

        @Override
        public boolean offer(byte[] bytes, int offset, int length, int timestamp, long arrivalNanos) {
            byte[] copy = new byte[length];
            System.arraycopy(bytes, offset, copy, 0, length);
            return queue.offer(copy);
        }

        @Override
        public long poll() {
            byte[] bytes = queue.poll();
            return bytes == null ? EMPTY : read(bytes, 0, bytes.length);
        }
    }

    /** Two queues with holders that travel in a circle: no allocation, at the price of the largest frame for each holder. */
    final class Recycled implements FrameChannel {
        private static final class Holder {
            private final byte[] bytes = new byte[256];
            private int length;
            private int timestamp;
            private long arrivalNanos;
        }

        private final SpscAtomicArrayQueue<Holder> full = new SpscAtomicArrayQueue<>(CAPACITY);
        private final SpscAtomicArrayQueue<Holder> free = new SpscAtomicArrayQueue<>(CAPACITY);

        Recycled() {
            for (int i = 0; i < CAPACITY; i++) {
                free.offer(new Holder());
            }
        }

        @Override
        public boolean offer(byte[] bytes, int offset, int length, int timestamp, long arrivalNanos) {
            Holder holder = free.poll();
            if (holder == null) {
                return false;
            }
            System.arraycopy(bytes, offset, holder.bytes, 0, length);
            holder.length = length;
            holder.timestamp = timestamp;
            holder.arrivalNanos = arrivalNanos;
            return full.offer(holder);
        }

        @Override
        public long poll() {
            Holder holder = full.poll();
            if (holder == null) {
                return EMPTY;
            }
            long sum = holder.arrivalNanos + holder.timestamp + read(holder.bytes, 0, holder.length);
            free.offer(holder);
            return sum;
        }
    }
}
