package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One second of tone, five of silence, at 8000 Hz: every number below follows from that. */
class RecordWavTest {
    private static final int RATE = 8000;

    @TempDir
    Path directory = Path.of("");

    private Path call = Path.of("");
    private String err = "";

    @BeforeEach
    void writeCall() throws IOException {
        call = Wavs.pcm16(directory.resolve("a call.wav"), RATE, tone(6, 1, 3000));
    }

    private static short[] tone(int seconds, double until, int amplitude) {
        short[] samples = new short[seconds * RATE];
        Wavs.tone(samples, RATE, 0, until, amplitude);
        return samples;
    }

    private CommandRun run(Path input, String... options) {
        List<String> arguments = new ArrayList<>(List.of("record", input.toString()));
        arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode record(Path input, String... options) throws IOException {
        CommandRun run = run(input, options);
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, run.out().lines().count(), run.out());
        err = run.err();
        JsonNode manifest = new ObjectMapper().readTree(run.out());
        Path file = Path.of(manifest.get("file").asText());
        Path beside = file.resolveSibling(manifest.get("recordingId").asText() + ".json");
        assertEquals(
                run.out().strip(),
                Files.readString(beside, StandardCharsets.UTF_8).strip());
        assertEquals(44 + 2 * manifest.get("samples").asLong(), Files.size(file));
        return manifest;
    }

    private static void ended(String cause, long atSample, JsonNode manifest) {
        assertEquals(cause + " " + atSample, manifest.get("cause").asText() + " " + manifest.get("endedAtSample"));
    }

