package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Termination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The machine against RULES L3 to L8 written down a second time, plainly: after each step what it foretells of a silence that nothing
 * interrupts is what a list of all windows says. Seeded.
 */
class SilenceModelTest {
    private static final int CASES = 500;
    private static final int WINDOW = 80;
    private static final int HORIZON = 400;

    /** Every window that was, and the presses that are known. */
    private static final class Model {
        final List<Boolean> loud = new ArrayList<>();
        final List<long[]> presses = new ArrayList<>();
        long limit;
        long initialLimit;
        int minimum;

        /** Where silence is reached when only silence follows, or {@link RecordingRules#NEVER}. */
        long silenceAt() {
            boolean activity = false;
            long runStart = 0;
            for (int i = 0; i < loud.size() + HORIZON; i++) {
                long end = (i + 1L) * WINDOW;
                int loudOfTen = 0;
                for (int j = Math.max(0, i - 9); j <= i; j++) {
                    loudOfTen += isLoud(j) ? 1 : 0;
                }
                if (isPressed(end - WINDOW, end) || isLoud(i) && loudOfTen >= Math.max(1, minimum)) {
                    activity = true;
                    runStart = end;
                } else if (!isLoud(i) && end - runStart >= (activity ? limit : initialLimit)) {
                    return end;
                }
            }
            return RecordingRules.NEVER;
        }

        private boolean isLoud(int window) {
            return window < loud.size() && loud.get(window);
        }

        private boolean isPressed(long from, long until) {
            return presses.stream().anyMatch(press -> press[0] < until && press[1] > from);
        }
    }

    @Test
    void shouldForetellSilenceAsTheListOfAllWindowsDoes() {
        int reached = 0;
        for (long seed = 0; seed < CASES; seed++) {
            reached += run(seed) ? 1 : 0;
        }
        assertFalse(reached < CASES / 2, reached + " cases ended by silence");
    }

    private static boolean run(long seed) {
        Random random = new Random(seed);
        int limitMillis = 400 + random.nextInt(600);
        int initialMillis = random.nextInt(4) == 0 ? 0 : 400 + random.nextInt(1_500);
        int activityMillis = random.nextInt(101);
        RecordingMachine machine = new RecordingMachine(RecordingRules.of(RecordingRequest.builder()
                .silence(SilencePolicy.after(Duration.ofMillis(limitMillis))
                        .withInitialSilence(Duration.ofMillis(initialMillis))
                        .withMinimumActivity(Duration.ofMillis(activityMillis)))
                .build()));
        Model model = new Model();
        model.limit = limitMillis * 8L;
        model.initialLimit = initialMillis == 0 ? RecordingRules.NEVER : initialMillis * 8L;
        model.minimum = (activityMillis + 9) / 10;
        for (int step = 0; step < 400; step++) {
            String name = "seed " + seed + ", step " + step;
            long expected = model.silenceAt();
            assertEquals(expected, machine.silenceAt(), name);
            step(random, machine, model);
            if (machine.hasCandidate()) {
                assertEquals(new Termination.Silence(expected), machine.termination(), name);
                assertEquals(expected, machine.position(), name);
                return true;
            }
        }
        return false;
    }

    private static void step(Random random, RecordingMachine machine, Model model) {
        switch (random.nextInt(10)) {
            case 0 -> press(random, machine, model);
            case 1 -> gap(1 + random.nextInt(20), false, machine, model);
            case 2 -> gap(1 + random.nextInt(3), true, machine, model);
            case 3, 4, 5 -> audio(1 + random.nextInt(6), true, machine, model);
            default -> audio(1 + random.nextInt(25), false, machine, model);
        }
    }

    /** In the last 200 ms or the next 300 ms, for up to 300 ms. */
    private static void press(Random random, RecordingMachine machine, Model model) {
        long from = Math.max(0, machine.position() - 1_600 + random.nextInt(4_000));
        long until = from + 1 + random.nextInt(2_400);
        model.presses.add(new long[] {from, until});
        machine.press('5', from, until, true);
    }

    private static void audio(int windows, boolean loud, RecordingMachine machine, Model model) {
        short[] samples = new short[WINDOW];
        for (int i = 0; i < WINDOW && loud; i++) {
            samples[i] = (short) (i % 2 == 0 ? 3_000 : -3_000);
        }
        for (int i = 0; i < windows && !machine.hasCandidate(); i++) {
            int used = machine.audio(samples, 0, 40);
            assertEquals(40, used);
            machine.audio(samples, 40, 40);
            model.loud.add(loud);
        }
    }

    /** Loss goes on as it was before, a gap of the sender is silent (RULES L7). */
    private static void gap(int windows, boolean lost, RecordingMachine machine, Model model) {
        int last = model.loud.size() - 1;
        boolean loud = lost && last >= 0 && model.loud.get(last);
        for (int i = 0; i < windows && !machine.hasCandidate(); i++) {
            machine.fill(WINDOW, lost);
            model.loud.add(loud);
        }
    }
}
