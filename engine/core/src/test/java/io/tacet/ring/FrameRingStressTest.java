package io.tacet.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ring with two threads: every frame arrives whole, once and in order, or is counted as dropped. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FrameRingStressTest {
    private static final int FRAMES = 1_000_000;
    private static final int SPINS_BEFORE_YIELD = 64;

    private final FrameRing ring = new FrameRing(4096, 32);

    /** What the consumer saw; every frame is exactly one of these. */
    private static final class Outcomes {
        long whole;
        long torn;
        long outOfOrder;
        long dropped;
        long pollsBeforeEmpty;
    }

    private static int length(long number) {
        return (int) (mix(number) & 0xFF);
    }

    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        return z ^ z >>> 29;
    }

    private static byte byteAt(long number, int i) {
        return (byte) (mix(number) >>> (i & 7) * 8 ^ i);
    }

    private boolean offer(long number, byte[] frame) {
        int length = length(number);
        for (int i = 0; i < length; i++) {
            frame[i] = byteAt(number, i);
        }
        return ring.offer((int) number & 0xFF, (int) number, frame, 0, length, number, ~number);
    }

    private void check(long expectedAtLeast, boolean exactly, Outcomes outcomes) {
        long number = ring.arrivalNanos();
        boolean whole = ring.source() == ~number
                && ring.rtpTimestamp() == (int) number
                && ring.kind() == ((int) number & 0xFF)
                && ring.length() == length(number);
        byte[] bytes = ring.array();
        for (int i = 0; whole && i < ring.length(); i++) {
            whole = bytes[ring.offset() + i] == byteAt(number, i);
        }
        boolean inOrder = exactly ? number == expectedAtLeast : number >= expectedAtLeast;
        outcomes.whole += whole && inOrder ? 1 : 0;
        outcomes.torn += whole ? 0 : 1;
        outcomes.outOfOrder += whole && !inOrder ? 1 : 0;
    }

    private static void pause(int spins) {
        if (spins % SPINS_BEFORE_YIELD == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldCarryAMillionFramesWholeAndInOrderToAConsumerThatFallsBehind() {
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            byte[] frame = new byte[256];
            for (long number = 0; number < FRAMES; number++) {
                for (int spins = 1; !ring.hasRoom(length(number)); spins++) {
                    pause(spins);
                }
                assertTrue(offer(number, frame), "refused although there was room");
            }
        });
        Outcomes outcomes = new Outcomes();
        byte[] scratch = new byte[256];
        for (int spins = 1; ring.head() < FRAMES && !producer.isCompletedExceptionally(); spins++) {
            if (ring.poll(scratch)) {
                check(ring.head(), true, outcomes);
                ring.release();
            } else {
                pause(spins);
            }
        }
        producer.join();
        assertEquals(0, outcomes.torn, "torn");
        assertEquals(0, outcomes.outOfOrder, "out of order");
        assertEquals(FRAMES, outcomes.whole, "whole");
        assertEquals(0, ring.overflow(), "overflow");
        assertEquals(FRAMES, ring.offered(), "offered");
    }

    @Test
    void shouldAccountForEveryFrameWhenTheProducerNeverWaitsAndTheConsumerCloses() {
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            byte[] frame = new byte[256];
            long accepted = 0;
            for (long number = 0; number < FRAMES; number++) {
                accepted += offer(number, frame) ? 1 : 0;
                if (number % 32 == 0) {
                    Thread.yield();
                }
            }
            assertEquals(ring.tail(), accepted, "accepted and published");
        });
        Outcomes outcomes = new Outcomes();
        byte[] scratch = new byte[256];
        long next = 0;
        while (ring.offered() < FRAMES / 2) {
            next = drain(scratch, next, outcomes);
            Thread.yield();
        }
        ring.close();
        drain(scratch, next, outcomes);
        producer.join();

        long late = ring.tail() - ring.head();
        assertEquals(0, outcomes.torn, "torn");
        assertEquals(0, outcomes.outOfOrder, "out of order");
        assertEquals(FRAMES, ring.offered(), "offered");
        assertEquals(
                FRAMES, outcomes.whole + late + ring.overflow() + ring.afterEnd(), "whole, late, dropped, refused");
        assertTrue(late >= 0 && late <= 32, "published but not read: " + late);
        assertTrue(ring.afterEnd() > 0, "the producer saw the end");
    }

    private long drain(byte[] scratch, long from, Outcomes outcomes) {
        long next = from;
        while (ring.poll(scratch)) {
            check(next, false, outcomes);
            next = ring.arrivalNanos() + 1;
            ring.release();
        }
        return next;
    }
}
