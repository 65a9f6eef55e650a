package io.tacet.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Carries the frames of one recording from its media thread to its recorder: lock-free, wait-free on both sides, without allocation.
 *
 * <p><b>Shape.</b> Payloads lie one behind the other in a byte arena, wrapping at its end; a slot of four longs tells of each frame
 * where it lies and what it is. {@code tail} counts published frames and {@code head} released ones, both for ever; the frames in
 * between are the ring's content. A frame needs a free slot and room for its bytes, else it is dropped and counted: the newest is lost,
 * nothing waits.
 *
 * <p><b>Ordering.</b> Two fields order everything. The producer writes payload and slot plainly, then release-stores {@code tail}; the
 * consumer acquire-loads it, so whoever sees the count sees the frame whole. The consumer reads plainly, then release-stores
 * {@code head}; the producer acquire-loads it before it writes there again, so no byte is overwritten that may still be read. Each
 * side keeps the other's count as last read and looks again only when that one says full or empty. Where the oldest frame's bytes
 * begin needs no third field: its slot tells, and only the producer ever writes slots. The closed flag and the counters are opaque:
 * they are seen sooner or later, whole, and order nothing. Each claim has a case in {@code io.tacet.benchmarks.jcstress}.
 *
 * <p><b>Counting.</b> Every offer is exactly one of published, {@code overflow}, {@code afterEnd}; {@link #offered()} is their sum, exact
 * once the producer is quiet. Offers that run while the consumer closes the ring may still publish: after {@link #close()} the
 * consumer polls until the ring is empty and accounts for those frames; what is published even later (the producer has not seen the
 * flag yet) stays in the ring, is never read, and counts as after the end: {@code tail() - head()}.
 *
 * <p>Thread: producer, consumer or any, as said at each method; a role may move to another thread only with a happens-before edge.
 */
public final class FrameRing extends RingFields.PaddingBehindConsumer {
    /** Longest payload in bytes. */
    public static final int MAX_LENGTH = 0xFFFF;

    private static final int SMALLEST_ARENA = 4096;
    private static final int LARGEST_ARENA = 1 << 30;
    private static final int SMALLEST_SLOTS = 4;
    private static final int LARGEST_SLOTS = 1 << 26;
    private static final long PACKET_NANOS = 20_000_000L;
    private static final long SHORT_PACKET_NANOS = 10_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private static final int SLOT_SHIFT = 2;
    private static final int ARRIVAL = 1;
    private static final int SOURCE = 2;
    private static final int POSITION = 3;

    private static final VarHandle TAIL;
    private static final VarHandle HEAD;
    private static final VarHandle CLOSED;
    private static final VarHandle OVERFLOW;
    private static final VarHandle AFTER_END;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(RingFields.Producer.class, "tail", long.class);
            HEAD = lookup.findVarHandle(RingFields.Consumer.class, "head", long.class);
            CLOSED = lookup.findVarHandle(RingFields.Shared.class, "closed", boolean.class);
            OVERFLOW = lookup.findVarHandle(RingFields.Producer.class, "overflow", long.class);
            AFTER_END = lookup.findVarHandle(RingFields.Producer.class, "afterEnd", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * An empty ring.
     *
     * @param arenaBytes room for payloads, a power of two from 1 to 2^30; a longer frame is never taken
     * @param slots room for frames, a power of two from 1 to 2^26
     */
    public FrameRing(int arenaBytes, int slots) {
        super(
                new byte[powerOfTwo("arenaBytes", arenaBytes, LARGEST_ARENA)],
                new long[powerOfTwo("slots", slots, LARGEST_SLOTS) << SLOT_SHIFT],
                arenaBytes - 1,
                slots - 1);
    }

    /**
     * The arena that holds {@code stallNanos} of media in 20 ms packets: a power of two, at least 4096, so that two full Ethernet
     * packets always fit.
     *
     * @param stallNanos how long the consumer may stay away
     * @param clockRate samples a second
     * @param bytesPerSample 1 or 2
     * @param headerBytes of each packet that travel with the samples
     */
    public static int arenaBytesFor(long stallNanos, int clockRate, int bytesPerSample, int headerBytes) {
        long bytesPerSecond = (long) clockRate * bytesPerSample;
        long audio = stallNanos / SECOND_NANOS * bytesPerSecond
                + ceilingOf(stallNanos % SECOND_NANOS * bytesPerSecond, SECOND_NANOS);
        long headers = ceilingOf(stallNanos, PACKET_NANOS) * headerBytes;
        return (int) powerOfTwoFrom(Math.max(SMALLEST_ARENA, audio + headers), LARGEST_ARENA);
    }

    /** Slots for {@code stallNanos} of 10 ms packets: a power of two, at least 4. */
    public static int slotsFor(long stallNanos) {
        return (int) powerOfTwoFrom(Math.max(SMALLEST_SLOTS, ceilingOf(stallNanos, SHORT_PACKET_NANOS)), LARGEST_SLOTS);
    }

    private static long ceilingOf(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }

    private static long powerOfTwoFrom(long needed, int most) {
        return needed >= most ? most : Long.highestOneBit(needed - 1) << 1;
    }

    private static int powerOfTwo(String name, int value, int most) {
        if (value < 1 || value > most || Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are powers of two from 1 to " + most);
        }
        return value;
    }

    // Producer.

    /**
     * Publishes one frame. Thread: producer. Never blocks or allocates.
     *
     * @param kind what the consumer shall take it for, 0 to 255
     * @param rtpTimestamp 32 bits that travel along
     * @param bytes the array that holds the payload; copied, free again at once
     * @param offset where it begins
     * @param length in bytes; one above {@link #MAX_LENGTH} or above the arena is never taken and counts as overflow
     * @param arrivalNanos travels along
     * @param source travels along
     * @return false if it was dropped: {@link #isClosed()} tells why
     */
    public boolean offer(
            int kind, int rtpTimestamp, byte[] bytes, int offset, int length, long arrivalNanos, long source) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (!admits(length)) {
            return false;
        }
        int at = (int) tailBytes & arenaMask;
        int beforeEnd = Math.min(length, arena.length - at);
        System.arraycopy(bytes, offset, arena, at, beforeEnd);
        if (beforeEnd < length) {
            System.arraycopy(bytes, offset + beforeEnd, arena, 0, length - beforeEnd);
        }
        publish(kind, rtpTimestamp, length, arrivalNanos, source);
        return true;
    }

    /** The same from a buffer, from its position to its limit; the position is left as it was. Thread: producer. */
    public boolean offer(int kind, int rtpTimestamp, ByteBuffer bytes, long arrivalNanos, long source) {
        int offset = bytes.position();
        int length = bytes.remaining();
        if (!admits(length)) {
            return false;
        }
        int at = (int) tailBytes & arenaMask;
        int beforeEnd = Math.min(length, arena.length - at);
        bytes.get(offset, arena, at, beforeEnd);
        if (beforeEnd < length) {
            bytes.get(offset + beforeEnd, arena, 0, length - beforeEnd);
        }
        publish(kind, rtpTimestamp, length, arrivalNanos, source);
        return true;
    }

    private boolean admits(int length) {
        if (isClosed()) {
            AFTER_END.setOpaque(this, afterEnd + 1);
            return false;
        }
        if (!fits(length)) {
            OVERFLOW.setOpaque(this, overflow + 1);
            return false;
        }
        return true;
    }

    private boolean fits(int length) {
        return fitsAfterKnownHead(length) || readHead() && fitsAfterKnownHead(length);
    }

    private boolean fitsAfterKnownHead(int length) {
        return length <= MAX_LENGTH
                && tail - knownHead <= slotMask
                && tailBytes - knownHeadBytes + length <= arena.length;
    }

    /** Looks what was released meanwhile; the slot at the head is the producer's own writing, so its position is read plainly. */
    private boolean readHead() {
        long released = (long) HEAD.getAcquire(this);
        if (released == knownHead) {
            return false;
        }
        knownHead = released;
        knownHeadBytes = released == tail ? tailBytes : slots[slot(released) + POSITION];
        return true;
    }

    private void publish(int kind, int rtpTimestamp, int length, long arrivalNanos, long source) {
        int at = slot(tail);
        slots[at] = (kind & 0xFFL) << 48 | (long) length << 32 | rtpTimestamp & 0xFFFFFFFFL;
        slots[at + ARRIVAL] = arrivalNanos;
        slots[at + SOURCE] = source;
        slots[at + POSITION] = tailBytes;
        tailBytes += length;
        TAIL.setRelease(this, tail + 1);
    }

    private int slot(long frame) {
        return ((int) frame & slotMask) << SLOT_SHIFT;
    }

    /** Whether a frame of this length would be taken now; asking counts nothing. Thread: producer. */
    public boolean hasRoom(int length) {
        return !isClosed() && fits(length);
    }

    /** Whether half of its slots or of its arena are taken. Thread: producer. */
    public boolean isHalfFull() {
        return isHalfFullAfterKnownHead() && !(readHead() && !isHalfFullAfterKnownHead());
    }

    /** {@link #head()} as the producer read it last. Thread: producer. */
    public long knownHead() {
        return knownHead;
    }

    private boolean isHalfFullAfterKnownHead() {
        return tail - knownHead > slotMask >> 1 || tailBytes - knownHeadBytes > arena.length >> 1;
    }

    // Consumer.

    /**
     * Claims the oldest frame, which the accessors then show until {@link #release()}; the same again if it was not released. Thread:
     * consumer.
     *
     * @param scratch where a payload that wraps at the arena's end is copied to; at least as long as the longest frame
     * @return false if the ring is empty
     */
    public boolean poll(byte[] scratch) {
        if (head == knownTail) {
            knownTail = (long) TAIL.getAcquire(this);
            if (head == knownTail) {
                return false;
            }
        }
        slot = slot(head);
        int at = (int) slots[slot + POSITION] & arenaMask;
        int beforeEnd = arena.length - at;
        int length = length();
        if (length <= beforeEnd) {
            payloadArray = arena;
            payloadOffset = at;
        } else {
            System.arraycopy(arena, at, scratch, 0, beforeEnd);
            System.arraycopy(arena, 0, scratch, beforeEnd, length - beforeEnd);
            payloadArray = scratch;
            payloadOffset = 0;
        }
        claimed = true;
        return true;
    }

    /** Frees the claimed frame's room; its payload must not be read any more. Thread: consumer. */
    public void release() {
        if (!claimed) {
            throw new IllegalStateException("no frame is claimed: poll() comes before release()");
        }
        claimed = false;
        HEAD.setRelease(this, head + 1);
    }

    /** What the claimed frame was offered as, 0 to 255. Thread: consumer, as all of the claimed frame's accessors. */
    public int kind() {
        return (int) (slots[slot] >>> 48);
    }

    /** 32 bits, as offered. */
    public int rtpTimestamp() {
        return (int) slots[slot];
    }

    /** As offered. */
    public long arrivalNanos() {
        return slots[slot + ARRIVAL];
    }

    /** As offered. */
    public long source() {
        return slots[slot + SOURCE];
    }

    /** Bytes of payload, 0 to {@link #MAX_LENGTH}. */
    public int length() {
        return (int) (slots[slot] >>> 32) & MAX_LENGTH;
    }

    /** The array that holds the payload in one piece: the arena, or the scratch given to {@link #poll}. Not to be written. */
    public byte[] array() {
        return payloadArray;
    }

    /** Where the payload begins in {@link #array()}. */
    public int offset() {
        return payloadOffset;
    }

    /** Refuses every later offer; what was published can still be polled. Thread: consumer. Idempotent. */
    public void close() {
        CLOSED.setOpaque(this, true);
    }

    // Any thread.

    /** Whether the consumer has closed the ring. Thread: any. */
    public boolean isClosed() {
        return (boolean) CLOSED.getOpaque(this);
    }

    /** How many frames were published so far. Thread: any. */
    public long tail() {
        return (long) TAIL.getAcquire(this);
    }

    /** How many frames were released so far. Thread: any. */
    public long head() {
        return (long) HEAD.getAcquire(this);
    }

    /** How many offers were dropped because the ring was full. Thread: any. */
    public long overflow() {
        return (long) OVERFLOW.getOpaque(this);
    }

    /** How many offers were refused because the ring was closed. Thread: any. */
    public long afterEnd() {
        return (long) AFTER_END.getOpaque(this);
    }

    /** How many offers there were: published, overflow and after the end; exact once the producer is quiet. Thread: any. */
    public long offered() {
        return tail() + overflow() + afterEnd();
    }

    /**
     * As new, for the next recording. Legal only when the producer is known gone (it will never call again), never by time; the
     * threads of the next recording must get the ring by a happens-before edge (a queue, a start).
     */
    public void reset() {
        tailBytes = 0;
        knownHead = 0;
        knownHeadBytes = 0;
        knownTail = 0;
        claimed = false;
        payloadArray = arena;
        OVERFLOW.setOpaque(this, 0L);
        AFTER_END.setOpaque(this, 0L);
        CLOSED.setOpaque(this, false);
        HEAD.setRelease(this, 0L);
        TAIL.setRelease(this, 0L);
    }
}
