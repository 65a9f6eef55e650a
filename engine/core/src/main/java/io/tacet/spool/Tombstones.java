package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Which recordings recovery has finished, so that a journal which outlives them does not bring them back: one line each, a checksum and an
 * id; a torn line counts for nothing. Thread: one.
 */
final class Tombstones {
    private static final int SUM_CHARS = 8;

    private final FileOperations files;
    private final Path file;

    Tombstones(FileOperations files, Path folder) {
        this.files = files;
        file = folder.resolve("recovered.log");
    }

    Set<String> read() throws IOException {
        Set<String> ids = new HashSet<>();
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).split("\n", -1)) {
                if (line.length() > SUM_CHARS + 1) {
                    String id = line.substring(SUM_CHARS + 1);
                    if (line.equals(line(id))) {
                        ids.add(id);
                    }
                }
            }
        }
        return ids;
    }

    /** Adds ids, durably. */
    void add(Collection<String> ids) throws IOException {
        StringBuilder lines = new StringBuilder("\n");
        for (String id : ids) {
            lines.append(line(id)).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                files.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static String line(String id) {
        CRC32C crc = new CRC32C();
        crc.update(id.getBytes(StandardCharsets.US_ASCII));
        String sum = Long.toHexString(crc.getValue());
        return "0".repeat(SUM_CHARS - sum.length()) + sum + " " + id;
    }
}
