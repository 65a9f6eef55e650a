package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.RecordingRequest;
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
    public SpoolFile open(RecordingRequest request, @Nullable JournalEntry entry) {
        return new MemoryFile(
                request.outputEncoding(), request.payloadTypes().primary().clockRate());
    }

    @Override
    public @Nullable Journal journal(int shard) {
        return null;
    }

    @Override
    public void leave(String id) {}

    @Override
    public boolean holds(String id) {
        return false;
    }

    @Override
    public void sync() {}

    @Override
    public long freeBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public long totalBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "memory";
    }

    /** Chunks of the size of the engine's blocks: one array that grows would be copied again and again. */
    private static final class MemoryFile implements SpoolFile {
        private static final int CHUNK = 16 * 1024;

        private final OutputEncoding encoding;
        private final int sampleRate;
        private byte[] @Nullable [] data = new byte[0][];
        private int length;
        private @Nullable SealedBytes sealed;

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
            int chunks = (int) ((end + CHUNK - 1) / CHUNK);
            if (chunks > data.length) {
                data = Arrays.copyOf(data, Math.max(chunks, 2 * data.length));
            }
            int at = (int) dataOffset;
            while (bytes.hasRemaining()) {
                int part = Math.min(bytes.remaining(), CHUNK - at % CHUNK);
                bytes.get(chunk(at / CHUNK), at % CHUNK, part);
                at += part;
            }
            length = (int) Math.max(length, end);
        }

        private byte[] chunk(int i) {
            byte[] chunk = data[i];
            if (chunk == null) {
                chunk = new byte[CHUNK];
                data[i] = chunk;
            }
            return chunk;
        }

        @Override
        public long writtenBytes() {
            return length;
        }

        @Override
        public void finish(Story story) {
            long dataBytes = story.dataBytes();
            byte[] header = WavHeader.sealed(encoding, sampleRate, dataBytes);
            int padded = (int) (dataBytes + (WavHeader.padded(encoding, dataBytes) ? 1 : 0));
            byte[] wav = Arrays.copyOf(header, header.length + padded);
            for (long at = 0; at < dataBytes; at += CHUNK) {
                int part = (int) Math.min(CHUNK, dataBytes - at);
                System.arraycopy(chunk((int) (at / CHUNK)), 0, wav, header.length + (int) at, part);
            }
            data = new byte[0][];
            sealed = new SealedBytes(wav, story);
        }

        @Override
        public SealedFile publish() throws IOException {
            SealedBytes finished = sealed;
            if (finished == null) {
                throw new IOException("not finished");
            }
            return finished;
        }

        @Override
        public SealedFile discard(@Nullable Story story) {
            data = new byte[0][];
            return new SealedBytes(new byte[0], story);
        }

        @Override
        public void leave() {}
    }

    private static final class SealedBytes implements SealedFile {
        private final @Nullable Story story;
        private byte[] wav;

        SealedBytes(byte[] wav, @Nullable Story story) {
            this.wav = wav;
            this.story = story;
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
        public Story story() throws IOException {
            Story known = story;
            if (known == null) {
                throw new IOException("nothing was kept");
            }
            return known;
        }

        @Override
        public void confirmed(Story story) {
            wav = new byte[0];
        }

        @Override
        public void eventSent() {}
    }
}
