package io.tacet.server.serve.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {
    private final Rhythm rhythm = new Rhythm();
    private long cycle = 1000;

    private void take(int count, int apart) {
        for (int i = 0; i < count; i++) {
            cycle += apart;
            rhythm.took(cycle);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 12, 31})
    void shouldLearnAnyPaceWithinSixDatagrams(int apart) {
        take(6, apart);
        assertTrue(rhythm.isSteady());
        assertEquals(cycle + apart, rhythm.due());
    }

    @Test
    void shouldForetellNothingBeyondTheLongest() {
        take(20, 32);
        assertFalse(rhythm.isSteady());
    }

    @Test
    void shouldForetellNothingOfASenderWithoutAPace() {
        int[] apart = {1, 7, 3, 9, 2, 6};
        for (int i = 0; i < 600; i++) {
            take(1, apart[i % apart.length]);
            assertFalse(rhythm.isSteady(), "after " + i);
        }
    }

    @Test
    void shouldKeepThePaceOverOneThatCameEarlyAndOverAPause() {
        take(20, 4);
        take(1, 3);
        assertTrue(rhythm.isSteady());
        assertEquals(cycle + 4, rhythm.due());
        take(1, 4);
        take(1, 500);
        assertTrue(rhythm.isSteady());
        assertEquals(cycle + 4, rhythm.due());
    }

    @Test
    void shouldFollowAChangeOfPace() {
        take(20, 4);
        take(12, 2);
        assertTrue(rhythm.isSteady());
        assertEquals(cycle + 2, rhythm.due());
        take(12, 6);
        assertTrue(rhythm.isSteady());
        assertEquals(cycle + 6, rhythm.due());
    }

    @Test
    void shouldNotBeMisledByTheDriftOfAClock() {
        int hits = 0;
        for (int i = 0;
                i < 4000;
                i++) { // 250 ppm of a cycle of 5 ms in 20 ms packets: one cycle more or less in a thousand packets
            long at = 1000 + i * 4L + i / 1000;
            hits += rhythm.isSteady() && rhythm.due() == at ? 1 : 0;
            rhythm.took(at);
        }
        assertTrue(hits > 3980, hits + " of 4000");
    }

    @Test
    void shouldTakeSeveralOfOneCycleForOne() {
        take(10, 4);
        rhythm.took(cycle);
        rhythm.took(cycle);
        assertTrue(rhythm.isSteady());
        assertEquals(cycle + 4, rhythm.due());
    }
}
