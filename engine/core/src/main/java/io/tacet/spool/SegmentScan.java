package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Walks through the records of one segment. Thread: one.
 *
 * <p>Design note: what follows the last whole record is a torn tail and is cut, unless a later whole record of the same generation shows
 * that something was damaged in the middle: then it goes on there and says so.
 */
final class SegmentScan {
    private final Path file;
    private final ByteBuffer bytes;
    private final long generation;
    private boolean damaged;

    private SegmentScan(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
        generation = JournalRecord.generation(bytes);
        damaged = generation < 0;
    }

    /** Takes records in order. */
    interface Records {
        void record(int number, int kind, long offset, ByteBuffer segment, int at, int length);
    }

    static SegmentScan read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            return new SegmentScan(file, bytes.flip());
        }
    }

    Path file() {
        return file;
    }

    /** 0 if it was never used. */
    long generation() {
        return generation;
    }

    /** The first generation that was needed when this segment was begun. */
    long oldest() {
        return JournalRecord.oldest(bytes);
    }

    int shard() {
        return bytes.getInt(8);
    }

    /** Whether something in it is neither a record nor a torn tail. */
    boolean damaged() {
        return damaged;
    }

    void forEach(Records records) {
        CRC32C crc = new CRC32C();
        int at = JournalRecord.SEGMENT_HEADER_BYTES;
        while (generation > 0 && at >= 0) {
            while (JournalRecord.valid(bytes, at, generation, crc)) {
                int length = JournalRecord.length(bytes, at);
                records.record(
                        JournalRecord.number(bytes, at),
                        JournalRecord.kind(bytes, at),
                        JournalRecord.offset(bytes, at),
                        bytes,
                        at + JournalRecord.HEADER_BYTES,
                        length);
                at += JournalRecord.bytes(length);
            }
            at = next(at + 8, crc);
            damaged |= at >= 0;
        }
    }

    private int next(int from, CRC32C crc) {
        for (int at = from; at + JournalRecord.HEADER_BYTES <= bytes.limit(); at += 8) {
            if (JournalRecord.plausible(bytes, at, generation) && JournalRecord.valid(bytes, at, generation, crc)) {
                return at;
            }
        }
        return -1;
    }
}
