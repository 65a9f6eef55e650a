package io.tacet.server.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Termination;
import io.tacet.Terminators;
import io.tacet.core.RecordingRules;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.Press;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Over every sample of the project: what would have been is what the engine does. */
class WhatIfTest {
    private static final double[] THRESHOLDS = {1, 10, 50, 100, 150, 200, 300, 500, 1000};
    private static final double[] FEW = {1, 200, 1000};
    private static final int RANDOM_LIMITS = 3;

    /** Limits of the engine's and of the series' recording. */
    private static RecordingRequest.Builder limits(
            double threshold, double silence, double initial, int activityMillis) {
        return RecordingRequest.builder()
                .silence(new SilencePolicy(
                        Duration.ofNanos(Math.round(initial * 1e9)),
                        Duration.ofNanos(Math.round(silence * 1e9)),
                        SilenceThreshold.of(threshold),
                        Duration.ofMillis(activityMillis)));
    }

    private static RecordingRequest.Builder random(Random random) {
        double silence = (1 + random.nextInt(400)) / 100.0;
        double initial = random.nextBoolean() ? silence : random.nextInt(500) / 100.0;
        double threshold = random.nextBoolean() ? 1 + random.nextInt(1000) : 1 + 400 * random.nextDouble();
        RecordingRequest.Builder request = limits(threshold, silence, initial, 10 * random.nextInt(11));
        if (random.nextInt(3) == 0) {
            request.duration(Duration.ofNanos(1 + (long) (random.nextDouble() * 20e9)));
        }
        if (random.nextInt(3) == 0) {
            request.terminators(Terminators.of(random.nextBoolean() ? "0123456789*#" : "56#"));
            request.ignoreKeysFor(Duration.ofMillis(random.nextInt(3) * 500L));
        }
        return request;
    }

    private static void compare(Path input, List<Press> presses, LevelSeries series, RecordingRequest.Builder builder)
            throws IOException {
        RecordingRequest request;
        try (MediaReplay replay = Samples.replay(input, presses)) {
            request = builder.payloadTypes(replay.payloadTypes()).build();
        }
        Termination engine = Samples.record(input, presses, builder);
        Termination whatIf = WhatIf.decide(series, RecordingRules.of(request)).termination();
        assertEquals(engine, whatIf, () -> input + " " + presses + " under " + request);
    }

    @Test
    void shouldEndWhereTheEngineEndsForEveryThresholdOfTheTable() throws IOException {
        for (Path input : Samples.all()) {
            LevelSeries series = Samples.series(input, List.of());
            for (double threshold : input.toString().endsWith(".wav") ? THRESHOLDS : FEW) {
                compare(input, List.of(), series, limits(threshold, 2, 2, 30));
            }
        }
    }

    @Test
    @Tag("slow")
    void shouldEndWhereTheEngineEndsUnderRandomLimits() throws IOException {
        long seed = System.nanoTime();
        System.out.println("WhatIfTest: seed " + seed);
        Random random = new Random(seed);
        for (Path input : Samples.all()) {
            LevelSeries series = Samples.series(input, List.of());
            for (int i = 0; i < RANDOM_LIMITS; i++) {
                compare(input, List.of(), series, random(random));
            }
        }
    }

    @Test
    void shouldEndWhereTheEngineEndsWhenKeysArePressedInAWav() throws IOException {
        long seed = System.nanoTime();
        System.out.println("WhatIfTest: seed " + seed);
        Random random = new Random(seed);
        Path input = Samples.audio("pauses");
        for (int i = 0; i < 60; i++) {
            List<Press> presses = new ArrayList<>();
            for (int j = 0; j < 1 + random.nextInt(4); j++) {
                presses.add(Press.parse("56#".charAt(random.nextInt(3)) + "@" + random.nextInt(1000) / 100.0));
            }
            compare(input, presses, Samples.series(input, presses), random(random));
        }
        List<Press> atTheLimit = List.of(Press.parse("#@0.5"));
        RecordingRequest.Builder half = limits(200, 2, 2, 30).duration(Duration.ofMillis(500));
        compare(input, atTheLimit, Samples.series(input, atTheLimit), half.terminators(Terminators.of("#")));
    }
}
