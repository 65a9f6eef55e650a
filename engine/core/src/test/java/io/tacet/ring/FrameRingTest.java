package io.tacet.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring with one thread: what goes in comes out, what does not fit is counted. */
class FrameRingTest {
    private static final byte[] EMPTY = {};

    private final byte[] scratch = new byte[FrameRing.MAX_LENGTH];

    private static byte[] payload(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static boolean offer(FrameRing ring, byte[] payload) {
        return ring.offer(1, 0, payload, 0, payload.length, 0, 0);
    }

    private byte[] take(FrameRing ring) {
        assertTrue(ring.poll(scratch));
        byte[] taken = Arrays.copyOfRange(ring.array(), ring.offset(), ring.offset() + ring.length());
        ring.release();
        return taken;
    }

    private static void assertCounters(FrameRing ring, long published, long overflow, long afterEnd) {
        assertEquals(published, ring.tail(), "published");
        assertEquals(overflow, ring.overflow(), "overflow");
        assertEquals(afterEnd, ring.afterEnd(), "afterEnd");
        assertEquals(published + overflow + afterEnd, ring.offered(), "offered");
    }

    @Nested
    class Carrying {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 127, 128, 255})
        void shouldCarryEveryFieldOfAFrame(int kind) {
            FrameRing ring = new FrameRing(4096, 8);
            byte[] bytes = payload(200, 1);
            int timestamp = kind % 2 == 0 ? 0xFFFFFFFF : 0x80000001;

            assertTrue(ring.offer(kind, timestamp, bytes, 20, 172, Long.MIN_VALUE + 3, -5));

            assertTrue(ring.poll(scratch));
            assertEquals(kind, ring.kind());
            assertEquals(timestamp, ring.rtpTimestamp());
            assertEquals(172, ring.length());
            assertEquals(Long.MIN_VALUE + 3, ring.arrivalNanos());
            assertEquals(-5, ring.source());
            assertArrayEquals(
                    Arrays.copyOfRange(bytes, 20, 192),
                    Arrays.copyOfRange(ring.array(), ring.offset(), ring.offset() + 172));
        }

        @Test
        void shouldBeEmptyAtFirstAndAfterTheLastFrame() {
            FrameRing ring = new FrameRing(4096, 8);
            assertFalse(ring.poll(scratch));
            offer(ring, payload(10, 1));
            take(ring);
            assertFalse(ring.poll(scratch));
            assertEquals(1, ring.head());
        }

        @Test
        void shouldShowTheSameFrameUntilItIsReleased() {
            FrameRing ring = new FrameRing(4096, 8);
            offer(ring, payload(10, 1));
            offer(ring, payload(20, 2));
            assertTrue(ring.poll(scratch));
            assertTrue(ring.poll(scratch));
            assertEquals(10, ring.length());
            ring.release();
            assertTrue(ring.poll(scratch));
            assertEquals(20, ring.length());
        }

        @Test
        void shouldRefuseToReleaseWhatIsNotClaimed() {
            FrameRing ring = new FrameRing(4096, 8);
            assertThrows(IllegalStateException.class, ring::release);
            offer(ring, payload(10, 1));
            take(ring);
            assertThrows(IllegalStateException.class, ring::release);
        }

        @Test
        void shouldKeepTheOrderOfManyFramesOfAnyLengthThroughManyWraps() {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            FrameRing ring = new FrameRing(1024, 16);
            int offered = 0;
            int taken = 0;
            for (int i = 0; i < 20_000; i++) {
                if (random.nextBoolean()) {
                    offered += offer(ring, payload(new Random(offered).nextInt(300), offered)) ? 1 : 0;
                } else if (taken < offered) {
                    byte[] expected = payload(new Random(taken).nextInt(300), taken);
                    assertArrayEquals(expected, take(ring), "frame " + taken + ", seed " + seed);
                    taken++;
                }
            }
            assertTrue(ring.overflow() > 0, "never full, seed " + seed);
        }

        @Test
        void shouldWrapAtEveryOffset() {
            for (int before = 0; before <= 64; before++) {
                FrameRing ring = new FrameRing(64, 4);
                assertTrue(offer(ring, payload(before, 1)));
                take(ring);
                for (int length = 0; length <= 64; length++) {
                    byte[] bytes = payload(length, length);
                    assertTrue(offer(ring, bytes), "length " + length + " after " + before);
                    assertArrayEquals(bytes, take(ring), "length " + length + " after " + before);
                }
            }
        }

