package io.tacet.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One process' folder of a spool, locked while the process lives: the operating system lets the lock go with it. Thread: any.
 *
 * <p>Design note: a new folder is made under a name with a dot, which recovery does not look at, and renamed once it is locked.
 */
final class ProcessFolder implements AutoCloseable {
    static final String DEGRADED = "degraded";
    static final String DONE = "done";
    private static final String LOCK = "lock";
    private static final int LONGEST_PID = 32;

    private final FileOperations files;
    private final Path path;
    private final FileChannel lock;
    private final boolean syncs;
    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private volatile boolean kept;
    private volatile boolean closed;

    private ProcessFolder(FileOperations files, Path path, FileChannel lock, boolean syncs) {
        this.files = files;
        this.path = path;
        this.lock = lock;
        this.syncs = syncs;
    }

    /** A new one below the spool's root. */
    static ProcessFolder create(FileOperations files, Path root, boolean syncs) throws IOException {
        files.createDirectory(root);
        String name = UUID.randomUUID().toString();
        Path hidden = root.resolve("." + name);
        files.createDirectory(hidden);
        FileChannel lock = lock(files, hidden);
        Path path = root.resolve(name);
        try {
            files.move(hidden, path);
            if (syncs) {
                files.syncDirectory(root);
            }
            return new ProcessFolder(files, path, lock, syncs);
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * Takes over what a dead process left.
     *
     * @throws IOException if its owner lives, with the owner's pid, or it is gone
     */
    static ProcessFolder adopt(FileOperations files, Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toString());
        }
        ProcessFolder folder = new ProcessFolder(files, path, lock(files, path), true);
        if (!Files.isDirectory(path)) {
            folder.close();
            throw new NoSuchFileException(path.toString());
        }
        return folder;
    }

    private static FileChannel lock(FileOperations files, Path folder) throws IOException {
        FileChannel channel = files.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(folder, owner(channel));
            }
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            taken = true;
            return channel;
        } catch (OverlappingFileLockException ours) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static FolderInUseException inUse(Path folder, String pid) {
        return new FolderInUseException(folder + " is in use by process " + pid);
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        channel.read(pid, 0);
        return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).trim();
    }

    FileOperations files() {
        return files;
    }

    Path path() {
        return path;
    }

    /** Whether small files are forced too: at durability power, and always in recovery. */
    boolean syncs() {
        return syncs;
    }

    Path part(String id) {
        return path.resolve(id + ".part");
    }

    Path wav(String id) {
        return path.resolve(id + ".wav");
    }

    Path story(String id) {
        return path.resolve(id + ".story");
    }

    Path confirmed(String id) {
        return path.resolve(id + ".confirmed");
    }

    /** A recording is confirmed in a journal, where its event is to be sent: the folder, and its id, are still needed. */
    void untold(String id) {
        untold.add(id);
    }

    /** Its event is sent. */
    void told(String id) {
        untold.remove(id);
    }

    /** It failed, and recovery may have more of it than its file. */
    void leave(String id) {
        left.add(id);
    }

    /** Whether it is confirmed and not told of, or left to recovery. */
    boolean holds(String id) {
        return untold.contains(id) || left.contains(id);
    }

    /** Something in it could not be finished: it stays. */
    void keep() {
        kept = true;
    }

    /** Whether a recording of an id was sealed here, and is not told of; one that grows is known by its {@link #part}. */
    boolean hasSealed(String id) {
        return holds(id) || Files.exists(wav(id)) || Files.exists(confirmed(id));
    }

    /** Whether it was let go: it may be another's by now. */
    boolean isClosed() {
        return closed;
    }

    /** The only folder that can be removed is one without recordings; returns whether it was. The lock stays until {@link #close}. */
    boolean removeIfDone() throws IOException {
        if (kept || !untold.isEmpty()) {
            return false;
        }
        if (!Files.exists(path.resolve(DONE))) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    if (isRecording(String.valueOf(entry.getFileName()))) {
                        return false;
                    }
                }
            }
            files.open(path.resolve(DONE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            files.syncDirectory(path);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.equals(DONE) && !name.equals(LOCK)) {
                    files.delete(entry);
                }
            }
        }
        files.delete(path.resolve(DONE));
        files.delete(path.resolve(LOCK));
        files.delete(path);
        return true;
    }

    private static boolean isRecording(String name) {
        return name.endsWith(".part") || name.endsWith(".wav") || name.endsWith(".confirmed");
    }

    @Nullable
    String baseName() {
        Path name = path.getFileName();
        return name == null ? null : name.toString();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        lock.close();
    }
}
