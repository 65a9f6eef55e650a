package io.tacet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.ReplayEngine.Arrival;
import io.tacet.ReplayEngine.Call;
import io.tacet.ReplayEngine.Event;
import io.tacet.ReplayEngine.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a recording becomes does not depend on when the recorder looks, over bad networks and with calls of the host (RULES T2). Seeded. */
class LookScheduleTest {
    private static final long FIRST_SEED = 1;
    private static final int CALLS = 300;
    private static final long MILLI = 1_000_000L;

    @Test
    void shouldBecomeTheSameWheneverTheRecorderLooks() {
        try (ReplayEngine engine = new ReplayEngine()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + CALLS; seed++) {
                try {
                    check(engine, seed);
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError("seed " + seed + ": " + failed, failed);
                }
            }
        }
    }

    private static void check(ReplayEngine engine, long seed) {
        Random random = new Random(seed);
        RecordingRequest request = request(random, "looks-" + seed);
        List<Event> events = events(random);
        Outcome expected = engine.replay(request, events, new Random(seed));
        for (int other = 1; other <= 3; other++) {
            Outcome found = engine.replay(request, events, new Random(seed + 1_000_000L * other));
            RecordingManifest one = expected.manifest();
            RecordingManifest two = found.manifest();
            assertEquals(one.cause(), two.cause());
            assertEquals(one.terminator(), two.terminator());
            assertEquals(one.endedAtSample(), two.endedAtSample());
            assertEquals(one.samples(), two.samples());
            assertEquals(one.gaps(), two.gaps());
            assertEquals(one.levels(), two.levels());
            assertEquals(one.longestSilenceSeconds(), two.longestSilenceSeconds());
            assertEquals(presses(one), presses(two), () -> request + "\n" + one + "\n" + two);
            assertArrayEquals(expected.wav(), found.wav());
        }
    }

    /** Without the durations: those of the last press are as far as known at the decision. */
    private static List<String> presses(RecordingManifest manifest) {
        return manifest.digits().stream()
                .map(digit -> digit.digit() + "@" + digit.atSample())
                .toList();
    }

    private static RecordingRequest request(Random random, String id) {
        RecordingRequest.Builder request = RecordingRequest.builder()
                .id(id)
                .maskEvents(random.nextInt(3) == 0)
                .trimTrailingSilence(random.nextInt(3) == 0)
                .mediaTimeout(Duration.ofMillis(300 + random.nextInt(3_000)));
        if (random.nextInt(3) == 0) {
            request.terminators(Terminators.of("#5"));
        }
        if (random.nextInt(3) > 0) {
            request.silence(SilencePolicy.after(Duration.ofMillis(300 + random.nextInt(2_000)))
                    .withInitialSilence(Duration.ofMillis(random.nextInt(3_000))));
        }
        if (random.nextInt(3) == 0) {
            request.duration(Duration.ofMillis(1 + random.nextInt(20_000)));
        }
        return request.build();
    }

    /** Packets lost, late, repeated, and the host's calls among them; no two at the same time. */
    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        double loss = random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0;
        int delay = 1 + random.nextInt(random.nextBoolean() ? 90 : 250);
        long number = 0;
        for (Arrival packet : new CallScript(random).until(500).packets()) {
            if (random.nextDouble() >= loss) {
                long late = random.nextInt(delay) * MILLI;
                events.add(Arrival.rtp(packet.nanos() + late + ++number, packet.bytes()));
                if (random.nextInt(20) == 0) {
                    late += random.nextInt(1_000) * MILLI;
                    events.add(Arrival.rtp(packet.nanos() + late + ++number, packet.bytes()));
                }
            }
            if (random.nextInt(60) == 0) {
                events.add(call(random, packet.nanos() + random.nextInt(20) * MILLI + ++number));
            }
        }
        events.sort(Comparator.comparingLong(Event::nanos));
        return events;
    }

    private static Event call(Random random, long nanos) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Call(nanos, Recording::pause);
            case 2, 3 -> new Call(nanos, Recording::resume);
            case 4 -> new Call(nanos, recording -> recording.digit('5'));
            default -> random.nextInt(6) == 0 ? new Call(nanos, Recording::stop) : new Call(nanos, Recording::resume);
        };
    }
}
