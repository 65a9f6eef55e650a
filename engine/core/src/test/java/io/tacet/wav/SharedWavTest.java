package io.tacet.wav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.SharedMaterial;
import io.tacet.codec.Decoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files of other programs, and what three readers make of them. Where they agree, so do we, if the format is one that Tacet records; files
 * that all refuse, and all other formats, are refused with one line.
 */
class SharedWavTest {
    private static final Set<Integer> RATES = Set.of(8000, 16000, 32000, 48000);

    @TestFactory
    Stream<DynamicTest> shouldReadWhatOthersAgreeOn() throws IOException {
        Path expected = SharedMaterial.locate("wav/expected.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode row : new ObjectMapper().readTree(expected.toFile())) {
            Path file = expected.resolveSibling(row.path("file").asText());
            String verdict = row.path("verdict").asText();
            tests.add(DynamicTest.dynamicTest(file.getFileName() + " (" + verdict + ")", () -> check(row, file)));
        }
        assertTrue(tests.size() > 10);
        return tests.stream();
    }

    @Test
    void shouldReadEverySharedCallAsLongAsItsTruth() throws IOException {
        Path audio = SharedMaterial.locate("audio");
        int files = 0;
        try (var list = Files.newDirectoryStream(audio, "*.wav")) {
            for (Path file : list) {
                try (WavReader reader = WavReader.open(file)) {
                    assertTrue(reader.samples() > 8000 && !reader.streamed() && !reader.truncated(), file.toString());
                    assertEquals(8000, reader.sampleRate());
                    files++;
                }
            }
        }
        assertTrue(files >= 30, files + " files");
    }

    private static void check(JsonNode row, Path file) throws IOException {
        String verdict = row.path("verdict").asText();
        boolean recordable = recordable(row.path("riff").path("fmt"));
        if (verdict.equals("all-reject") || !recordable) {
            assertRefused(file);
        } else if (verdict.equals("agree")) {
            assertAgrees(row.path("libsndfile"), file);
        } else {
            try (WavReader reader = WavReader.open(file)) {
                assertTrue(reader.samples() >= 0);
            }
        }
    }

    private static boolean recordable(JsonNode fmt) {
        int tag = Integer.decode(fmt.path(fmt.has("sub") ? "sub" : "tag").asText("0"));
        int bits = fmt.path("bits").asInt();
        boolean known = tag == 1 && bits == 16 || (tag == 6 || tag == 7) && bits == 8;
        int channels = fmt.path("ch").asInt();
        return known
                && channels >= 1
                && channels <= 2
                && RATES.contains(fmt.path("rate").asInt());
    }

    private static void assertRefused(Path file) {
        String message = String.valueOf(assertThrows(WavFormatException.class, () -> WavReader.open(file))
                .getMessage());
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(file + ": ") && message.contains("allowed"), message);
    }

    private static void assertAgrees(JsonNode theirs, Path file) throws IOException {
        try (WavReader reader = WavReader.open(file)) {
            assertEquals(theirs.path("rate").asInt(), reader.sampleRate());
            assertEquals(theirs.path("ch").asInt(), reader.channels());
            assertEquals(theirs.path("frames").asLong(), reader.samples());
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[1024];
            short[] samples = new short[1024];
            for (int count = reader.read(bytes, 0, 1024); count >= 0; count = reader.read(bytes, 0, 1024)) {
                int decoded = Decoders.of(reader.encoding()).decode(bytes, 0, count, samples);
                for (int i = 0; i < decoded; i++) {
                    digest.update((byte) samples[i]);
                    digest.update((byte) (samples[i] >> 8));
                }
            }
            String sha = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
            assertEquals(theirs.path("s16_sha256").asText(), sha);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
