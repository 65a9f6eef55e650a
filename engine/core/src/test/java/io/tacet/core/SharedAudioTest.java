package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.AudioEncoding;
import io.tacet.RecordingRequest;
import io.tacet.SharedMaterial;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Termination;
import io.tacet.ThresholdScale;
import io.tacet.codec.Decoders;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real speech with annotated silence: every robust row of the truth, in PCM16 and µ-law. Skips when the material is absent. */
class SharedAudioTest {
    /** Annotated with the DC offset in its level, which ours removes (RULES, known truths). */
    private static final String NOT_SCORED = "S11-dc-and-hum.json";

    @Test
    void shouldEndWhereTheAnnotatorsHeardSilence() throws IOException {
        Path folder = SharedMaterial.locate("audio");
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path truth : files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith(NOT_SCORED))
                    .sorted()
                    .toList()) {
                rows += score(truth, wrong);
            }
        }
        System.out.println("SharedAudioTest: " + rows + " robust rows, " + wrong.size() + " wrong");
        assertTrue(rows > 500, "only " + rows + " rows were scored");
        assertEquals(List.of(), wrong);
    }

    private static int score(Path truth, List<String> wrong) throws IOException {
        JsonNode ends = new ObjectMapper().readTree(truth.toFile()).path("silence_end");
        String stem = truth.toString().replaceFirst("\\.json$", "");
        int rows = 0;
        for (String encoding : List.of("pcm16", "ulaw")) {
            short[] samples = samples(Path.of(stem + "." + encoding + ".wav"));
            for (JsonNode row : ends.path(encoding)) {
                if (row.path("robust").asBoolean()) {
                    rows++;
                    check(truth.getFileName() + " " + encoding + " " + row, samples, row, wrong);
                }
            }
        }
        return rows;
    }

    private static void check(String name, short[] samples, JsonNode row, List<String> wrong) {
        double rms = SilenceThreshold.FULL_SCALE
                * Math.pow(10, row.path("threshold_dbfs").asDouble() / 20);
        Duration silence = Duration.ofSeconds(row.path("silence_s").asLong());
        boolean armed = row.path("armed_after_first_speech").asBoolean();
        SilencePolicy policy = SilencePolicy.after(silence)
                .withThreshold(new SilenceThreshold(100, ThresholdScale.AMPLITUDE, 20 * Math.log10(rms / 100)))
                // The truth knows no clicks: each of its loud frames begins the silence anew.
                .withMinimumActivity(Duration.ZERO)
                .withInitialSilence(armed ? Duration.ZERO : silence);
        RecordingMachine machine = new RecordingMachine(
                RecordingRules.of(RecordingRequest.builder().silence(policy).build()));
        machine.audio(samples, 0, samples.length);
        boolean fired = machine.hasCandidate() && machine.termination() instanceof Termination.Silence;
        double end = fired ? machine.termination().atSample() / 8000.0 : -1;
        boolean expected = !row.path("fires_at_s").isNull();
        boolean right = fired == expected
                && (!fired
                        || end >= row.path("min_s").asDouble() - 0.05
                                && end <= row.path("max_s").asDouble() + 0.05);
        if (!right) {
            wrong.add(name + " → " + (fired ? end + " s" : "no end"));
        }
    }

    private static short[] samples(Path wav) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            AudioEncoding encoding = reader.encoding();
            byte[] bytes = new byte[(int) reader.samples() * encoding.bytesPerSample()];
            int length = reader.read(bytes, 0, bytes.length);
            short[] samples = new short[bytes.length / encoding.bytesPerSample()];
            assertEquals(samples.length, Decoders.of(encoding).decode(bytes, 0, length, samples));
            return samples;
        }
    }
}