    private static short[] samples(JsonNode manifest) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(manifest.get("file").asText()));
        short[] samples = new short[(bytes.length - 44) / 2];
        ByteBuffer.wrap(bytes, 44, bytes.length - 44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    @Test
    void shouldEndAfterThreeSecondsOfSilence() throws IOException {
        JsonNode manifest = record(call, "--silence", "3", "--threshold", "200");
        ended("SILENCE", 32_000, manifest);
        assertEquals(32_000, manifest.get("samples").asLong());
        assertEquals(4.0, manifest.get("durationSeconds").asDouble());
        assertEquals(
                manifest.get("file").asText()
                        + ": 4.00 s, ended by SILENCE at sample 32000 (3 s at or below threshold 200)\n",
                err);
        assertTrue(manifest.get("recordingId").asText().matches("a_call-[0-9a-f]{8}"));
        short[] recorded = samples(manifest);
        assertEquals(List.of((short) 3000, (short) 0), List.of(recorded[0], recorded[8000]));
    }

    @Test
    void shouldTrimTheSilenceThatEndedIt() throws IOException {
        JsonNode manifest = record(call, "--silence", "3", "--trim-silence");
        ended("SILENCE", 32_000, manifest);
        assertEquals(8_000, manifest.get("samples").asLong());
    }

    @Test
    void shouldEndAtTheInitialSilenceBeforeAnyTone() throws IOException {
        Path silent = Wavs.pcm16(directory.resolve("silent.wav"), RATE, new short[6 * RATE]);
        JsonNode manifest = record(silent, "--silence", "1.5", "--initial-silence", "4.5");
        ended("SILENCE", 36_000, manifest);
        assertTrue(err.contains("(4.5 s at or below threshold 200)"), err);
        ended("ENDED", 48_000, record(silent, "--silence", "1.5", "--initial-silence", "0"));
    }

    @Test
    void shouldEndAtTheDuration() throws IOException {
        ended("DURATION", 12_000, record(call, "--duration", "1.5", "--silence", "3"));
        ended("DURATION", 12_000, record(call, "--duration", "1.50001"));
    }

    @Test
    void shouldRecordToTheEndWithoutAnyLimit() throws IOException {
        JsonNode manifest = record(call);
        ended("ENDED", 48_000, manifest);
        assertEquals(300, manifest.get("counters").get("written").asLong());
    }

    @Test
    void shouldEndAtTheExactSampleOfAPress() throws IOException {
        JsonNode manifest = record(call, "--press", "#@0.50007", "--press", "5@0.25", "--terminators", "*#");
        ended("TERMINATOR", 4_001, manifest); // 0.50007 s are 4000.56 samples
        assertEquals("#", manifest.get("terminator").asText());
        assertEquals(4_001, manifest.get("samples").asLong());
        assertEquals("5", manifest.get("digits").get(0).get("digit").asText());
        assertEquals(0.25, manifest.get("digits").get(0).get("atSeconds").asDouble());
        assertTrue(err.contains("0.50 s, ended by TERMINATOR at sample 4001 (key #)"), err);
    }

    @Test
    void shouldTakePressesAtBothEndsOfTheFile() throws IOException {
        ended("TERMINATOR", 48_000, record(call, "--press", "#@6", "--terminators", "#"));
        JsonNode manifest = record(call, "--press", "#@1", "--terminators", "#", "--ignore-keys", "1.5");
        ended("ENDED", 48_000, manifest);
    }

    @Test
    void shouldPickOrMixTheChannelsOfAStereoFile() throws IOException {
        Path stereo = directory.resolve("stereo.wav");
        byte[] data = new byte[6 * RATE * 4];
        ByteBuffer.wrap(data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .put(Wavs.stereo(tone(6, 1, 3000), tone(6, 2, 1001)));
        Wavs.write(stereo, 1, 2, RATE, 16, data);
        ended("SILENCE", 32_000, record(stereo, "--channel", "left", "--silence", "3"));
        assertFalse(err.contains("mixed"), err);
        ended("SILENCE", 40_000, record(stereo, "--channel", "RIGHT", "--silence", "3"));
        JsonNode mixed = record(stereo, "--silence", "3");
        ended("SILENCE", 40_000, mixed);
        assertTrue(err.contains("the WAV is stereo; both channels are mixed"), err);
        short[] samples = samples(mixed);
        assertEquals(
                List.of((short) 2000, (short) -2000, (short) 500), List.of(samples[0], samples[10], samples[8000]));
    }

    @Test
    void shouldPickOrMixTheChannelsOfG711() throws IOException {
        byte[] data = new byte[2 * RATE];
        for (int i = 0; i < data.length; i += 2) {
            data[i] = (byte) 0x80; // 32124 in µ-law
            data[i + 1] = (byte) 0x8F; // 16764
        }
        Path stereo = Wavs.write(directory.resolve("ulaw.wav"), 7, 2, RATE, 8, data);
        assertEquals(16_764, samples(record(stereo, "--channel", "right"))[17]);
        assertEquals((32_124 + 16_764) / 2, samples(record(stereo, "--channel", "mix"))[17]);
    }

    @Test
    void shouldWriteG711WhenAsked() throws IOException {
        CommandRun run = run(call, "--format", "alaw", "--id", "g711");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(58 + 48_000, Files.size(directory.resolve("out").resolve("g711.wav")));
    }

    @Test
    void shouldGoOnBehindABadInputAndExitWithTheWorstCode() throws IOException {
        Path missing = directory.resolve("missing.wav");
        CommandRun run = CommandRun.of(
                "record",
                call.toString(),
                missing.toString(),
                call.toString(),
                "--duration",
                "1",
                "--out",
                directory.resolve("out").toString());
        assertEquals(2, run.exitCode());
        assertEquals(2, run.out().lines().count());
        assertTrue(run.errLines().contains("tacet record: " + missing + ": does not exist"), run.err());
        List<String> ids = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            ids.add(new ObjectMapper().readTree(line).get("recordingId").asText());
        }
        assertNotEquals(ids.get(0), ids.get(1));
    }

    @Test
    void shouldNeverOverwriteARecording() throws IOException {
        record(call, "--id", "mine", "--duration", "1");
        Path mine = directory.resolve("out").resolve("mine.wav");
        byte[] before = Files.readAllBytes(mine);
        CommandRun again = run(call, "--id", "mine", "--duration", "2");
        assertEquals(2, again.exitCode());
        assertEquals(
                "tacet record: --id is 'mine', but " + mine
                        + " exists and is never overwritten; allowed is a name that is free (tacet record --help)\n",
                again.err());
        assertArrayEquals(before, Files.readAllBytes(mine));
    }

    @Test
    void shouldGiveTheSameManifestEachTime() throws IOException {
        String[] options = {"--silence", "3", "--press", "1@0.7", "--terminators", "#"};
        String first = withoutName(record(call, options));
        for (int i = 0; i < 10; i++) {
            assertEquals(first, withoutName(record(call, options)));
        }
    }

    private static String withoutName(JsonNode manifest) {
        String id = manifest.get("recordingId").asText();
        return manifest.toString().replace(id, "ID");
    }

    @Test
    void shouldTakeItsTimeInRealTime() throws IOException {
        long begin = System.nanoTime();
        ended("DURATION", 4_000, record(call, "--duration", "0.5", "--realtime"));
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis >= 450, millis + " ms");
    }
}
