package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A story in a file of its own, with a checksum: whole or not there. Thread: any; no state. */
final class StoryFile {
    private static final int MAGIC = 0x54535432;
    private static final int HEADER_BYTES = 12;
    private static final long LONGEST = 1 << 24;

    private StoryFile() {}

    static void write(FileOperations files, Path file, Story story, boolean sync) throws IOException {
        byte[] bytes = story.bytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + bytes.length);
        buffer.putInt(MAGIC)
                .putInt((int) crc.getValue())
                .putInt(bytes.length)
                .put(bytes)
                .flip();
        try (FileChannel channel = files.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (sync) {
                channel.force(true);
            }
        }
    }

    /** The story, or null if there is none that is whole. */
    static @Nullable Story read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
                return null;
            }
            ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
            if (buffer.remaining() < HEADER_BYTES || buffer.getInt() != MAGIC) {
                return null;
            }
            int sum = buffer.getInt();
            int length = buffer.getInt();
            if (length != buffer.remaining()) {
                return null;
            }
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            return (int) crc.getValue() == sum ? Story.of(bytes) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }
}
