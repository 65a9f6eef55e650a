package io.tacet.spool;

import io.tacet.OutputEncoding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A spool in a directory of its own (mode 0700): {@code <id>.part} while a recording grows, {@code <id>.wav} once it is sealed.
 */
public final class FileSpool implements Spool {
    static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    /**
     * Opens the spool, creating its directory.
     *
     * @throws IOException if the directory cannot be made or is a file
     */
    public FileSpool(Path directory) throws IOException {
        this.directory = directory;
        if (!Files.isDirectory(directory)) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(directory.toString(), null, "is not a directory");
            }
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(directory);
            setMode(directory, DIRECTORY_MODE);
        }
    }

    @Override
    public SpoolFile open(String id, OutputEncoding encoding, int sampleRate) throws IOException {
        Path part = directory.resolve(id + ".part");
        return new PartFile(part, directory.resolve(id + ".wav"), encoding, sampleRate);
    }

    @Override
    public long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Makes the directory's entries durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
        try {
            Files.setPosixFilePermissions(path, mode);
        } catch (UnsupportedOperationException notPosix) {
            // The file system has no modes; its own defaults apply.
        }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "spool(" + directory + ")";
    }
}
