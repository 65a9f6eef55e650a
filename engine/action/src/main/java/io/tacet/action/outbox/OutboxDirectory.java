package io.tacet.action.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of an outbox: {@code <id>.action} while the recording runs, {@code <id>.event} until it is acknowledged, an empty
 * {@code <id>.done} until the engine has let the recording go.
 *
 * <p>Thread: any; callers take care that one id is touched by one thread at a time. Design note: temporary file, fsync, atomic move,
 * fsync of the directory, in that order: a name that exists holds a whole text, whenever the machine stops. Events tell who called
 * whom, so the files are their owner's alone; a lock keeps a second process away, which would send everything once more.
 */
final class OutboxDirectory implements AutoCloseable {
    static final String ACTION = ".action";
    static final String EVENT = ".event";
    static final String DONE = ".done";
    private static final String TEMPORARY = ".tmp";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String LOCK = ".lock";

    private final Path directory;
    private final FileChannel lock;

    OutboxDirectory(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        lock = open(directory.resolve(LOCK));
        if (!locked(lock)) {
            lock.close();
            throw new IOException("outbox " + directory + " is in use by another process or outbox");
        }
        for (String name : list(TEMPORARY)) {
            Files.deleteIfExists(directory.resolve(name + TEMPORARY));
        }
    }

    void write(String id, String kind, String text) throws IOException {
        Path target = path(id, kind);
        Path temporary = directory.resolve(target.getFileName() + TEMPORARY);
        try (FileChannel channel = open(temporary)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync();
    }

    /** The text, or null if there is none. */
    @Nullable
    String read(String id, String kind) throws IOException {
        try {
            return Files.readString(path(id, kind));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    boolean exists(String id, String kind) {
        return Files.exists(path(id, kind));
    }

    void delete(String id, String kind) throws IOException {
        if (Files.deleteIfExists(path(id, kind))) {
            sync();
        }
    }

    /** The ids of all files of a kind. */
    List<String> list(String kind) throws IOException {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + kind)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                ids.add(name.substring(0, name.length() - kind.length()));
            }
        }
        return ids;
    }

    boolean olderThan(String id, String kind, Instant instant) throws IOException {
        return Files.getLastModifiedTime(path(id, kind)).toInstant().isBefore(instant);
    }

    private Path path(String id, String kind) {
        boolean safe = !id.isEmpty() && id.length() <= 128 && id.charAt(0) != '.';
        if (!safe || !id.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || "._-".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "event id is '" + id + "'; allowed are 1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot");
        }
        return directory.resolve(id + kind);
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(file, options, OWNER_ONLY)
                : FileChannel.open(file, options);
    }

    /** Lets another process have the directory. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
