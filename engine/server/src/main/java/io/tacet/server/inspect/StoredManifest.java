package io.tacet.server.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.RecordingManifest.GapReason;
import io.tacet.Termination.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest beside a recording says of it.
 *
 * @param cause why it ended
 * @param terminator the key that ended it, or null
 * @param samples in the file
 * @param endedAtSample where the end was decided
 * @param threshold on the 1 to 1000 scale, null if silence was not watched
 * @param silenceAt where silence was, or would have been, reached; null if not watched
 * @param durationAt the duration limit; null if there was none
 * @param digits presses
 * @param gaps filled stretches
 * @param warnings as written
 */
public record StoredManifest(
        Cause cause,
        @Nullable Character terminator,
        long samples,
        long endedAtSample,
        @Nullable Double threshold,
        @Nullable Long silenceAt,
        @Nullable Long durationAt,
        List<Digit> digits,
        List<Gap> gaps,
        List<String> warnings) {
    private static final int LARGEST_BYTES = 4 << 20;

    /** Copies the lists. */
    public StoredManifest {
        digits = List.copyOf(digits);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
    }

    /** The manifest of a recording, or null if there is none beside it. */
    public static @Nullable StoredManifest beside(Path recording) throws IOException {
        Path name = recording.getFileName();
        String text = name == null ? "" : name.toString();
        int dot = text.lastIndexOf('.');
        Path file = recording.resolveSibling((dot < 0 ? text : text.substring(0, dot)) + ".json");
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
            return null;
        }
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(file));
            return json.hasNonNull("recordingId") && json.hasNonNull("cause") ? parse(json) : null;
        } catch (com.fasterxml.jackson.core.JacksonException | IllegalArgumentException e) {
            return null; // whatever lies there is no manifest
        }
    }

    private static StoredManifest parse(JsonNode json) {
        int rate = json.path("sampleRate").asInt(8000);
        List<Digit> digits = new ArrayList<>();
        for (JsonNode digit : json.path("digits")) {
            char key = digit.path("digit").asText("?").charAt(0);
            digits.add(new Digit(key, samples(digit, "atSeconds", rate), samples(digit, "durationSeconds", rate)));
        }
        List<Gap> gaps = new ArrayList<>();
        for (JsonNode gap : json.path("gaps")) {
            GapReason reason = GapReason.valueOf(gap.path("reason").asText());
            gaps.add(new Gap(samples(gap, "atSeconds", rate), samples(gap, "seconds", rate), reason));
        }
        List<String> warnings = new ArrayList<>();
        json.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        JsonNode threshold = json.path("levels").path("threshold");
        String key = json.path("terminator").asText("");
        return new StoredManifest(
                Cause.valueOf(json.path("cause").asText()),
                key.isEmpty() ? null : Character.valueOf(key.charAt(0)),
                json.path("samples").asLong(),
                json.path("endedAtSample").asLong(),
                threshold.isNumber() ? Double.valueOf(threshold.asDouble()) : null,
                condition(json, "SILENCE"),
                condition(json, "DURATION"),
                digits,
                gaps,
                warnings);
    }

    private static @Nullable Long condition(JsonNode json, String cause) {
        for (JsonNode condition : json.path("conditions")) {
            if (cause.equals(condition.path("cause").asText())
                    && condition.path("atSample").isNumber()) {
                return condition.path("atSample").asLong();
            }
        }
        return null;
    }

    private static long samples(JsonNode json, String key, int rate) {
        return Math.round(json.path(key).asDouble() * rate);
    }

    /** What is known at {@code position} of the file. */
    @Nullable
    Gap gapAt(long position) {
        for (Gap gap : gaps) {
            if (position >= gap.atSample() && position < gap.atSample() + gap.samples()) {
                return gap;
            }
        }
        return null;
    }

    /** The next position after {@code position} at which a gap begins or ends or a key is pressed. */
    long nextAfter(long position) {
        long next = Long.MAX_VALUE;
        for (Gap gap : gaps) {
            next = gap.atSample() > position ? Math.min(next, gap.atSample()) : next;
            long end = gap.atSample() + gap.samples();
            next = end > position ? Math.min(next, end) : next;
        }
        for (Digit digit : digits) {
            next = digit.atSample() > position ? Math.min(next, digit.atSample()) : next;
        }
        return next;
    }
}
