package io.tacet.samples.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.samples.generator.speech.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth of samples/audio, made from how each file was built, holds against the reference model, which looks at samples. */
class SampleAudioTruthTest {
    private static final Path AUDIO = Path.of("audio");
    private static final double[] SCALE = {1, 5.6234, 10, 17.7828, 100, 56.2341, 200, 177.8279, 600, 578.0357};

    static Stream<Path> truths() throws IOException {
        try (Stream<Path> files = Files.list(AUDIO)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truths")
    void shouldEndWhereTheReferenceModelEnds(Path file) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(file.toFile());
        ReferenceModel model = model(truth);
        for (JsonNode row : truth.get("ends")) {
            ReferenceModel.Decision decision = model.decide(
                    rms(row.get("threshold").asDouble()),
                    row.get("silenceSeconds").asDouble(),
                    row.path("minimumActivityMs").asInt(30),
                    row.path("durationSeconds").asDouble(0));
            ReferenceModel.Decision expected = new ReferenceModel.Decision(
                    row.get("cause").asText(), row.get("endedAtSample").asLong());
            assertEquals(expected, decision, truth.get("name").asText() + " " + row);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truths")
    void shouldHaveLengthAndLevelsAsTheTruthSays(Path file) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(file.toFile());
        double[] samples = samples(truth);
        assertEquals(truth.get("samples").asInt(), samples.length);
        int at = 0;
        for (JsonNode segment : truth.get("segments")) {
            assertEquals(at, segment.get("start").asInt());
            at = segment.get("end").asInt();
            double[] part = Arrays.copyOfRange(samples, segment.get("start").asInt(), at);
            double rms = Math.sqrt(Arrays.stream(part).map(x -> x * x).sum() / part.length);
            double dbfs = rms == 0 ? -100 : 20 * Math.log10(rms / 32768);
            assertEquals(segment.get("rmsDbfs").asDouble(), dbfs, 0.051, segment.toString());
        }
        assertEquals(samples.length, at);
    }

    /** No decision hangs by a hair: another receiver's windows may lie elsewhere, its threshold be off by 1 dB. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("truths")
    void shouldEndTheSameWithAThresholdThatIsOneDecibelOff(Path file) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(file.toFile());
        ReferenceModel model = model(truth);
        for (JsonNode row : truth.get("ends")) {
            for (double gain : new double[] {0.89, 1.12}) {
                long end = model.decide(
                                gain * rms(row.get("threshold").asDouble()),
                                row.get("silenceSeconds").asDouble(),
                                row.path("minimumActivityMs").asInt(30),
                                row.path("durationSeconds").asDouble(0))
                        .atSample();
                assertEquals(
                        row.get("endedAtSample").asLong(),
                        end,
                        truth.get("name").asText() + " " + row + " × " + gain);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truths")
    void shouldSpeakFromTheFirstToTheLastWindowWithoutLongPauses(Path file) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(file.toFile());
        List<Double> levels = model(truth).levels();
        int window = truth.get("sampleRate").asInt() / 100;
        for (JsonNode segment : truth.get("segments")) {
            if (segment.get("kind").asText().equals("speech")) {
                int first = segment.get("start").asInt() / window;
                int last = segment.get("end").asInt() / window - 1;
                int pause = 0;
                for (int i = first; i <= last; i++) {
                    boolean loud = levels.get(i) > 1.2 * rms(200);
                    boolean edge = i < first + 5 || i > last - 5;
                    assertTrue(loud || !edge, file + " window " + i + " is " + levels.get(i));
                    pause = loud ? 0 : pause + 1;
                    assertTrue(pause <= 50, file + " pauses at window " + i);
                }
            }
        }
    }

    private static ReferenceModel model(JsonNode truth) throws IOException {
        return new ReferenceModel(samples(truth), truth.get("sampleRate").asInt());
    }

    private static double[] samples(JsonNode truth) throws IOException {
        byte[] wav = Files.readAllBytes(AUDIO.resolve(truth.get("name").asText() + ".wav"));
        Encoding encoding = Encoding.valueOf(truth.get("encoding").asText());
        int header = encoding == Encoding.PCM16 ? 44 : 58;
        int length = truth.get("samples").asInt() * encoding.bytesPerSample();
        return encoding.decode(Arrays.copyOfRange(wav, header, header + length));
    }

    /** Worked out by hand for the thresholds in use. */
    private static double rms(double threshold) {
        for (int i = 0; i < SCALE.length; i += 2) {
            if (SCALE[i] == threshold) {
                return SCALE[i + 1];
            }
        }
        throw new IllegalArgumentException("threshold " + threshold);
    }
}