        @Test
        void shouldUseTheScratchOnlyForAPayloadThatWraps() {
            FrameRing ring = new FrameRing(64, 4);
            offer(ring, payload(40, 1));
            assertTrue(ring.poll(scratch));
            assertNotSame(scratch, ring.array());
            ring.release();
            offer(ring, payload(40, 2));
            assertTrue(ring.poll(scratch));
            assertSame(scratch, ring.array());
            assertEquals(0, ring.offset());
        }

        @Test
        void shouldTakeTheSameFromABufferAndLeaveItsPosition() {
            byte[] bytes = payload(100, 1);
            ByteBuffer direct = ByteBuffer.allocateDirect(100).order(ByteOrder.LITTLE_ENDIAN);
            direct.put(bytes).position(10).limit(60);
            ByteBuffer heap = ByteBuffer.wrap(bytes, 10, 50).asReadOnlyBuffer();
            FrameRing ring = new FrameRing(64, 4);
            for (int i = 0; i < 70; i++) {
                ByteBuffer source = i % 2 == 0 ? direct : heap;
                assertTrue(ring.offer(7, i, source, 3, 4));
                assertEquals(10, source.position());
                assertEquals(60, source.limit());
                assertArrayEquals(Arrays.copyOfRange(bytes, 10, 60), take(ring));
            }
        }
    }

    @Nested
    class Bounds {
        @Test
        void shouldBeFullWhenTheBytesAreUsed() {
            FrameRing ring = new FrameRing(64, 16);
            assertTrue(offer(ring, payload(40, 1)));
            assertTrue(ring.hasRoom(24));
            assertFalse(ring.hasRoom(25));
            assertFalse(offer(ring, payload(25, 2)));
            assertTrue(offer(ring, payload(24, 3)));
            assertTrue(offer(ring, EMPTY));
            assertFalse(ring.hasRoom(1));
            take(ring);
            assertTrue(ring.hasRoom(40));
            assertFalse(ring.hasRoom(41));
            assertCounters(ring, 3, 1, 0);
        }

        @Test
        void shouldBeFullWhenTheSlotsAreUsed() {
            FrameRing ring = new FrameRing(4096, 4);
            for (int i = 0; i < 4; i++) {
                assertTrue(ring.hasRoom(0));
                assertTrue(offer(ring, EMPTY));
            }
            assertFalse(ring.hasRoom(0));
            assertFalse(offer(ring, EMPTY));
            assertEquals(0, take(ring).length);
            assertTrue(offer(ring, payload(5, 1)));
            assertFalse(offer(ring, EMPTY));
            assertCounters(ring, 5, 2, 0);
        }

        @Test
        void shouldCountNothingWhenAskedForRoom() {
            FrameRing ring = new FrameRing(64, 4);
            ring.hasRoom(1);
            ring.hasRoom(65);
            assertCounters(ring, 0, 0, 0);
        }

        @Test
        void shouldTakeTheLongestFrameAndNoLongerOne() {
            FrameRing ring = new FrameRing(1 << 17, 4);
            byte[] longest = payload(65_535, 1);
            assertTrue(offer(ring, longest));
            assertArrayEquals(longest, take(ring));
            assertFalse(offer(ring, new byte[65_536]));
            assertFalse(ring.hasRoom(65_536));
            assertCounters(ring, 1, 1, 0);
        }

        @Test
        void shouldRefuseAndCountAFrameLongerThanTheArena() {
            FrameRing ring = new FrameRing(64, 4);
            assertFalse(offer(ring, new byte[65]));
            assertFalse(ring.offer(1, 0, ByteBuffer.allocate(65), 0, 0));
            byte[] whole = payload(64, 1);
            assertTrue(offer(ring, whole));
            assertArrayEquals(whole, take(ring));
            assertCounters(ring, 1, 2, 0);
        }

        @Test
        void shouldLoseTheNewestWhenFull() {
            FrameRing ring = new FrameRing(64, 2);
            offer(ring, new byte[] {1});
            offer(ring, new byte[] {2});
            offer(ring, new byte[] {3});
            assertArrayEquals(new byte[] {1}, take(ring));
            assertArrayEquals(new byte[] {2}, take(ring));
            assertFalse(ring.poll(scratch));
        }

        @Test
        void shouldCountNothingAndStayUsableWhenTheRangeIsOutsideTheArray() {
            FrameRing ring = new FrameRing(64, 4);
            assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(1, 0, new byte[4], 2, 3, 0, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(1, 0, new byte[4], 0, -1, 0, 0));
            assertCounters(ring, 0, 0, 0);
            assertFalse(ring.poll(scratch));
            assertTrue(offer(ring, EMPTY));
        }

        @Test
        void shouldLeaveTheFrameClaimableWhenTheScratchIsTooShort() {
            FrameRing ring = new FrameRing(64, 4);
            offer(ring, payload(40, 1));
            take(ring);
            byte[] wrapping = payload(40, 2);
            offer(ring, wrapping);
            assertThrows(IndexOutOfBoundsException.class, () -> ring.poll(new byte[39]));
            assertArrayEquals(wrapping, take(ring));
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 100, 1 << 30 | 1})
        void shouldNameTheSizeThatIsNoPowerOfTwo(int size) {
            String arena = assertThrows(IllegalArgumentException.class, () -> new FrameRing(size, 4))
                    .getMessage();
            assertEquals("arenaBytes is " + size + "; allowed are powers of two from 1 to 1073741824", arena);
            String slots = assertThrows(IllegalArgumentException.class, () -> new FrameRing(64, size))
                    .getMessage();
            assertEquals("slots is " + size + "; allowed are powers of two from 1 to 67108864", slots);
        }
    }

    @Nested
    class Closing {
        @Test
        void shouldRefuseAndCountWhatComesAfterTheEnd() {
            FrameRing ring = new FrameRing(64, 4);
            offer(ring, payload(10, 1));
            assertFalse(ring.isClosed());
            ring.close();
            ring.close();
            assertTrue(ring.isClosed());
            assertFalse(ring.hasRoom(0));
            assertFalse(offer(ring, payload(10, 2)));
            assertFalse(ring.offer(1, 0, ByteBuffer.allocate(100), 0, 0));
            assertCounters(ring, 1, 0, 2);
        }

        @Test
        void shouldStillGiveOutWhatWasPublishedBefore() {
            FrameRing ring = new FrameRing(64, 4);
            byte[] bytes = payload(10, 1);
            offer(ring, bytes);
            ring.close();
            assertArrayEquals(bytes, take(ring));
            assertFalse(ring.poll(scratch));
        }

        @Test
        void shouldBeAsNewAfterAReset() {
            FrameRing ring = new FrameRing(64, 4);
            offer(ring, payload(40, 1));
            take(ring);
            offer(ring, payload(40, 2));
            offer(ring, payload(40, 3));
            ring.poll(scratch);
            ring.close();
            offer(ring, EMPTY);
            ring.reset();
            assertFalse(ring.isClosed());
            assertCounters(ring, 0, 0, 0);
            assertEquals(0, ring.head());
            assertFalse(ring.poll(scratch));
            assertThrows(IllegalStateException.class, ring::release);
            byte[] whole = payload(64, 4);
            assertTrue(offer(ring, whole));
            assertArrayEquals(whole, take(ring));
        }
    }

    @Nested
    class Sizing {
        private static final long MILLIS = 1_000_000L;

        @Test
        void shouldHoldTheStallBudgetInTwentyMillisecondPackets() {
            assertEquals(8192, FrameRing.arenaBytesFor(500 * MILLIS, 8000, 1, 12));
            assertEquals(65_536, FrameRing.arenaBytesFor(500 * MILLIS, 48_000, 2, 12));
            assertEquals(1 << 20, FrameRing.arenaBytesFor(10_000 * MILLIS, 48_000, 2, 12));
        }

        @Test
        void shouldHoldTwoFullPacketsHoweverShortTheStall() {
            assertEquals(4096, FrameRing.arenaBytesFor(0, 8000, 1, 12));
            assertEquals(4096, FrameRing.arenaBytesFor(20 * MILLIS, 48_000, 2, 12));
        }

        @Test
        void shouldHaveSlotsForTenMillisecondPackets() {
            assertEquals(64, FrameRing.slotsFor(500 * MILLIS));
            assertEquals(64, FrameRing.slotsFor(640 * MILLIS));
            assertEquals(128, FrameRing.slotsFor(640 * MILLIS + 1));
            assertEquals(4, FrameRing.slotsFor(0));
        }

        @Test
        void shouldStayWithinWhatARingAllows() {
            assertEquals(1 << 30, FrameRing.arenaBytesFor(Long.MAX_VALUE, 48_000, 2, 12));
            assertEquals(1 << 26, FrameRing.slotsFor(Long.MAX_VALUE));
        }
    }
}
