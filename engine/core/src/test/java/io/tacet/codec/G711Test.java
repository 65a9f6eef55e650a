package io.tacet.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class G711Test {
    /** The positive decision values of a segment's start, and the quantised values beside it, in the 14 bits of G.711 table 2a. */
    private static final int[][] ULAW_SEGMENT_STARTS = {
        {0, 0}, {31, 33}, {95, 99}, {223, 231}, {479, 495}, {991, 1023}, {2015, 2079}, {4063, 4191}
    };

    /** The same of table 1a, in 13 bits. */
    private static final int[][] ALAW_SEGMENT_STARTS = {
        {0, 1}, {32, 33}, {64, 66}, {128, 132}, {256, 264}, {512, 528}, {1024, 1056}, {2048, 2112}
    };

    @Test
    void shouldDecodeTheStartOfEverySegmentAsTheTablesOfG711() {
        for (int segment = 0; segment < 8; segment++) {
            assertEquals(4 * ULAW_SEGMENT_STARTS[segment][1], G711.ulawToLinear((byte) (0xFF - (segment << 4))));
            int alaw = (0x80 | segment << 4) ^ 0x55;
            assertEquals(8 * ALAW_SEGMENT_STARTS[segment][1], G711.alawToLinear((byte) alaw));
        }
    }

    @Test
    void shouldDecodeTheEndsOfTheScale() {
        assertEquals(0, G711.ulawToLinear((byte) 0xFF));
        assertEquals(0, G711.ulawToLinear((byte) 0x7F));
        assertEquals(32124, G711.ulawToLinear((byte) 0x80));
        assertEquals(-32124, G711.ulawToLinear((byte) 0x00));
        assertEquals(8, G711.alawToLinear((byte) 0xD5));
        assertEquals(-8, G711.alawToLinear((byte) 0x55));
        assertEquals(32256, G711.alawToLinear((byte) 0xAA));
        assertEquals(-32256, G711.alawToLinear((byte) 0x2A));
    }

    @Test
    void shouldEncodeEveryDecodedByteBackToItselfButTheNegativeZeroOfUlaw() {
        for (int b = 0; b < 256; b++) {
            byte code = (byte) b;
            assertEquals(b == 0x7F ? (byte) 0xFF : code, G711.linearToUlaw(G711.ulawToLinear(code)));
            assertEquals(code, G711.linearToAlaw(G711.alawToLinear(code)));
        }
    }

    @Test
    void shouldEncodeEverySampleAsTheNearestWordAndTheLouderOfTwoAsNear() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int ulaw = G711.ulawToLinear(G711.linearToUlaw((short) sample));
            int alaw = G711.alawToLinear(G711.linearToAlaw((short) sample));
            for (int b = 0; b < 256; b++) {
                assertNearest(sample, ulaw, G711.ulawToLinear((byte) b));
                if (sample != 0) {
                    assertNearest(sample, alaw, G711.alawToLinear((byte) b));
                }
            }
        }
    }

    private static void assertNearest(int sample, int chosen, int other) {
        int distance = Math.abs(sample - chosen);
        int otherDistance = Math.abs(sample - other);
        if (otherDistance < distance || otherDistance == distance && Math.abs(other) > Math.abs(chosen)) {
            throw new AssertionError(sample + " became " + chosen + "; better is " + other);
        }
    }

    @Test
    void shouldFollowTheDecisionValuesOfG711ButWhereTheWordBelowIsNearer() {
        int differences = 0;
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            differences += byDecisionValue(sample, ULAW_SEGMENT_STARTS, 4) == ulawSegment(sample) ? 0 : 1;
        }
        assertTrue(differences < 32768 / 128, differences + " samples lie in another segment");
    }

    private static int ulawSegment(int sample) {
        return (0xFF - (G711.linearToUlaw((short) sample) & 0xFF)) >> 4;
    }

    private static int byDecisionValue(int sample, int[][] starts, int scale) {
        int segment = 7;
        while (sample < starts[segment][0] * scale) {
            segment--;
        }
        return segment;
    }

    @Test
    void shouldKeepTheSignOfSilence() {
        assertEquals((byte) 0xFF, G711.linearToUlaw((short) 0));
        assertEquals((byte) 0x7F, G711.linearToUlaw((short) -1));
        assertEquals((byte) 0xD5, G711.linearToAlaw((short) 0));
        assertEquals((byte) 0x55, G711.linearToAlaw((short) -1));
    }

    @Test
    void shouldClipTheLoudestSamples() {
        assertEquals((byte) 0x80, G711.linearToUlaw(Short.MAX_VALUE));
        assertEquals((byte) 0x00, G711.linearToUlaw(Short.MIN_VALUE));
        assertEquals((byte) 0xAA, G711.linearToAlaw(Short.MAX_VALUE));
        assertEquals((byte) 0x2A, G711.linearToAlaw(Short.MIN_VALUE));
    }
}
