package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The redo log of a shard: every new byte of every recording in one file, so that one write (and one sync) makes all of them survive.
 *
 * <p>Threads: the writer appends, the sealer decides and forgets, the sync thread forces; one lock, which is never held while forcing.
 * Nothing is allocated for data once the groups are there.
 *
 * <p>Design note: records are collected in groups. A group stays in memory until it is durable; when a write or a sync fails, the segment
 * is never trusted again and all such groups go to the spare segment with its generation. Only when that fails too the journal is
 * {@linkplain #degraded given up}. A segment is used again once every recording in it is sealed or its {@code .part} forced beyond.
 */
public final class Journal {
    private final JournalLimits limits;
    private final int segmentBytes;
    private final boolean power;
    private final Object syncing = new Object();
    private final CRC32C crc = new CRC32C();
    private final Map<Integer, JournalEntry> live = new HashMap<>();
    private final JournalSegments segments;
    private final JournalGroups groups = new JournalGroups();
    private final TouchedEntries touched = new TouchedEntries();
    private final Queue<JournalEntry> forces = new ConcurrentLinkedQueue<>();
    private final JournalCounters counters = new JournalCounters();

    private @Nullable JournalSegment active;
    private JournalGroups.Group group = groups.take();
    private final AtomicInteger numbers;
    private long appended;
    private volatile long written;
    private volatile long durable;
    private volatile long durableNanos = System.nanoTime();
    private volatile boolean degraded;

    /** All journals of a folder share the {@code numbers} of recordings: a higher one began later. */
    Journal(
            FileOperations files,
            Path directory,
            int shard,
            JournalLimits limits,
            boolean power,
            AtomicInteger numbers) {
        this.limits = limits;
        this.numbers = numbers;
        segmentBytes = limits.segmentBytes();
        this.power = power;
        segments = new JournalSegments(files, directory, shard, segmentBytes, power, counters);
    }

    /** Everything below is durable, in bytes of the journal. */
    public long durable() {
        return durable;
    }

    /** Whether the journal was given up after faults: recordings go on in their own files only. */
    public boolean degraded() {
        return degraded;
    }

    /** What it counts. */
    public JournalCounters counters() {
        return counters;
    }

    /** Bytes that its segments take, as last counted. */
    public long diskBytes() {
        return (long) counters.segments() * segmentBytes;
    }

    /** How old the oldest bytes are that a power cut could take: those that are being written, and those that are not synced. */
    public long unsyncedNanos() {
        boolean lags = durable < written || counters.writingSinceNanos() != 0;
        return power && !degraded && lags ? System.nanoTime() - durableNanos : 0;
    }

    /**
     * A recording begins.
     *
     * @throws IOException if its labels are too large for a record
     */
    public synchronized JournalEntry open(OpenNote note) throws IOException {
        byte[] opening = note.bytes();
        if (opening.length > limits.largestPayload()) {
            throw new IOException(
                    "labels and id take " + opening.length + " bytes; allowed are " + limits.largestPayload());
        }
        JournalEntry entry = new JournalEntry(this, numbers.getAndIncrement(), opening);
        live.put(entry.number, entry);
        writeOpening(entry);
        return entry;
    }

    /** New bytes of a recording's data chunk, or old ones that changed. */
    public synchronized void data(JournalEntry entry, ByteBuffer source, int from, int to, long dataOffset) {
        int at = reserve(entry, to - from);
        if (at >= 0) {
            group.bytes.put(at + JournalRecord.HEADER_BYTES, source, from, to - from);
            append(entry, at, to - from, JournalRecord.DATA, dataOffset);
            entry.end = Math.max(entry.end, dataOffset + to - from);
        }
    }

    /** The journal gets a block's bytes, and then the writer: once more the {@code .part} must be forced after that. */
    public synchronized void given(JournalEntry entry) {
        entry.given++;
    }

    /** The block that a recording fills now, of which {@code length} bytes were given; null once it is in the {@code .part}. */
    public synchronized void current(JournalEntry entry, @Nullable ByteBuffer block, long dataOffset, int length) {
        if (entry.current
                != block) { // a store of a reference costs the collector work, and this is called 20 times a second
            entry.current = block;
        }
        entry.currentOffset = dataOffset;
        entry.currentLength = length;
    }

    /** Presses and gaps. */
    public synchronized void notes(JournalEntry entry, byte[] notes) {
        entry.note(notes);
        write(entry, JournalRecord.NOTES, notes, 0);
    }

    /** The end is decided; all bytes were given. */
    public synchronized void decided(JournalEntry entry, Story story) {
        byte[] bytes = story.bytes();
        entry.decided = true;
        if (bytes.length <= limits.largestPayload()) {
            write(entry, JournalRecord.DECIDED, bytes, 0);
        }
    }

    /** Its files tell from now on, once this is durable. */
    public synchronized void sealed(JournalEntry entry, String id) {
        write(entry, JournalRecord.SEALED, id.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
    }

    /** It was given up: nothing of it comes back, once this is durable. */
    public synchronized void aborted(JournalEntry entry, String id) {
        write(entry, JournalRecord.EVENT_SENT, id.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
    }

    /** It could not be sealed and is left to recovery: what the journal has of it may be more than its file, and stays while the engine runs. */
    public synchronized void leave(JournalEntry entry) {
        entry.leave();
    }

    /** The record of {@link #sealed} is durable. */
    public synchronized void forget(JournalEntry entry) {
        entry.forget();
        live.remove(entry.number, entry);
    }

    /**
     * The sink has a sealed recording, or nothing of it is kept: its event is to be sent. Durable when this returns; blocks.
     *
     * @return what {@link #eventSent} wants, or null if it could not be noted here
     */
    @Nullable
    JournalEntry confirmed(int number, String id, Story story) {
        byte[] payload = ByteForm.bytes(out -> {
            ByteForm.text(out, id);
            out.write(story.bytes());
        });
        JournalEntry pin = new JournalEntry(this, number, payload);
        long end;
        synchronized (this) {
            if (degraded || payload.length > limits.largestPayload()) {
                return null;
            }
            pin.confirmed = true;
            live.put(number, pin);
            writeConfirmed(pin);
            flush();
            end = appended;
        }
        while (!degraded && durable < end) {
            sync(end); // again where one failed: the rest was carried to the spare
        }
        return degraded ? null : pin;
    }

    private void writeConfirmed(JournalEntry pin) {
        write(pin, JournalRecord.CONFIRMED, pin.opening, 0);
        pin.openingGeneration = segments.generation();
    }

    /** The event of a recording is sent, or there is none: nothing is left to be done. Returns whether that is written. */
    synchronized boolean eventSent(JournalEntry entry, String id) {
        write(entry, JournalRecord.EVENT_SENT, id.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
        flush();
        forget(entry);
        return !degraded;
    }

    private void writeOpening(JournalEntry entry) {
        entry.openingOffset = entry.syncedBytes;
        write(entry, JournalRecord.OPEN, entry.opening, entry.openingOffset);
        entry.openingGeneration = segments.generation(); // its notes may lie in a later one
        entry.notesInParts(part -> write(entry, JournalRecord.NOTES, part, 0));
    }

    private void write(JournalEntry entry, int kind, byte[] payload, long offset) {
        int at = reserve(entry, payload.length);
        if (at >= 0) {
            group.bytes.put(at + JournalRecord.HEADER_BYTES, payload);
            append(entry, at, payload.length, kind, offset);
        }
    }

    /** Makes room for a record; returns where it begins in the group, −1 if the journal was given up. */
    private int reserve(JournalEntry entry, int payload) {
        int bytes = JournalRecord.bytes(payload);
        if (!degraded && bytes > group.bytes.remaining()) {
            flush();
        }
        JournalSegment current = active;
        if (!degraded && (current == null || current.position + group.bytes.position() + bytes > segmentBytes)) {
            flush();
            nextSegment();
        }
        if (degraded) {
            return -1;
        }
        join(entry);
        return group.bytes.position();
    }

    private void join(JournalEntry entry) {
        JournalSegment now = active;
        if (entry.segment != now && now != null) {
            JournalSegment before = entry.segment;
            if (before != null && before.generation < now.generation) {
                before.ended(entry.member, entry.end, entry.given);
            }
            entry.member = now.add(entry);
            entry.segment = now;
        }
        touched.add(entry);
    }

    private void append(JournalEntry entry, int at, int length, int kind, long offset) {
        JournalRecord.stamp(group.bytes, at, length, segments.generation(), entry.number, kind, offset, crc);
        int bytes = JournalRecord.bytes(length);
        group.bytes.position(at + bytes);
        appended += bytes;
    }

    /** Writes what was collected. */
    public synchronized void flush() {
        JournalSegment to = active;
        if (degraded || to == null || group.bytes.position() == 0) {
            return;
        }
        JournalGroups.Group full = group;
        full.bytes.flip();
        full.end = appended;
        groups.hold(full);
        group = groups.take();
        try {
            int bytes = full.bytes.limit();
            counters.writing(System.nanoTime());
            to.write(full.bytes, to.position);
            counters.wrote(System.nanoTime());
            to.position += bytes;
            to.dirty = true;
            counters.written(bytes);
            written = appended;
        } catch (IOException failed) {
            counters.wrote(System.nanoTime());
            rescue(failed);
        }
        if (!power && !degraded) {
            durable(written);
        }
        touched.note(appended, durable);
    }

    private void durable(long upTo) {
        groups.durable(upTo);
        durable = upTo;
        durableNanos = System.nanoTime();
    }

    /** Makes durable what was written before. Thread: sync, or the sealer; the lock is not held meanwhile. */
    public void sync() {
        sync(Long.MAX_VALUE);
    }

    private void sync(long wanted) {
        synchronized (syncing) {
            if (durable < wanted) {
                syncOne();
            }
        }
    }

    private void syncOne() {
        List<JournalSegment> dirty = new ArrayList<>(2);
        long upTo;
        synchronized (this) {
            upTo = written;
            if (degraded || durable >= upTo) {
                return;
            }
            segments.takeDirty(dirty);
            JournalSegment now = active;
            if (now != null) {
                now.takeDirty(dirty);
            }
        }
        long start = System.nanoTime();
        try {
            for (JournalSegment segment : dirty) {
                segment.force();
            }
        } catch (IOException failed) {
            synchronized (this) {
                dirty.forEach(segment -> segment.distrusted = true);
                rescue(failed);
            }
            return;
        }
        counters.synced(System.nanoTime() - start);
        synchronized (this) {
            if (durable < upTo) {
                durable(upTo);
            }
        }
    }

    private void nextSegment() {
        active = segments.next(active);
        if (active == null) {
            giveUp();
        }
    }

    /** A write or a sync failed: what is not durable goes to the spare. */
    private void rescue(IOException cause) {
        counters.failed();
        JournalSegment before = active;
        if (degraded || before == null) {
            return;
        }
        before.distrusted = true;
        before.dirty = false;
        if (groups.lostUpTo() > durable || groups.bytes() > segmentBytes - JournalRecord.SEGMENT_HEADER_BYTES) {
            giveUp();
            return;
        }
        nextSegment();
        JournalSegment spare = active;
        if (spare == null || degraded) {
            return;
        }
        try {
            for (JournalGroups.Group lost : groups.held()) {
                lost.bytes.position(0);
                restamp(lost.bytes);
                int bytes = lost.bytes.limit();
                spare.write(lost.bytes, spare.position);
                spare.position += bytes;
            }
            restamp(group.bytes);
            spare.dirty = true;
            written = appended - group.bytes.position();
        } catch (IOException again) {
            counters.failed();
            giveUp();
        }
    }

    private void restamp(ByteBuffer records) {
        int end = records == group.bytes ? records.position() : records.limit();
        int at = 0;
        while (at < end) {
            int bytes = JournalRecord.bytes(JournalRecord.length(records, at));
            JournalRecord.restamp(records, at, segments.generation(), crc);
            JournalEntry entry = live.get(JournalRecord.number(records, at));
            if (entry != null) {
                join(entry);
            }
            at += bytes;
        }
    }

    private void giveUp() {
        degraded = true;
        groups.clear();
        segments.markDegraded();
    }

    /**
     * Frees segments that nothing needs, asks for forces of {@code .part} files that pin the oldest. Thread: writer, about once a second and
     * more often when there is no spare.
     */
    public synchronized void maintain(long nowNanos) {
        segments.free(segment -> !degraded && release(segment, nowNanos));
        segments.count(active == null ? 0 : 1);
    }

    private boolean release(JournalSegment segment, long nowNanos) {
        boolean free = true;
        for (int i = 0; i < segment.members(); i++) {
            JournalEntry entry = segment.member(i);
            if (entry == null) {
                continue;
            }
            if (entry.forgotten || !needs(segment, i, entry, nowNanos)) {
                segment.release(i);
            } else {
                free = false;
            }
        }
        return free && durable >= segment.barrier && !(power && segment.dirty);
    }

    /** Whether a live recording needs the segment; if so, does something about it. */
    private boolean needs(JournalSegment segment, int member, JournalEntry entry, long nowNanos) {
        if (entry.confirmed) {
            if (entry.openingGeneration <= segment.generation) {
                writeConfirmed(entry);
                segment.barrier = appended;
            }
            return false;
        }
        if (entry.decided) {
            return true;
        }
        long end = entry.segment == segment ? entry.end : segment.end(member);
        ByteBuffer block = entry.current;
        if (block != null && entry.currentOffset < end) {
            if (entry.againGeneration <= segment.generation) {
                data(entry, block, 0, entry.currentLength, entry.currentOffset);
                entry.againGeneration = segments.generation();
                segment.barrier = appended;
            }
            end = entry.currentOffset;
        }
        long given = entry.segment == segment ? entry.given : segment.given(member);
        if (entry.syncedBytes < end || entry.syncedWrites < given) {
            if (entry.asksForForce(given, nowNanos, limits.forceEveryNanos())) {
                forces.add(entry);
            }
            return true;
        }
        if (entry.openingGeneration <= segment.generation || entry.openingOffset < end) {
            writeOpening(entry);
            segment.barrier = appended;
        }
        return false;
    }

    /** Whether a spare segment is missing. */
    public synchronized boolean wantsSpare() {
        return !degraded && !segments.hasSpare();
    }

    /** Makes a spare segment. Thread: housekeeping; before the first recording also the one that starts the engine. */
    public void prepareSpare() {
        Path file;
        synchronized (this) {
            file = segments.nextFile();
        }
        try {
            JournalSegment spare = segments.prewrite(file);
            synchronized (this) {
                segments.addSpare(spare);
            }
        } catch (IOException noSpare) {
            counters.failed();
        }
    }

    /** The next recording whose {@code .part} should be forced so that a segment can be used again, or null. Thread: housekeeping. */
    public @Nullable JournalEntry nextForce() {
        return forces.poll();
    }

    /** Writes the rest. Whether there are recordings that were neither sealed nor told of. */
    synchronized boolean close() {
        flush();
        segments.close(active);
        return live.values().stream().anyMatch(entry -> !entry.confirmed && !entry.left);
    }
}
