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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a folder knows of recordings where no journal can say it: which ones recovery has finished (each with its story, so that one sync
 * makes all stories of a round durable), or the sealer after the journal was given up; and of which the event was sent. One line each
 * with a checksum; a torn line counts for nothing. Thread: any, one at a time.
 */
final class Tombstones {
    private static final int SUM_CHARS = 8;
    private static final String TOLD = "-";

    private final FileOperations files;
    private final Path file;

    Tombstones(FileOperations files, Path folder) {
        this.files = files;
        file = folder.resolve("recovered.log");
    }

    /**
     * What the lines say.
     *
     * @param finished only files tell of these; each with its story if it is readable
     * @param told nothing is left to be done for these
     */
    record Content(Map<String, @Nullable Story> finished, Set<String> told) {}

    Content read() throws IOException {
        Content content = new Content(new HashMap<>(), new HashSet<>());
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).split("\n", -1)) {
                String[] parts = line.split(" ", -1);
                if (parts.length == 3 && line.equals(line(parts[1] + " " + parts[2]))) {
                    if (parts[2].equals(TOLD)) {
                        content.told.add(parts[1]);
                    } else {
                        content.finished.put(parts[1], story(parts[2]));
                    }
                }
            }
        }
        return content;
    }

    private static @Nullable Story story(String text) {
        try {
            return Story.of(Base64.getDecoder().decode(text));
        } catch (IOException | IllegalArgumentException ofAnotherVersion) {
            return null;
        }
    }

    /** Adds finished recordings, durably. */
    void add(Map<String, Story> stories) throws IOException {
        StringBuilder lines = new StringBuilder("\n");
        stories.forEach((id, story) -> lines.append(
                        line(id + " " + Base64.getEncoder().encodeToString(story.bytes())))
                .append('\n'));
        append(lines, true);
    }

    /** The event of a recording was sent; survives the process. */
    void told(String id) throws IOException {
        append("\n" + line(id + " " + TOLD) + "\n", false);
    }

    private void append(CharSequence lines, boolean sync) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                files.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (sync) {
                channel.force(true);
            }
        }
    }

    private static String line(String content) {
        CRC32C crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.US_ASCII));
        String sum = Long.toHexString(crc.getValue());
        return "0".repeat(SUM_CHARS - sum.length()) + sum + " " + content;
    }
}
