package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.wav.WavHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A spool for tests and hosts without a disk: all is lost with the process. */
public final class MemorySpool implements Spool {
    @Override
    public SpoolFile open(String id, OutputEncoding encoding, int sampleRate) {
        return new MemoryFile(encoding, sampleRate);
    }

    @Override
    public long freeBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "memory";
    }

    private static final class MemoryFile implements SpoolFile {
        private final OutputEncoding encoding;
        private final int sampleRate;
        private byte[] data = new byte[0];
        private int length;

        MemoryFile(OutputEncoding encoding, int sampleRate) {
            this.encoding = encoding;
            this.sampleRate = sampleRate;
        }

        @Override
        public void write(ByteBuffer bytes, long dataOffset) throws IOException {
            long end = dataOffset + bytes.remaining();
            if (end > Integer.MAX_VALUE - 64) {
                throw new IOException("a recording in memory is at most 2 GiB");
            }
            if (end > data.length) {
                data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(end, data.length * 2L)));
            }
            bytes.get(data, (int) dataOffset, bytes.remaining());
            length = (int) Math.max(length, end);
        }

        @Override
        public long writtenBytes() {
            return length;
        }

        @Override
        public SealedFile seal(long dataBytes) {
            byte[] header = WavHeader.sealed(encoding, sampleRate, dataBytes);
            int padded = (int) (dataBytes + (dataBytes & 1));
            byte[] wav = Arrays.copyOf(header, header.length + padded);
            System.arraycopy(data, 0, wav, header.length, (int) dataBytes);
            data = new byte[0];
            return new SealedBytes(wav);
        }

        @Override
        public void discard() {
            data = new byte[0];
        }

        @Override
        public void leave() {}
    }

    private static final class SealedBytes implements SealedFile {
        private byte[] wav;

        SealedBytes(byte[] wav) {
            this.wav = wav;
        }

        @Override
        public long size() {
            return wav.length;
        }

        @Override
        public @Nullable Path path() {
            return null;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(wav);
        }

        @Override
        public void release() {
            wav = new byte[0];
        }
    }
}
