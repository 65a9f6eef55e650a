package io.tacet.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequence numbers count on through wraps and restarts; repeats are told (RULES T6). */
class SequenceNumbersTest {
    private static final int WINDOW = SequenceNumbers.WINDOW;

    private final SequenceNumbers numbers = new SequenceNumbers();

    private void assertNew(long expected, int sequence) {
        assertEquals(expected, numbers.number(sequence & 0xFFFF));
        assertFalse(numbers.repeated(), sequence + " is new");
    }

    private void assertRepeated(long expected, int sequence) {
        assertEquals(expected, numbers.number(sequence & 0xFFFF));
        assertTrue(numbers.repeated(), sequence + " is repeated");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32_767, 32_768, 65_535})
    void shouldCountOnFromAnyStartThroughTheWrap(int start) {
        for (int i = 0; i < 200_000; i++) {
            assertNew(i, start + i);
        }
    }

    @Test
    void shouldNumberWhatCameBeforeTheFirstBelowZero() {
        assertNew(0, 10);
        assertNew(-3, 7);
        assertRepeated(-3, 7);
        assertNew(1, 11);
    }

    @Test
    void shouldTellARepeatUntilTheWindowHasPassed() {
        for (int i = 0; i < WINDOW; i++) {
            assertNew(i, i);
        }
        assertRepeated(0, 0);
        assertRepeated(WINDOW - 1, WINDOW - 1);
        assertNew(WINDOW, WINDOW);
        assertRepeated(1, 1);
    }

    @Test
    void shouldTakeAStepOfUpToThreeThousandForLoss() {
        assertNew(0, 60_000);
        assertNew(3_000, 63_000);
        assertNew(2_999, 62_999);
        assertRepeated(3_000, 63_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {3_001, 20_000, 32_767, 32_768, 40_000, 65_536 - WINDOW})
    void shouldTakeALargerStepForARestartWithoutAGap(int step) {
        assertNew(0, 100);
        assertNew(1, 101);
        assertNew(2, 101 + step);
        assertNew(3, 102 + step);
        assertRepeated(2, 101 + step);
    }

    @Test
    void shouldForgetWhatASkippedNumberWasABlockAgo() {
        assertNew(0, 0);
        assertNew(WINDOW + 44, WINDOW + 44);
        assertNew(WINDOW, WINDOW); // the same place in the memory as 0
        assertRepeated(WINDOW, WINDOW);
        assertNew(WINDOW + 43, WINDOW + 43);
    }

    @Test
    void shouldBeginAnewWhenTheSourceChanges() {
        assertNew(0, 500);
        numbers.expectRestart();
        assertNew(1, 40_000);
        assertNew(2, 40_001);
        assertRepeated(1, 40_000);
    }

    @Test
    void shouldNumberFramesWithoutASequence() {
        assertEquals(1, numbers.next());
        assertEquals(2, numbers.next());
        assertEquals(2, numbers.highest());
    }

    @Test
    void shouldAgreeWithAModelThatRemembersAll() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            SequenceNumbers found = new SequenceNumbers();
            int start = random.nextInt(65_536);
            Set<Long> seen = new HashSet<>();
            for (long number : disordered(random)) {
                assertEquals(number, found.number((int) (start + number) & 0xFFFF), "seed " + seed);
                assertEquals(!seen.add(number), found.repeated(), "seed " + seed + ", number " + number);
            }
        }
    }

    /** Numbers from 0 on, lost, up to 50 late, and repeated. */
    private static List<Long> disordered(Random random) {
        record Sent(long number, double at) {}
        List<Sent> sent = new ArrayList<>();
        sent.add(new Sent(0, -1));
        for (long number = 1; number < 3_000; number++) {
            if (random.nextInt(5) > 0) {
                sent.add(new Sent(number, number + 50 * random.nextDouble()));
            }
            if (random.nextInt(5) == 0) {
                sent.add(new Sent(number, number + 50 * random.nextDouble()));
            }
        }
        sent.sort(Comparator.comparingDouble(Sent::at));
        return sent.stream().map(Sent::number).toList();
    }
}
