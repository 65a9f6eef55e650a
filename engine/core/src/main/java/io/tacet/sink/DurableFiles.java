package io.tacet.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Files that appear whole, survive a loss of power, and never take another's place. Thread: any; no state; blocks.
 *
 * <p>Design note: a hard link is the one call that fails, atomically, where the name is taken; a rename would replace what is there.
 * Where links do not exist (FAT, some network file systems) a move without replacement is used, which leaves a short moment between its
 * look and its rename: there, two processes must not write the same name at once.
 */
final class DurableFiles {
    private static final String FILE_MODE = "rw-------";
    private static final String DIRECTORY_MODE = "rwx------";

    private static final Set<OpenOption> NEW_FILE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private DurableFiles() {}

    /** Makes a directory and those above it that are missing; each is durable in the one above. */
    static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, attributes(directory, DIRECTORY_MODE));
        } catch (FileAlreadyExistsException another) {
            if (!Files.isDirectory(directory)) {
                throw new FileSystemException(directory.toString(), null, "is a file, not a directory");
            }
            return;
        }
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    /** A new hidden file in a directory, with these bytes, durable, readable by its owner only. */
    static Path temporary(Path directory, InputStream bytes, long size) throws IOException {
        Path file = directory.resolve(".tacet-" + UUID.randomUUID() + ".tmp");
        try (FileChannel channel = FileChannel.open(file, NEW_FILE, attributes(directory, FILE_MODE))) {
            OutputStream out = Channels.newOutputStream(channel);
            long copied = bytes.transferTo(out);
            if (copied != size) {
                throw new FileSystemException(file.toString(), null, copied + " of " + size + " bytes came");
            }
            channel.force(true);
            return file;
        } catch (IOException | RuntimeException failed) {
            delete(file, failed);
            throw failed;
        }
    }

    /**
     * Gives a file a second name in place, or moves it where links do not exist.
     *
     * @throws FileAlreadyExistsException if the name is taken; it is left as it was
     */
    static void linkOrMove(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | IOException noLinks) {
            Files.move(temporary, target);
            return;
        }
        Files.deleteIfExists(temporary);
    }

    /** Takes a target's place in one step. */
    static void replace(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes the names in a directory durable; where a directory cannot be opened (not on POSIX) there is nothing to do. */
    static void syncDirectory(Path directory) throws IOException {
        if (!posix(directory)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a file readable by its owner only, where the file system knows owners. */
    static void ownerOnly(Path file) throws IOException {
        if (posix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE_MODE));
        }
    }

    /** Deletes a file on the way out of a failure. */
    static void delete(Path file, Throwable failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            failure.addSuppressed(stays);
        }
    }

    /** Why it failed, in one line that names the file: the messages of most of these exceptions are the bare path. */
    static String reason(IOException failure) {
        if (failure instanceof FileSystemException of && of.getFile() != null) {
            String reason = of.getReason();
            if (reason == null) {
                reason = kind(of);
            }
            return of.getFile() + ": " + reason;
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String kind(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        return failure instanceof FileAlreadyExistsException
                ? "exists already"
                : failure.getClass().getSimpleName();
    }

    private static FileAttribute<?>[] attributes(Path place, String mode) {
        return posix(place)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
