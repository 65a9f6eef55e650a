package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal, and which recordings have bytes in it. Thread: under the journal's lock, but {@link #force}.
 */
final class JournalSegment {
    private static final int PREWRITE_BYTES = 256 * 1024;

    final Path file;
    final FileChannel channel;
    long generation;
    int position;
    /** Written since it was last forced. */
    boolean dirty;
    /** A sync of it failed. */
    boolean distrusted;
    /** What must be durable before the segment may be used again, in bytes of the journal. */
    long barrier;

    private @Nullable JournalEntry[] members = new JournalEntry[16];
    private long[] ends = new long[16];
    private long[] givens = new long[16];
    private int count;

    private JournalSegment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Makes a segment, all its bytes written: a growing journal would cost several times as much for each frame. */
    static JournalSegment prewritten(FileOperations files, Path file, int bytes, boolean sync) throws IOException {
        FileChannel channel =
                files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(PREWRITE_BYTES);
            int done = 0;
            while (done < bytes) {
                zeros.clear().limit(Math.min(PREWRITE_BYTES, bytes - done));
                done += channel.write(zeros, done);
            }
            if (sync) {
                channel.force(true);
            }
            return new JournalSegment(file, channel);
        } catch (IOException failed) {
            channel.close();
            files.delete(file);
            throw failed;
        }
    }

    /** Makes a segment that grows: for when no spare is ready and the writer must not wait for one. */
    static JournalSegment growing(FileOperations files, Path file) throws IOException {
        return new JournalSegment(
                file,
                files.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ));
    }

    /** Begins a use of the segment. */
    void begin(int shard, long nextGeneration, long oldest) throws IOException {
        generation = nextGeneration;
        ByteBuffer header = JournalRecord.segmentHeader(shard, nextGeneration, oldest);
        write(header, 0);
        position = JournalRecord.SEGMENT_HEADER_BYTES;
        dirty = true;
        barrier = 0;
        Arrays.fill(members, 0, count, null);
        count = 0;
    }

    /** Writes all of a buffer. */
    void write(ByteBuffer bytes, int at) throws IOException {
        int to = at;
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** Adds itself to those that must be forced, if it was written since it last was. */
    void takeDirty(List<JournalSegment> all) {
        if (dirty) {
            dirty = false;
            all.add(this);
        }
    }

    /** A recording has its first bytes here; returns its place. */
    int add(JournalEntry entry) {
        if (count == members.length) {
            members = Arrays.copyOf(members, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            givens = Arrays.copyOf(givens, count * 2);
        }
        members[count] = entry;
        return count++;
    }

    /** A recording goes on in a later segment: here it ended at {@code end}, after {@code given} blocks. */
    void ended(int member, long end, long given) {
        ends[member] = end;
        givens[member] = given;
    }

    int members() {
        return count;
    }

    @Nullable
    JournalEntry member(int i) {
        return members[i];
    }

    /** Nothing of this recording needs the segment any more. */
    void release(int i) {
        members[i] = null;
    }

    long end(int i) {
        return ends[i];
    }

    long given(int i) {
        return givens[i];
    }
}
