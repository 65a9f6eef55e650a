package io.tacet.spool;

import io.tacet.Durability;
import io.tacet.RecordingRequest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A spool in a directory of its own (mode 0700), in it one locked folder for each process: {@code <id>.part} while a recording grows,
 * {@code <id>.wav} and {@code <id>.story} once it is sealed, and the journals. Thread: any.
 */
public final class FileSpool implements Spool {
    private final Path root;
    private final FileOperations files;
    private final Durability durability;
    private final JournalLimits limits;
    private final ProcessFolder folder;
    private final List<Journal> journals = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * Opens the spool, creating its directory.
     *
     * @throws IOException if the directory cannot be made or is a file
     */
    public FileSpool(Path root, Durability durability) throws IOException {
        this(root, durability, JournalLimits.DEFAULT, FileOperations.DISK);
    }

    /** With other sizes, or on a file system that fails when told to. */
    public FileSpool(Path root, Durability durability, JournalLimits limits, FileOperations files) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(root.toString(), null, "is not a directory");
        }
        this.root = root;
        this.files = files;
        this.durability = durability;
        this.limits = limits;
        folder = ProcessFolder.create(files, root, durability == Durability.POWER);
    }

    /** The directory that holds the process folders. */
    public Path root() {
        return root;
    }

    /** What it does to the file system. */
    public FileOperations files() {
        return files;
    }

    @Override
    public SpoolFile open(RecordingRequest request, @Nullable JournalEntry entry) throws IOException {
        if (folder.hasSealed(request.id())) {
            throw new FileAlreadyExistsException(request.id());
        }
        PartFile part;
        try {
            part = PartFile.create(
                    folder,
                    request.id(),
                    request.outputEncoding(),
                    request.payloadTypes().primary().clockRate());
        } catch (FileAlreadyExistsException grows) {
            throw new FileAlreadyExistsException(request.id());
        }
        if (entry != null) {
            part.entry(entry);
        }
        return part;
    }

    @Override
    public @Nullable Journal journal(int shard) {
        if (durability == Durability.NONE) {
            return null;
        }
        Journal journal = new Journal(files, folder.path(), shard, limits, durability == Durability.POWER, numbers);
        journals.add(journal);
        return journal;
    }

    @Override
    public void leave(String id) {
        folder.leave(id);
    }

    @Override
    public boolean holds(String id) {
        return folder.holds(id);
    }

    @Override
    public void sync() throws IOException {
        files.syncDirectory(folder.path());
    }

    @Override
    public long freeBytes() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public long totalBytes() {
        try {
            return Files.getFileStore(root).getTotalSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Lets go of everything; what waits for the sink stays, an empty folder does not. */
    @Override
    public void close() throws IOException {
        for (Journal journal : journals) {
            if (journal.close()) {
                folder.keep(); // whose file was not made in time: all that is left of it is here
            }
        }
        try {
            folder.removeIfDone();
        } catch (IOException stays) {
            // Nothing is lost by a folder that cannot be removed; recovery tries again.
        } finally {
            folder.close();
        }
    }

    @Override
    public String toString() {
        return "spool(" + root + ")";
    }
}
