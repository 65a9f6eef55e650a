package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings recovery has finished, so that a journal which outlives them does not bring them back: one line each, a checksum, an id
 * and its story, so that one sync makes all stories of a round durable; a torn line counts for nothing. Thread: one.
 */
final class Tombstones {
    private static final int SUM_CHARS = 8;

    private final FileOperations files;
    private final Path file;

    Tombstones(FileOperations files, Path folder) {
        this.files = files;
        file = folder.resolve("recovered.log");
    }

    /** Ids, each with its story if it is readable. */
    Map<String, @Nullable Story> read() throws IOException {
        Map<String, @Nullable Story> ids = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).split("\n", -1)) {
                String[] parts = line.split(" ", -1);
                if (parts.length == 3 && line.equals(line(parts[1] + " " + parts[2]))) {
                    ids.put(parts[1], story(parts[2]));
                }
            }
        }
        return ids;
    }

    private static @Nullable Story story(String text) {
        try {
            return Story.of(Base64.getDecoder().decode(text));
        } catch (IOException | IllegalArgumentException ofAnotherVersion) {
            return null;
        }
    }

    /** Adds recordings, durably. */
    void add(Map<String, Story> stories) throws IOException {
        StringBuilder lines = new StringBuilder("\n");
        stories.forEach((id, story) -> lines.append(
                        line(id + " " + Base64.getEncoder().encodeToString(story.bytes())))
                .append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                files.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static String line(String content) {
        CRC32C crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.US_ASCII));
        String sum = Long.toHexString(crc.getValue());
        return "0".repeat(SUM_CHARS - sum.length()) + sum + " " + content;
    }
}
