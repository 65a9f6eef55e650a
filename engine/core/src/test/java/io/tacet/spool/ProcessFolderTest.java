package io.tacet.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of processes: private, locked, adopted only when their process is gone. */
class ProcessFolderTest {
    @TempDir
    Path directory;

    @Test
    void shouldBePrivateToItsOwner() throws IOException {
        Path root = directory.resolve("spool");
        try (FileSpool spool = new FileSpool(root, Durability.POWER)) {
            assertEquals("rwx------", mode(root));
            for (Path path : OrphanFolder.folders(spool.root())) {
                assertEquals("rwx------", mode(path));
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.toList()) {
                        assertEquals("rw-------", mode(file));
                    }
                }
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldRefuseAFolderWhoseProcessLivesAndNameIt() throws IOException {
        Path root = directory.resolve("spool");
        try (FileSpool spool = new FileSpool(root, Durability.NONE)) {
            Path folder = OrphanFolder.folders(spool.root()).get(0);
            FolderInUseException refused = assertThrows(
                    FolderInUseException.class, () -> OrphanFolder.adopt(FileOperations.DISK, root, folder));
            String message = String.valueOf(refused.getMessage());
            assertTrue(
                    message.endsWith(
                            "is in use by process " + ProcessHandle.current().pid()),
                    message);
        }
    }

    /** Another process may own it by then: a sink that answers late changes nothing there. */
    @Test
    void shouldTouchNothingOfAFolderThatWasLetGo() throws IOException {
        ProcessFolder folder = ProcessFolder.create(FileOperations.DISK, directory.resolve("spool"), false);
        Files.write(folder.wav("late"), new byte[44]);
        Path confirmed = Files.write(folder.confirmed("late"), new byte[1]);
        SealedWav late = new SealedWav(folder, "late", 44, new Receipt.InFile(folder, "late"));
        folder.close();
        IOException refused = assertThrows(IOException.class, () -> late.confirmed(JournalRecyclingTest.story("late")));
        assertTrue(String.valueOf(refused.getMessage()).contains("the spool is closed"), refused.getMessage());
        late.eventSent();
        assertTrue(Files.exists(folder.wav("late")));
        assertTrue(Files.exists(confirmed));
    }

    @Test
    void shouldLeaveNoFolderWhenThereIsNothingInIt() throws IOException {
        Path root = directory.resolve("spool");
        new FileSpool(root, Durability.PROCESS).close();
        assertEquals(List.of(), OrphanFolder.folders(root));
    }

    @Test
    void shouldNotFollowALinkInThePlaceOfTheSpool() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(directory.resolve("spool"), elsewhere);
        assertThrows(IOException.class, () -> new FileSpool(link, Durability.NONE));
    }
}
