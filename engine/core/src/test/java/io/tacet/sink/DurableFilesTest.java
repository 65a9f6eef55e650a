package io.tacet.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir
    Path folder;

    @Test
    void shouldMoveWithoutReplacingWhereLinksDoNotExist() throws IOException {
        try (FileSystem noLinks = FileSystems.newFileSystem(folder.resolve("x.zip"), Map.of("create", "true"))) {
            assertPlacesOnce(noLinks.getPath("/"));
        }
    }

    @Test
    void shouldLinkWithoutReplacing() throws IOException {
        assertPlacesOnce(folder);
    }

    private static void assertPlacesOnce(Path directory) throws IOException {
        Path target = directory.resolve("target");
        Path first = Files.writeString(directory.resolve("first"), "first");
        DurableFiles.linkOrMove(first, target);
        assertEquals("first", Files.readString(target));
        assertFalse(Files.exists(first));
        Path second = Files.writeString(directory.resolve("second"), "second");
        assertThrows(FileAlreadyExistsException.class, () -> DurableFiles.linkOrMove(second, target));
        assertEquals("first", Files.readString(target));
    }

    @Test
    void shouldSayInOneLineWhatFailedWhere() {
        assertEquals("a: access denied", DurableFiles.reason(new AccessDeniedException("a")));
        assertEquals("a: no such file or directory", DurableFiles.reason(new NoSuchFileException("a")));
        assertEquals("a: exists already", DurableFiles.reason(new FileAlreadyExistsException("a")));
        assertEquals("a: too long", DurableFiles.reason(new FileSystemException("a", null, "too long")));
        assertEquals("a: FileSystemException", DurableFiles.reason(new FileSystemException("a")));
        assertEquals("disk gone", DurableFiles.reason(new IOException("disk gone")));
        assertEquals("IOException", DurableFiles.reason(new IOException()));
    }
}
