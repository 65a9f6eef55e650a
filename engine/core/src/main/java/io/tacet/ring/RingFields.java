package io.tacet.ring;

/**
 * The fields of a {@link FrameRing}, each group on cache lines of its own: what both sides only read, what the producer writes, what
 * the consumer writes.
 *
 * <p>Thread: as said at each group. Design note: a JVM lays out the fields of a superclass before those of its subclass, so the order
 * of this chain is the order in memory; 128 bytes of padding keep the adjacent-line prefetcher from joining two groups.
 */
final class RingFields {
    private RingFields() {}

    /** Fixed when the ring is made; {@code closed} changes once in its life. */
    abstract static class Shared {
        /** Payload bytes, position modulo the arena's size. */
        final byte[] arena;

        /** Four longs a slot: {@code kind:8 | length:16 | rtpTimestamp:32}, arrivalNanos, source, byte position. */
        final long[] slots;

        final int arenaMask;
        final int slotMask;

        /** Set by the consumer, read by the producer; orders nothing. */
        boolean closed;

        Shared(byte[] arena, long[] slots, int arenaMask, int slotMask) {
            this.arena = arena;
            this.slots = slots;
            this.arenaMask = arenaMask;
            this.slotMask = slotMask;
        }
    }

    abstract static class PaddingBeforeProducer extends Shared {
        long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

        PaddingBeforeProducer(byte[] arena, long[] slots, int arenaMask, int slotMask) {
            super(arena, slots, arenaMask, slotMask);
        }
    }

    /** Written by the producer alone; {@code tail} and the counters are read by others. */
    abstract static class Producer extends PaddingBeforeProducer {
        /** How many frames were published. */
        long tail;

        /** The byte position behind the last published payload. */
        long tailBytes;

        /** {@code head} as last read. */
        long knownHead;

        /** The byte position of the frame at {@code knownHead}: bytes before it are free. */
        long knownHeadBytes;

        long overflow;
        long afterEnd;

        Producer(byte[] arena, long[] slots, int arenaMask, int slotMask) {
            super(arena, slots, arenaMask, slotMask);
        }
    }

    abstract static class PaddingBeforeConsumer extends Producer {
        long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;

        PaddingBeforeConsumer(byte[] arena, long[] slots, int arenaMask, int slotMask) {
            super(arena, slots, arenaMask, slotMask);
        }
    }

    /** Written by the consumer alone; {@code head} is read by others. */
    abstract static class Consumer extends PaddingBeforeConsumer {
        /** How many frames were released. */
        long head;

        /** {@code tail} as last read. */
        long knownTail;

        /** Where the claimed frame's slot begins in {@code slots}; meaningless unless {@code claimed}. */
        int slot;

        boolean claimed;
        int payloadOffset;

        /** The arena, or the caller's scratch when the payload wraps. */
        byte[] payloadArray;

        Consumer(byte[] arena, long[] slots, int arenaMask, int slotMask) {
            super(arena, slots, arenaMask, slotMask);
            payloadArray = arena;
        }
    }

    abstract static class PaddingBehindConsumer extends Consumer {
        long r00, r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13, r14, r15;

        PaddingBehindConsumer(byte[] arena, long[] slots, int arenaMask, int slotMask) {
            super(arena, slots, arenaMask, slotMask);
        }
    }
}
