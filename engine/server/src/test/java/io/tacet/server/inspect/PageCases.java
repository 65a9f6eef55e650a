package io.tacet.server.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Termination;
import io.tacet.Terminators;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.Press;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What the page's script must decide, for every sample: its data, limits and the machine's answer, one file each. */
final class PageCases {
    private static final int CASES = 120;

    private final Random random;

    PageCases(long seed) {
        random = new Random(seed);
    }

    /** Writes a file for each sample. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        int i = 0;
        for (Path input : Samples.all()) {
            String key = i % 2 == 0 ? "56#" : "0123456789*#";
            List<Press> presses = input.toString().endsWith(".wav") && i % 3 == 0
                    ? List.of(Press.parse("1@0.35"), Press.parse("#@1.5"))
                    : List.of();
            Files.writeString(
                    directory.resolve(i++ + ".json"),
                    sample(input, presses, key).toString());
        }
    }

    private ObjectNode sample(Path input, List<Press> presses, String terminators) throws IOException {
        PayloadTypes types;
        try (MediaReplay replay = Samples.replay(input, presses)) {
            types = replay.payloadTypes();
        }
        SilencePolicy given = SilencePolicy.after(Duration.ofMillis(1234))
                .withThreshold(SilenceThreshold.of(1 + 400 * random.nextDouble()))
                .withInitialSilence(Duration.ofMillis(2345));
        RecordingRequest.Builder builder =
                RecordingRequest.builder().payloadTypes(types).silence(given);
        if (random.nextBoolean()) {
            builder.terminators(Terminators.of(terminators)).ignoreKeysFor(Duration.ofMillis(random.nextInt(2) * 400L));
        }
        if (random.nextBoolean()) {
            builder.duration(Duration.ofMillis(1 + random.nextInt(8000)));
        }
        LevelSeries series = Samples.series(input, presses);
        Limits limits = new Limits(builder.build(), given, false);
        Inspection inspection = Inspection.of(String.valueOf(input.getFileName()), series, limits, null, List.of());
        ObjectNode json = InspectionJson.MAPPER.createObjectNode();
        json.set("data", new PageData(inspection).json());
        ArrayNode expected = json.putArray("expected");
        add(expected, series, limits, given);
        for (int i = 1; i < CASES; i++) {
            add(
                    expected,
                    series,
                    limits,
                    policy(given, i <= 8 ? Inspection.THRESHOLDS.get(i - 1) : 1 + random.nextInt(1000)));
        }
        return json;
    }

    private SilencePolicy policy(SilencePolicy given, double threshold) {
        Duration silence = Duration.ofMillis(10 * (1 + random.nextInt(400)));
        Duration initial = switch (random.nextInt(4)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofMillis(10 * (1 + random.nextInt(400)));
            case 2 -> given.initialSilence();
            default -> silence;
        };
        Duration activity = Duration.ofMillis(random.nextInt(101));
        return new SilencePolicy(initial, silence, SilenceThreshold.of(threshold), activity);
    }

    private static void add(ArrayNode expected, LevelSeries series, Limits limits, SilencePolicy policy) {
        Termination termination = WhatIf.decide(series, limits.with(policy)).termination();
        expected.addObject()
                .put("threshold", policy.threshold().value())
                .put("silence", policy.finalSilence().toNanos() / 1e9)
                .put("initial", policy.initialSilence().toNanos() / 1e9)
                .put("activity", policy.minimumActivity().toMillis())
                .put("cause", termination.cause().name())
                .put("at", termination.atSample());
    }
}
