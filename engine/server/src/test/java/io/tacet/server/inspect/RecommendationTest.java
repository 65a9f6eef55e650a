package io.tacet.server.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Termination;
import io.tacet.server.replay.MediaReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recommended threshold ends each sample where its written truth has the pause. */
class RecommendationTest {
    private static Inspection inspect(String name, double seconds) throws IOException {
        Path input = Samples.audio(name);
        SilencePolicy silence = SilencePolicy.after(Duration.ofMillis(Math.round(seconds * 1000)));
        try (MediaReplay replay = Samples.replay(input, List.of())) {
            RecordingRequest request = RecordingRequest.builder()
                    .payloadTypes(replay.payloadTypes())
                    .silence(silence)
                    .build();
            Limits limits = new Limits(request, silence, false);
            return Inspection.of(name, Samples.series(input, List.of()), limits, null, List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clean-tail", "clicks", "floor-pink-40", "floor-pink-60", "floor-room-60", "floor-room-70",
                        "floor-white-40",
                "floor-white-50", "floor-white-70", "hum-with-offset", "idle-alaw", "idle-lsb", "idle-mulaw",
                        "odd-length",
                "pauses", "voicemail", "whisper", "wideband", "wideband-room"
            })
    void shouldRecommendAThresholdThatFindsTheFirstLongPause(String name) throws IOException {
        JsonNode truth = InspectionJson.MAPPER.readTree(
                Files.readString(Samples.FOLDER.resolve("audio").resolve(name + ".json")));
        int rate = truth.get("sampleRate").asInt();
        double seconds = 0.95;
        long expected = -1;
        for (JsonNode segment : truth.get("segments")) {
            long start = segment.get("start").asLong();
            boolean silence = segment.get("kind").asText().equals("silence");
            if (expected < 0 && silence && segment.get("end").asLong() - start >= rate) {
                expected = start + Math.round(seconds * rate);
            }
        }
        assertTrue(expected > 0, "the truth has a pause of a second");
        Inspection inspection = inspect(name, seconds);
        Integer threshold = inspection.recommendation().threshold();
        assertNotNull(threshold, inspection.recommendation().reason());
        Termination termination = Inspection.terminationAt(inspection.series(), inspection.limits(), threshold);
        assertEquals(Termination.Cause.SILENCE, termination.cause(), inspection.recommendation()::toString);
        assertEquals(expected, termination.atSample(), 0.06 * rate, inspection.recommendation()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"music", "empty-line"})
    void shouldWarnWhereNoThresholdSeparates(String name) throws IOException {
        Recommendation recommendation = inspect(name, 2).recommendation();
        assertNull(recommendation.threshold());
        assertTrue(
                recommendation.reason().startsWith("no threshold separates speech from noise"),
                recommendation.reason());
    }

    @Test
    void shouldSuggestOneThresholdForASet() throws IOException {
        SetAdvice advice =
                SetAdvice.of(List.of(inspect("voicemail", 2), inspect("floor-white-50", 2), inspect("music", 2)));
        assertNotNull(advice.threshold());
        assertTrue(advice.reason().contains("in 2 of 3"), advice.reason());
    }
}
