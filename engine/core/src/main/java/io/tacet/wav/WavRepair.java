package io.tacet.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Gives a WAV that some program left unfinished the sizes that its length says. Thread: any; no state.
 *
 * <p>Design note: the original is kept under another name, and the repaired file takes its place in one step, so that a kill leaves one or
 * the other. What is in the file is not touched but for a partial sample at its end.
 */
public final class WavRepair {
    private static final long MOST_BYTES = 0xFFFFFFFFL;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int RIFF_SIZE_AT = 4;
    private static final int FIRST_CHUNK_AT = 12;
    private static final int MOST_KEPT = 1000;

    private WavRepair() {}

    /**
     * Repairs a file.
     *
     * @param file a WAV in a folder that can be written
     * @return where the original lies now; null if there was nothing to repair
     * @throws WavFormatException if it is no WAV that can be read; the message is one line
     * @throws IOException if it cannot be read or written
     */
    public static @Nullable Path repair(Path file) throws IOException {
        WavLayout layout;
        WavSource source = WavSource.of(file);
        try {
            layout = new ChunkWalk(source).layout();
        } finally {
            source.close();
        }
        if (!layout.streamed() && !layout.truncated()) {
            return null;
        }
        int frameBytes = layout.format().frameBytes();
        long dataBytes = layout.dataBytes() / frameBytes * frameBytes;
        long end = layout.dataOffset() + dataBytes + (dataBytes & 1);
        if (end > MOST_BYTES) {
            throw new IOException(file + " has " + end + " bytes; allowed are " + MOST_BYTES + ", what a WAV can say");
        }
        Path parent = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(parent, ".repair", ".tmp");
        try {
            copy(file, whole, layout.dataOffset() + dataBytes);
            patch(whole, layout.dataOffset(), dataBytes, dataBytes / frameBytes, end);
            Path kept = keep(file);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            return kept;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static void copy(Path from, Path to, long bytes) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < bytes) {
                long count = in.transferTo(done, bytes - done, out);
                if (count <= 0) {
                    throw new IOException(from + " became shorter");
                }
                done += count;
            }
        }
    }

    private static void patch(Path file, long dataOffset, long dataBytes, long samples, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < end) {
                channel.write(ByteBuffer.allocate(1), end - 1);
            }
            put(channel, RIFF_SIZE_AT, end - CHUNK_HEADER_BYTES);
            put(channel, dataOffset - 4, dataBytes);
            ByteBuffer header = ByteBuffer.allocate(CHUNK_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long at = FIRST_CHUNK_AT;
            while (at < dataOffset - CHUNK_HEADER_BYTES) {
                header.clear();
                channel.read(header, at);
                if (header.getInt(0) == Integer.reverseBytes(0x66616374)) {
                    put(channel, at + CHUNK_HEADER_BYTES, samples);
                }
                long size = header.getInt(4) & MOST_BYTES;
                at += CHUNK_HEADER_BYTES + size + (size & 1);
            }
            channel.force(true);
        }
    }

    private static void put(FileChannel channel, long at, long value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((int) value).flip();
        channel.write(bytes, at);
    }

    /** A second name for the original, or a copy where the file system has no links. */
    private static Path keep(Path file) throws IOException {
        for (int i = 1; i < MOST_KEPT; i++) {
            Path kept = file.resolveSibling(file.getFileName() + ".original" + (i == 1 ? "" : "-" + i));
            if (Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try {
                return Files.createLink(kept, file);
            } catch (FileAlreadyExistsException taken) {
                continue;
            } catch (UnsupportedOperationException | IOException noLinks) {
                return Files.copy(file, kept);
            }
        }
        throw new IOException(file + ": no name is free for the original");
    }
}
