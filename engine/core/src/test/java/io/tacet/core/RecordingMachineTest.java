package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import io.tacet.spi.QuietDetector;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The machine is a value: equal inputs give equal states, and a saved state goes on as if nothing had happened. */
class RecordingMachineTest {
    private static final int CASES = 300;
    private static final int STEPS = 200;

    private static RecordingRules rules(Random random) {
        RecordingRequest.Builder request = RecordingRequest.builder()
                .id("machine")
                .terminators(Terminators.of("#*"))
                .ignoreKeysFor(Duration.ofMillis(random.nextInt(2_000)));
        if (random.nextInt(4) > 0) {
            request.silence(SilencePolicy.after(Duration.ofMillis(300 + random.nextInt(1_200)))
                    .withInitialSilence(Duration.ofMillis(random.nextInt(3_000)))
                    .withMinimumActivity(Duration.ofMillis(10L * random.nextInt(11))));
        }
        if (random.nextBoolean()) {
            request.duration(Duration.ofMillis(1 + random.nextInt(8_000)));
        }
        return RecordingRules.of(request.build());
    }

    /** One random input, the same for every machine. */
    private static void step(long seed, RecordingMachine... machines) {
        Random random = new Random(seed);
        int kind = random.nextInt(12);
        int length = 1 + random.nextInt(400);
        short[] samples = new short[length];
        int amplitude = random.nextBoolean() ? 0 : random.nextInt(4_000);
        for (int i = 0; i < length; i++) {
            samples[i] = (short) (amplitude * random.nextGaussian() / 4);
        }
        long back = random.nextInt(4_000) - 1_000;
        char digit = "12#*A!".charAt(random.nextInt(6));
        for (RecordingMachine machine : machines) {
            long at = machine.position() - back;
            switch (kind) {
                case 0 -> machine.fill(length * 8L, false);
                case 1 -> machine.fill(length, true);
                case 2 -> machine.press(digit, at, at + length, (length & 7) == 0);
                case 3 -> machine.held(at, at + length);
                case 4 -> machine.timePasses(machine.position() + length);
                default -> machine.audio(samples, 0, length);
            }
        }
    }

    private static byte[] saved(RecordingMachine machine) {
        ByteBuffer state = ByteBuffer.allocate(RecordingMachine.STATE_BYTES);
        machine.save(state);
        return Arrays.copyOf(state.array(), state.position());
    }

    private static void assertSame(RecordingMachine expected, RecordingMachine found, String name) {
        assertArrayEquals(saved(expected), saved(found), name);
        assertEquals(expected.position(), found.position(), name);
        assertEquals(expected.level(), found.level(), name);
        assertEquals(expected.silenceRun(), found.silenceRun(), name);
        assertEquals(expected.silenceAt(), found.silenceAt(), name);
        assertEquals(expected.nextLimit(), found.nextLimit(), name);
        assertEquals(expected.hasCandidate(), found.hasCandidate(), name);
        if (expected.hasCandidate()) {
            assertEquals(expected.termination(), found.termination(), name);
        }
    }

    @Test
    void shouldBeEqualAtEveryStepWhenFedTheSame() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            RecordingRules rules = rules(random);
            RecordingMachine one = new RecordingMachine(rules);
            RecordingMachine other = new RecordingMachine(rules);
            for (int step = 0; step < STEPS; step++) {
                step(random.nextLong(), one, other);
                assertSame(one, other, "seed " + seed + ", step " + step);
            }
        }
    }

    @Test
    void shouldGoOnFromASavedStateAtEveryStep() {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            RecordingRules rules = rules(random);
            RecordingMachine whole = new RecordingMachine(rules);
            RecordingMachine moved = new RecordingMachine(rules);
            for (int step = 0; step < STEPS; step++) {
                RecordingMachine next = new RecordingMachine(rules);
                next.restore(ByteBuffer.wrap(saved(moved)));
                assertSame(moved, next, "seed " + seed + ", restored at step " + step);
                moved = next;
                step(random.nextLong(), whole, moved);
                assertSame(whole, moved, "seed " + seed + ", step " + step);
            }
        }
    }

    @Test
    void shouldAcceptNothingOnceAConditionIsTrue() {
        RecordingMachine machine = new RecordingMachine(RecordingRules.of(
                RecordingRequest.builder().duration(Duration.ofMillis(105)).build()));
        assertEquals(840, machine.audio(new short[2_000], 0, 2_000)); // 0.105 × 8000
        assertTrue(machine.hasCandidate());
        assertEquals(0, machine.audio(new short[80], 0, 80));
        assertEquals(0, machine.fill(80, false));
        assertEquals(840, machine.position());
    }

    @Test
    void shouldRefuseAStateOfAnUnknownVersion() {
        RecordingMachine machine = new RecordingMachine(
                RecordingRules.of(RecordingRequest.builder().build()));
        byte[] state = saved(machine);
        state[0] = 9;
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> machine.restore(ByteBuffer.wrap(state)));
        assertEquals("state version is 9; known is 1", refused.getMessage());
    }

    @Test
    void shouldSaveNoStateOfAForeignLevel() {
        RecordingMachine machine = new RecordingMachine(
                RecordingRules.of(RecordingRequest.builder().build()), new QuietDetector());
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> saved(machine));
        assertEquals("only the built-in level can be saved; this is quiet", refused.getMessage());
    }
}
