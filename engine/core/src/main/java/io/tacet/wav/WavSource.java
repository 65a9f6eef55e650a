package io.tacet.wav;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Bytes that can be read at any position. Thread: one at a time. */
interface WavSource extends Closeable {
    /** For messages. */
    String name();

    /** Size in bytes when it was opened. */
    long size();

    /** Reads up to {@code length} bytes; −1 at the end. */
    int read(long position, byte[] out, int offset, int length) throws IOException;

    /**
     * Opens a file.
     *
     * <p>Design note: a {@link RandomAccessFile}, because an interrupt of the reading thread closes a FileChannel.
     *
     * @throws WavFormatException if it is no regular file: a pipe cannot be read at any position
     */
    static WavSource of(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new WavFormatException(path.toString(), "no regular file", 0, "allowed is a file on a disk");
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            return new OpenFile(path.toString(), file, file.length());
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    /** An open file. */
    record OpenFile(String name, RandomAccessFile file, long size) implements WavSource {
        @Override
        public int read(long position, byte[] out, int offset, int length) throws IOException {
            file.seek(position);
            return file.read(out, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
