package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.codec.Encoders;
import io.tacet.wav.WavHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording that a dead process left. Thread: one at a time.
 */
public final class Orphan {
    private static final int FORMAT_AT = 20;
    private static final int RATE_AT = 24;
    private static final int DEFAULT_RATE = 8000;

    private final ProcessFolder folder;
    private final String id;
    private final State state;
    private final JournalScan.@Nullable Known known;
    private final boolean degraded;
    private final List<String> warnings = new ArrayList<>();
    private @Nullable PartFile part;
    private @Nullable Story finished;
    private @Nullable OpenNote note;

    /** How far it came. */
    public enum State {
        /** It grew, or its end was decided: {@link #replay}, then finish and publish. */
        OPEN,
        /** It is exact in its {@code .part}, its story beside it: publish. */
        FINISHED,
        /** Sealed: deliver. */
        SEALED,
        /** The sink has it, or nothing was kept; its event may not have been sent. */
        TOLD
    }

    Orphan(ProcessFolder folder, String id, State state, JournalScan.@Nullable Known known, boolean degraded) {
        this.folder = folder;
        this.id = id;
        this.state = state;
        this.known = known;
        this.degraded = degraded;
    }

    void finishedAs(@Nullable Story story) {
        finished = story;
    }

    /** The recording's id. */
    public String id() {
        return id;
    }

    /** How far it came. */
    public State state() {
        return state;
    }

    /** What recovery has to say of it, one line each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Presses and gaps as journalled. */
    public Notes notes() {
        return known == null ? new Notes() : known.notes;
    }

    /** How it ended, if that was journalled. */
    public @Nullable Story decided() {
        return known == null ? null : known.decided;
    }

    /** What it is: as journalled, else as its header says. */
    public OpenNote note() throws IOException {
        OpenNote read = note;
        if (read == null) {
            OpenNote journalled = known == null ? null : known.note;
            read = journalled != null ? journalled : byHeader();
            note = read;
        }
        return read;
    }

    private OpenNote byHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RATE_AT + 4).order(ByteOrder.LITTLE_ENDIAN);
        Path file = state == State.SEALED ? folder.wav(id) : folder.part(id);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                continue;
            }
        }
        boolean whole = !header.hasRemaining();
        OutputEncoding encoding = OutputEncoding.PCM16;
        for (OutputEncoding candidate : OutputEncoding.values()) {
            if (whole && candidate.formatTag() == header.getShort(FORMAT_AT)) {
                encoding = candidate;
            }
        }
        int rate = whole && header.getInt(RATE_AT) > 0 ? header.getInt(RATE_AT) : DEFAULT_RATE;
        return new OpenNote(id, encoding, rate, null, Map.of());
    }

    /**
     * Brings the {@code .part} up to what the journal knows; may be repeated.
     *
     * @return how many bytes of audio there are, whole samples
     */
    public long replay() throws IOException {
        OpenNote note = note();
        PartFile file = PartFile.adopt(folder, id, note.encoding(), note.sampleRate());
        part = file;
        long end = file.writtenBytes();
        if (known != null) {
            long journalled = replay(known, file);
            end = degraded ? Math.max(end, journalled) : journalled;
        }
        return end / note.encoding().bytesPerSample() * note.encoding().bytesPerSample();
    }

    private long replay(JournalScan.Known from, PartFile to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long end = from.base;
        Story decided = from.decided;
        long wanted = decided == null ? end : Math.min(end, decided.dataBytes()); // a seal may have cut the rest off
        long had = to.writtenBytes();
        if (had < wanted) {
            lost(to, had, had, wanted);
        }
        int open = -1;
        FileChannel segment = null;
        try {
            for (int i = 0; i < from.spans(); i++) {
                if (from.segment(i) != open || segment == null) {
                    if (segment != null) {
                        segment.close();
                    }
                    open = from.segment(i);
                    segment = FileChannel.open(
                            from.segments.get(open), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                }
                if (from.offset(i) > end) {
                    lost(to, had, end, from.offset(i));
                }
                copy(segment, from.at(i), from.length(i), buffer, to, from.offset(i));
                end = Math.max(end, from.offset(i) + from.length(i));
            }
        } finally {
            if (segment != null) {
                segment.close();
            }
        }
        return end;
    }

    /**
     * Bytes that the journal has not any more. What the file had when it was found stays; the rest is silence: zeros would be the loudest
     * sample of G.711.
     */
    private void lost(PartFile to, long had, long from, long until) throws IOException {
        warnings.add("bytes " + from + " to " + until + " were lost from the journal");
        byte[] silence = new byte[1 << 12];
        Arrays.fill(silence, Encoders.silenceByte(note().encoding()));
        for (long at = Math.max(from, had); at < until; at += silence.length) {
            int length = (int) Math.min(silence.length, until - at);
            to.write(ByteBuffer.wrap(silence, 0, length), at);
        }
    }

    private static void copy(FileChannel from, int at, int length, ByteBuffer buffer, PartFile to, long offset)
            throws IOException {
        int done = 0;
        while (done < length) {
            buffer.clear().limit(Math.min(buffer.capacity(), length - done));
            int count = from.read(buffer, at + done);
            if (count < 0) {
                throw new IOException("a journal's segment became shorter");
            }
            to.write(buffer.flip(), offset + done);
            done += count;
        }
    }

    /** The file that {@link #replay} brought up to date. */
    public SpoolFile file() {
        PartFile replayed = part;
        if (replayed == null) {
            throw new IllegalStateException("not replayed");
        }
        return replayed;
    }

    /** Reads audio at an offset of the data chunk; fewer bytes only at the end, −1 there. */
    public int read(ByteBuffer bytes, long dataOffset) throws IOException {
        PartFile replayed = part;
        if (replayed != null) {
            return replayed.channel().read(bytes, WavHeader.length(note().encoding()) + dataOffset);
        }
        Path file = folder.wav(id);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return channel.read(bytes, WavHeader.length(note().encoding()) + dataOffset);
        }
    }

    /** Moves a finished recording into place. */
    public SealedFile publish() throws IOException {
        long size = Files.size(folder.part(id));
        folder.files().move(folder.part(id), folder.wav(id));
        return new SealedWav(folder, id, size, new Receipt.InFile(folder, id));
    }

    /** The sealed file of a recording that is {@link State#SEALED} or {@link State#TOLD}. */
    public SealedFile sealed() throws IOException {
        if (known != null && known.confirmed != null) {
            return new SealedWav(folder, id, 0, new Receipt.OfOrphan(folder, id));
        }
        long size = Files.exists(folder.wav(id)) ? Files.size(folder.wav(id)) : 0;
        return new SealedWav(folder, id, size, new Receipt.InFile(folder, id));
    }

    /** Bytes of audio of a sealed file, by its length. */
    public long sealedBytes() throws IOException {
        OpenNote note = note();
        long bytes = Math.max(0, Files.size(folder.wav(id)) - WavHeader.length(note.encoding()));
        return bytes / note.encoding().bytesPerSample() * note.encoding().bytesPerSample();
    }

    /** Its story as it lies beside it, or null if there is none that is whole. */
    public @Nullable Story story() {
        if (known != null && known.confirmed != null) {
            return known.confirmed;
        }
        return StoryFile.read(state == State.TOLD ? folder.confirmed(id) : folder.story(id));
    }

    /** Its story as an earlier recovery wrote it down with those of its round, or null. */
    public @Nullable Story finished() {
        return finished;
    }

    /** Writes the story of a sealed file that has none. */
    public void tell(Story story) throws IOException {
        StoryFile.write(folder.files(), folder.story(id), story, true);
    }
}
