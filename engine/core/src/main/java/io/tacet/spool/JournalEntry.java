package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a journal knows of one recording. Threads: the journal's lock for plain fields; {@link #durableBytes} by any.
 */
public final class JournalEntry {
    private static final int NOTES_BYTES = 1900;

    final int number;
    final byte[] opening;
    final Journal journal;
    private volatile @Nullable PartFile part;
    final DurableTrail trail = new DurableTrail();

    byte[] notes = new byte[0];

    @Nullable
    JournalSegment segment;

    int member;
    /** End of the data that the journal was given. */
    long end;
    /** Generation of the segment that holds its latest opening. */
    long openingGeneration;
    /** What the opening says that the {@code .part} holds. */
    long openingOffset;

    /** It only keeps the record that it is confirmed; {@link #opening} is that record's payload. */
    boolean confirmed;

    boolean decided;
    /** It failed and was told of; recovery may still need the journal for it. */
    boolean left;

    boolean forgotten;
    boolean touched;

    @Nullable
    ByteBuffer current;

    long currentOffset;
    int currentLength;
    /** Generation into which the current block's bytes were written again. */
    long againGeneration;

    private volatile Consumer<IOException> forceFailure = cause -> {};
    private boolean forced;
    private long lastForceNanos;
    volatile boolean forceRequested;
    volatile long syncedBytes;
    /** How many blocks the journal passed on to the writer; a force holds those that were written before it. */
    long given;

    volatile long syncedWrites;

    JournalEntry(Journal journal, int number, byte[] opening) {
        this.journal = journal;
        this.number = number;
        this.opening = opening;
    }

    /** The journal that it lies in. */
    public Journal journal() {
        return journal;
    }

    /**
     * Bytes of the data chunk that are durable as the engine's durability promises. What was forced of the {@code .part} does not count by
     * itself: recovery believes a file only as far as the journal goes, and a force may overtake the journal's sync.
     */
    public long durableBytes() {
        return trail.bytes(journal.durable());
    }

    void part(PartFile opened) {
        part = opened;
    }

    /** How many blocks the writer has written. */
    long writes() {
        PartFile opened = part;
        return opened == null ? 0 : opened.writes();
    }

    /** Whether a force is to be asked for: {@code given} blocks are written, and the last one was long ago. */
    boolean asksForForce(long given, long nowNanos, long everyNanos) {
        if (forceRequested || writes() < given || forced && nowNanos - lastForceNanos < everyNanos) {
            return false;
        }
        forced = true;
        lastForceNanos = nowNanos;
        forceRequested = true;
        return true;
    }

    /**
     * Forces the {@code .part}, so that the journal need not keep what it holds. Thread: sync.
     *
     * @throws IOException if that fails: the file is never trusted again
     */
    public void force() throws IOException {
        try {
            PartFile opened = part;
            if (opened != null && !opened.isDistrusted()) {
                long writes = opened.writes();
                syncedBytes = Math.max(syncedBytes, opened.force());
                syncedWrites = writes;
            }
        } catch (ClosedChannelException sealedMeanwhile) {
            // Who closed it has forced it, or has told why not.
        } finally {
            forceRequested = false;
        }
    }

    /** Recovery needs what the journal has: its segments are not used again; its file and block are let go. */
    void leave() {
        decided = true;
        left = true;
        current = null;
        part = null;
        forceFailure = cause -> {};
    }

    /** Nothing of the recording needs the journal any more: what would keep it in memory as long as a segment lasts is let go. */
    void forget() {
        forgotten = true;
        current = null;
        part = null;
        forceFailure = cause -> {};
        JournalSegment last = segment;
        if (last != null) {
            last.release(member);
        }
    }

    /** Who is told when a {@link #force} fails: the recording ends by that. */
    public void onForceFailure(Consumer<IOException> listener) {
        forceFailure = listener;
    }

    /** Tells that a {@link #force} failed. Thread: sync. */
    public void forceFailed(IOException cause) {
        forceFailure.accept(cause);
    }

    /** What was noted, in parts that fit a record. */
    void notesInParts(Consumer<byte[]> parts) {
        for (int at = 0; at < notes.length; at += NOTES_BYTES) {
            parts.accept(Arrays.copyOfRange(notes, at, Math.min(notes.length, at + NOTES_BYTES)));
        }
    }

    void note(byte[] more) {
        int length = notes.length;
        notes = Arrays.copyOf(notes, length + more.length);
        System.arraycopy(more, 0, notes, length, more.length);
    }
}
