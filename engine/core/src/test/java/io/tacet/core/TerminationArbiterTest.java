package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Termination;
import io.tacet.Termination.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RULES E1: the earliest condition wins; at the same sample the order of causes decides, whatever the order of offering. */
class TerminationArbiterTest {
    /** The order of RULES E1, written down a second time. */
    private static final List<Cause> ORDER =
            List.of(Cause.TERMINATOR, Cause.DURATION, Cause.SILENCE, Cause.ENDED, Cause.STOPPED, Cause.NO_MEDIA);

    private static final long[] SAMPLES = {7_999, 8_000, 8_001};

    private record Condition(Cause cause, long sample) {}

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (int a = 0; a < ORDER.size(); a++) {
            for (int b = a + 1; b < ORDER.size(); b++) {
                pairs.add(Arguments.of(ORDER.get(a), ORDER.get(b)));
            }
        }
        return pairs.stream();
    }

    static Stream<Arguments> triples() {
        List<Arguments> triples = new ArrayList<>();
        for (int a = 0; a < ORDER.size(); a++) {
            for (int b = a + 1; b < ORDER.size(); b++) {
                for (int c = b + 1; c < ORDER.size(); c++) {
                    triples.add(Arguments.of(ORDER.get(a), ORDER.get(b), ORDER.get(c)));
                }
            }
        }
        return triples.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldTakeTheEarlierAndAtTheSameSampleTheHigherOfTwoCauses(Cause higher, Cause lower) {
        for (long one : SAMPLES) {
            for (long other : SAMPLES) {
                Condition expected = one <= other ? new Condition(higher, one) : new Condition(lower, other);
                assertWins(expected, List.of(new Condition(higher, one), new Condition(lower, other)));
                assertWins(expected, List.of(new Condition(lower, other), new Condition(higher, one)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("triples")
    void shouldTakeTheSameOfThreeCausesInEveryOrderOfOffering(Cause first, Cause second, Cause third) {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (long a : SAMPLES) {
            for (long b : SAMPLES) {
                for (long c : SAMPLES) {
                    Condition[] all = {new Condition(first, a), new Condition(second, b), new Condition(third, c)};
                    long earliest = Math.min(a, Math.min(b, c));
                    Condition expected = a == earliest ? all[0] : b == earliest ? all[1] : all[2];
                    for (int[] order : orders) {
                        assertWins(expected, List.of(all[order[0]], all[order[1]], all[order[2]]));
                    }
                }
            }
        }
    }

    @Test
    void shouldKeepTheFirstOfTwoTerminatorsAtTheSameSample() {
        TerminationArbiter arbiter = new TerminationArbiter();
        arbiter.offerTerminator('1', 80);
        arbiter.offerTerminator('2', 80);
        assertEquals(new Termination.Terminator('1', 80), arbiter.termination());
    }

    @Test
    void shouldKnowNothingBeforeTheFirstCondition() {
        TerminationArbiter arbiter = new TerminationArbiter();
        assertFalse(arbiter.hasCandidate());
        assertEquals(RecordingRules.NEVER, arbiter.atSample());
        assertEquals(
                "no condition is true",
                assertThrows(IllegalStateException.class, arbiter::termination).getMessage());
    }

    private static void assertWins(Condition expected, List<Condition> offered) {
        TerminationArbiter arbiter = new TerminationArbiter();
        for (Condition condition : offered) {
            if (condition.cause() == Cause.TERMINATOR) {
                arbiter.offerTerminator('#', condition.sample());
            } else {
                arbiter.offer(condition.cause(), condition.sample());
            }
        }
        assertTrue(arbiter.hasCandidate());
        Termination found = arbiter.termination();
        assertEquals(expected, new Condition(found.cause(), found.atSample()), offered.toString());
        assertEquals(expected.sample(), arbiter.atSample());
    }
}
