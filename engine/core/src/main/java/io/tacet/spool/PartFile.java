package io.tacet.spool;

import io.tacet.OutputEncoding;
import io.tacet.wav.WavHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .part} file: sentinel sizes while it grows (readers play that), exact when sealed. Thread: who makes it, then the writer, then the
 * sealer; {@link #force} by the sync thread. No embedder thread ever touches its channel, for an interrupt would close it.
 */
final class PartFile implements SpoolFile {
    private final ProcessFolder folder;
    private final String id;
    private final OutputEncoding encoding;
    private final int sampleRate;
    private final int headerBytes;
    private final FileChannel channel;
    private final boolean syncsStory;
    private final Object forcing = new Object();
    private volatile long written;
    private volatile long writes;
    private volatile @Nullable IOException distrusted;
    private long sealedBytes;
    private @Nullable JournalEntry entry;
    private @Nullable Story story;

    private PartFile(
            ProcessFolder folder,
            String id,
            OutputEncoding encoding,
            int sampleRate,
            FileChannel channel,
            long written,
            boolean syncsStory) {
        this.folder = folder;
        this.id = id;
        this.encoding = encoding;
        this.sampleRate = sampleRate;
        this.channel = channel;
        this.written = written;
        this.syncsStory = syncsStory;
        headerBytes = WavHeader.length(encoding);
    }

    /** A new one, with its header. */
    static PartFile create(ProcessFolder folder, String id, OutputEncoding encoding, int sampleRate)
            throws IOException {
        refuseIfClosed(folder);
        FileChannel channel =
                folder.files().open(folder.part(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (folder.isClosed()) {
            channel.close(); // the file stays as it is: who has the folder now may have found it
            refuseIfClosed(folder);
        }
        PartFile file = new PartFile(folder, id, encoding, sampleRate, channel, 0, folder.syncs());
        try {
            file.writeFully(ByteBuffer.wrap(WavHeader.open(encoding, sampleRate)), 0);
            return file;
        } catch (IOException failed) {
            file.remove();
            throw failed;
        }
    }

    /** The file system may have held this thread up until the engine was closed. */
    private static void refuseIfClosed(ProcessFolder folder) throws IOException {
        if (folder.isClosed()) {
            throw new IOException("the spool is closed");
        }
    }

    /** One that a dead process left, or whose directory entry was lost with the power. */
    static PartFile adopt(ProcessFolder folder, String id, OutputEncoding encoding, int sampleRate) throws IOException {
        FileChannel channel = folder.files()
                .open(folder.part(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        long data = Math.max(0, channel.size() - WavHeader.length(encoding));
        return new PartFile(folder, id, encoding, sampleRate, channel, data, false);
    }

    /** The recording is in a journal. */
    void entry(JournalEntry journalled) {
        entry = journalled;
        journalled.part(this);
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void write(ByteBuffer bytes, long dataOffset) throws IOException {
        long end = dataOffset + bytes.remaining();
        writeFully(bytes, headerBytes + dataOffset);
        written = Math.max(written, end);
        writes = writes + 1; // the writer's alone
    }

    /** How often it was written to. */
    long writes() {
        return writes;
    }

    @Override
    public long writtenBytes() {
        return written;
    }

    /** Makes what was written durable; returns how much that is. */
    long force() throws IOException {
        long reached = written;
        synchronized (forcing) {
            try {
                channel.force(false);
            } catch (ClosedChannelException sealed) {
                throw sealed;
            } catch (IOException failed) {
                distrusted = failed;
                throw failed;
            }
        }
        return reached;
    }

    /** Whether a sync of it failed: the system may have dropped what it could not write, and says so only once. */
    boolean isDistrusted() {
        return distrusted != null;
    }

    @Override
    public void finish(Story story) throws IOException {
        synchronized (forcing) { // the system tells of a failed sync once: to who asks next
            seal(story);
        }
        this.story = story;
        StoryFile.write(folder.files(), folder.story(id), story, syncsStory);
    }

    private void seal(Story story) throws IOException {
        IOException earlier = distrusted;
        if (earlier != null) {
            throw new IOException("an earlier sync failed: " + earlier.getMessage(), earlier);
        }
        long dataBytes = story.dataBytes();
        long end = headerBytes + dataBytes;
        if (WavHeader.padded(encoding, dataBytes)) {
            writeFully(ByteBuffer.wrap(new byte[1]), end);
            end++;
        }
        if (channel.size() > end) {
            channel.truncate(end);
        }
        writeFully(ByteBuffer.wrap(WavHeader.sealed(encoding, sampleRate, dataBytes)), 0);
        channel.force(false); // with its length, if that changed
        channel.close();
        sealedBytes = end;
    }

    @Override
    public SealedFile publish() throws IOException {
        JournalEntry journalled = entry;
        Story finished = story;
        if (finished == null) {
            throw new IOException(id + " is not finished");
        }
        if (journalled != null && journalled.journal.degraded()) {
            // The journal cannot say any more that files tell from now on.
            new Tombstones(folder.files(), folder.path()).add(Map.of(id, finished));
        }
        folder.files().move(folder.part(id), folder.wav(id));
        return new SealedWav(folder, id, sealedBytes, receipt());
    }

    private Receipt receipt() {
        JournalEntry journalled = entry;
        return journalled == null ? new Receipt.InFile(folder, id) : new JournalReceipt(folder, id, journalled);
    }

    @Override
    public SealedFile discard(@Nullable Story story) {
        Receipt receipt = receipt();
        try {
            if (story != null) {
                receipt.confirmed(story);
            }
        } catch (IOException notNoted) {
            // Then a crash before the event is sent sends none: there was nothing to tell of but an end without a file.
        }
        remove();
        return new SealedWav(folder, id, 0, receipt);
    }

    private void remove() {
        leave();
        try {
            folder.files().delete(folder.part(id));
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
