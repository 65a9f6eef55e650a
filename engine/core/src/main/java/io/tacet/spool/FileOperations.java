package io.tacet.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * All that the spool does to a file system, so that tests can let the k-th step fail. Links are never followed. Thread: any.
 */
public interface FileOperations {
    /** The real thing. */
    FileOperations DISK = new FileOperations() {};

    /** Opens a file; a new one has mode 0600 from its first moment, where the file system has modes. */
    default FileChannel open(Path file, StandardOpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        boolean hasModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!hasModes) {
            return FileChannel.open(file, all);
        }
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        return FileChannel.open(file, all, PosixFilePermissions.asFileAttribute(ownerOnly));
    }

    /** Moves a file within its file system. */
    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a file, or an empty directory, if it is there. */
    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Makes a directory and its parents; mode 0700 for the last one if it is new. */
    default void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            setMode(directory, "rwx------");
        }
    }

    /** Makes the entries of a directory durable. */
    default void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void setMode(Path path, String mode) throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (UnsupportedOperationException notPosix) {
            // The file system has no modes; its own defaults apply.
        }
    }
}
