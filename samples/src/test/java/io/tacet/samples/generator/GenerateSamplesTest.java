package io.tacet.samples.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed is what the generator writes, byte for byte. */
class GenerateSamplesTest {
    private static final String[] FOLDERS = {"audio", "captures"};
    private static final long MOST_BYTES = 6_000_000;

    @Test
    void shouldWriteTheCommittedFilesByteForByte(@TempDir Path folder) throws Exception {
        GenerateSamples.write(folder);
        assertEquals(digests(Path.of("")), digests(folder));
    }

    @Test
    void shouldStaySmall() throws IOException {
        for (String name : FOLDERS) {
            try (Stream<Path> files = Files.list(Path.of(name))) {
                long bytes = files.mapToLong(file -> file.toFile().length()).sum();
                assertTrue(bytes < MOST_BYTES, name + " has " + bytes + " bytes");
            }
        }
    }

    private static Map<String, String> digests(Path root) throws IOException, NoSuchAlgorithmException {
        Map<String, String> digests = new TreeMap<>();
        for (String name : FOLDERS) {
            try (Stream<Path> files = Files.list(root.resolve(name))) {
                for (Path file : files.toList()) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    digests.put(name + "/" + file.getFileName(), HexFormat.of().formatHex(digest));
                }
            }
        }
        return digests;
    }
}
