package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.wav.WavHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A {@code .part} file: sentinel sizes while it grows (readers play that), exact when sealed. Thread: writer, then sync. No embedder
 * thread ever touches its channel, for an interrupt would close it.
 */
final class PartFile implements SpoolFile {
    private final Path part;
    private final Path sealed;
    private final OutputEncoding encoding;
    private final int sampleRate;
    private final int headerBytes;
    private final FileChannel channel;
    private long written;

    PartFile(Path part, Path sealed, OutputEncoding encoding, int sampleRate) throws IOException {
        this.part = part;
        this.sealed = sealed;
        this.encoding = encoding;
        this.sampleRate = sampleRate;
        headerBytes = WavHeader.length(encoding);
        channel = FileChannel.open(
                part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            FileSpool.setMode(part, FileSpool.FILE_MODE);
            writeFully(ByteBuffer.wrap(WavHeader.open(encoding, sampleRate)), 0);
        } catch (IOException failed) {
            discard();
            throw failed;
        }
    }

    @Override
    public void write(ByteBuffer bytes, long dataOffset) throws IOException {
        long end = dataOffset + bytes.remaining();
        writeFully(bytes, headerBytes + dataOffset);
        written = Math.max(written, end);
    }

    @Override
    public long writtenBytes() {
        return written;
    }

    @Override
    public SealedFile seal(long dataBytes) throws IOException {
        long end = headerBytes + dataBytes;
        if ((dataBytes & 1) != 0) {
            writeFully(ByteBuffer.wrap(new byte[1]), end);
            end++;
        }
        if (channel.size() > end) {
            channel.truncate(end);
        }
        writeFully(ByteBuffer.wrap(WavHeader.sealed(encoding, sampleRate, dataBytes)), 0);
        channel.force(true);
        channel.close();
        Files.move(part, sealed, StandardCopyOption.ATOMIC_MOVE);
        Path directory = sealed.toAbsolutePath().getParent();
        if (directory != null) {
            FileSpool.syncDirectory(directory);
        }
        return new SealedWav(sealed, end);
    }

    @Override
    public void discard() {
        leave();
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            // It stays as an unfinished recording, which is not wrong, only not wanted.
        }
    }

    @Override
    public void leave() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            // Nothing is lost: what matters was forced before, or is given up.
        }
    }

    private void writeFully(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
