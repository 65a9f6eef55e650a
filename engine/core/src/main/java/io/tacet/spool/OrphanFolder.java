package io.tacet.spool;

import io.tacet.Termination.Cause;
import io.tacet.wav.WavHeader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a dead process, taken over by its lock. Thread: one.
 *
 * <p>Design note: looking changes nothing, and every later step may be repeated: positional writes, cutting, one rename each.
 */
public final class OrphanFolder implements AutoCloseable {
    private static final String QUARANTINE = "quarantine";

    private final ProcessFolder folder;
    private final Path root;
    private final Tombstones tombstones;
    private final List<Path> quarantined = new ArrayList<>();

    private OrphanFolder(ProcessFolder folder, Path root) {
        this.folder = folder;
        this.root = root;
        tombstones = new Tombstones(folder.files(), folder.path());
    }

    /** The process folders of a spool, those of living processes too; none if there is no spool. */
    public static List<Path> folders(Path root) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    boolean ours = !name.startsWith(".") && !name.equals(QUARANTINE);
                    if (ours && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        folders.add(entry);
                    }
                }
            }
        }
        folders.sort(null);
        return folders;
    }

    /**
     * Takes a folder over.
     *
     * @throws FolderInUseException if its process lives, with its pid
     * @throws IOException if it is gone or cannot be read
     */
    public static OrphanFolder adopt(FileOperations files, Path root, Path folder) throws IOException {
        return new OrphanFolder(ProcessFolder.adopt(files, folder), root);
    }

    /** What there is to finish, deliver or tell. */
    public List<Orphan> scan() throws IOException {
        if (Files.exists(folder.path().resolve(ProcessFolder.DONE))) {
            return List.of();
        }
        JournalScan journals = JournalScan.of(folder.path());
        for (Path damaged : journals.damaged()) {
            quarantine(damaged);
        }
        Tombstones.Content noted = tombstones.read();
        boolean degraded = Files.exists(folder.path().resolve(ProcessFolder.DEGRADED));
        TreeSet<String> ids = ids();
        ids.addAll(journals.known().keySet());
        List<Orphan> orphans = new ArrayList<>();
        for (String id : ids) {
            JournalScan.Known known = journals.known().get(id);
            if (noted.told().contains(id) || known != null && known.told) {
                remove(id);
                continue;
            }
            boolean byFiles = noted.finished().containsKey(id) || known != null && known.sealed;
            Orphan orphan = known != null && known.confirmed != null
                    ? told(id, known)
                    : orphan(id, byFiles ? null : known, degraded);
            if (orphan != null) {
                orphan.finishedAs(noted.finished().get(id));
                orphans.add(orphan);
            }
        }
        return orphans;
    }

    /** The journal says that the sink has it, or that nothing is kept: its event is left. */
    private Orphan told(String id, JournalScan.Known known) throws IOException {
        remove(id);
        folder.untold(id);
        return new Orphan(folder, id, Orphan.State.TOLD, known, false);
    }

    private void remove(String id) throws IOException {
        for (Path file : List.of(folder.wav(id), folder.story(id), folder.part(id), folder.confirmed(id))) {
            folder.files().delete(file);
        }
    }

    private TreeSet<String> ids() throws IOException {
        TreeSet<String> ids = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                for (String ending : List.of(".part", ".wav", ".confirmed")) {
                    if (name.endsWith(ending)) {
                        ids.add(name.substring(0, name.length() - ending.length()));
                    }
                }
            }
        }
        return ids;
    }

    private @Nullable Orphan orphan(String id, JournalScan.@Nullable Known known, boolean degraded) throws IOException {
        if (StoryFile.read(folder.confirmed(id)) != null) {
            FileOperations files = folder.files();
            files.delete(folder.wav(id));
            files.delete(folder.story(id));
            files.delete(folder.part(id));
            return new Orphan(folder, id, Orphan.State.TOLD, null, degraded);
        }
        if (Files.exists(folder.wav(id))) {
            return new Orphan(folder, id, Orphan.State.SEALED, known, degraded);
        }
        Story decided = known == null ? null : known.decided;
        if (decided != null && decided.manifest().cause() == Cause.ABORTED) {
            folder.files().delete(folder.part(id));
            return null;
        }
        if (known == null && !Files.exists(folder.part(id))) {
            folder.files().delete(folder.confirmed(id));
            return null;
        }
        boolean finished = isFinished(id);
        return new Orphan(folder, id, finished ? Orphan.State.FINISHED : Orphan.State.OPEN, known, degraded);
    }

    private boolean isFinished(String id) throws IOException {
        Story story = StoryFile.read(folder.story(id));
        if (story == null || !Files.exists(folder.part(id))) {
            return false;
        }
        long audio = story.dataBytes();
        long pad = WavHeader.padded(story.manifest().encoding(), audio) ? 1 : 0;
        return Files.size(folder.part(id)) == WavHeader.length(story.manifest().encoding()) + audio + pad;
    }

    private void quarantine(Path segment) throws IOException {
        Path kept = root.resolve(QUARANTINE).resolve(String.valueOf(folder.baseName()));
        folder.files().createDirectory(kept);
        Path copy = kept.resolve(String.valueOf(segment.getFileName()));
        Files.copy(segment, copy, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
        quarantined.add(copy);
    }

    /** Copies of damaged journal segments that were put aside. */
    public List<Path> quarantined() {
        return quarantined;
    }

    /** Only files tell of these recordings from now on, durably. */
    public void finished(Map<String, Story> stories) throws IOException {
        tombstones.add(stories);
    }

    /** Something in it could not be finished: it stays for a later recovery. */
    public void keep() {
        folder.keep();
    }

    /** Makes what was published durable. */
    public void sync() throws IOException {
        folder.files().syncDirectory(folder.path());
    }

    /** Removes the folder if nothing is left in it, and lets go of it. */
    @Override
    public void close() throws IOException {
        try {
            folder.removeIfDone();
        } finally {
            folder.close();
        }
    }
}
