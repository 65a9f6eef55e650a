package io.tacet.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingManifest;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every WAV of samples/audio, at every limit of its truth, ends at the exact sample. */
class SampleAudioTest {
    private static final Path AUDIO = Path.of("audio");
    private static final long FRAMES_PER_SECOND = 50;

    private static final EngineRun.Host HOST = new EngineRun.Host();

    @AfterAll
    static void close() {
        HOST.close();
    }

    /** A row of a truth. */
    record Row(String name, JsonNode limits) {
        @Override
        public String toString() {
            return name + " " + limits;
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(AUDIO)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonNode truth = new ObjectMapper().readTree(file.toFile());
                truth.get("ends")
                        .forEach(limits -> rows.add(new Row(truth.get("name").asText(), limits)));
            }
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldEndAtTheSampleOfTheTruth(Row row) throws IOException {
        RecordingManifest manifest = record(AUDIO.resolve(row.name + ".wav"), row.limits);
        assertEquals(row.limits.get("cause").asText(), manifest.cause().name());
        assertEquals(row.limits.get("endedAtSample").asLong(), manifest.endedAtSample());
        assertEquals(manifest.endedAtSample(), manifest.samples());
    }

    private static RecordingManifest record(Path file, JsonNode limits) throws IOException {
        try (WavReader wav = WavReader.open(file)) {
            PayloadTypes types = PayloadTypes.of(new PayloadFormat(wav.encoding(), wav.sampleRate()));
            EngineRun run = HOST.open(EngineRun.request(types, limits));
            int samples = (int) (wav.sampleRate() / FRAMES_PER_SECOND);
            byte[] frame = new byte[samples * wav.encoding().bytesPerSample()];
            long frames = 0;
            int read = readFully(wav, frame);
            while (read > 0 && run.isRecording()) {
                long arrival = frames * 1_000_000_000L / FRAMES_PER_SECOND;
                run.audio((int) (frames * samples), frame, read, arrival);
                frames++;
                read = readFully(wav, frame);
            }
            return run.finish();
        }
    }

    private static int readFully(WavReader wav, byte[] frame) throws IOException {
        int have = 0;
        int read = wav.read(frame, 0, frame.length);
        while (read > 0) {
            have += read;
            read = have < frame.length ? wav.read(frame, have, frame.length - have) : 0;
        }
        return have;
    }
}
