package io.tacet.sink;

import io.tacet.RecordingManifest;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Recordings as files below one directory: the WAV, and its manifest beside it ({@code .json} for {@code .wav}).
 *
 * <p>Thread: the engine's delivery threads, several at once; blocks. Design note: the WAV comes first, so where there is a manifest its
 * WAV is whole. A WAV that lies on the same file system is linked, not copied: no byte is read. Nothing is ever overwritten: a name that
 * is taken by the same bytes confirms (the delivery was repeated after a crash), by others refuses. Files are durable and readable by
 * their owner only.
 */
public final class DirectorySink implements RecordingSink {
    private final Path directory;
    private final Function<RecordingManifest, String> relativeName;

    /**
     * Recordings are named {@code <recordingId>.wav}. Does no I/O: see {@link #probe()}.
     *
     * @param directory is made when it is needed
     */
    public DirectorySink(Path directory) {
        this(directory, RecordingManifest::recordingId);
    }

    /**
     * Recordings are named by a function. Does no I/O: see {@link #probe()}.
     *
     * @param directory is made when it is needed
     * @param relativeName gives the WAV's path below the directory, with {@code /} between names; {@code .wav} is added where it is
     *     missing; a path that is absolute or has {@code ..}, an empty name, a backslash or a control character refuses the recording
     */
    public DirectorySink(Path directory, Function<RecordingManifest, String> relativeName) {
        this.directory = directory;
        this.relativeName = relativeName;
    }

    /**
     * Makes the directory and checks that it can be written: for a start that fails early.
     *
     * @throws IOException with one line if it is a file or cannot be made or written
     */
    public void probe() throws IOException {
        try {
            DurableFiles.createDirectories(directory);
            Files.delete(DurableFiles.temporary(directory, InputStream.nullInputStream(), 0));
        } catch (IOException failed) {
            throw new IOException(
                    "recordings directory " + directory
                            + " cannot be used; allowed is a directory that can be written ("
                            + DurableFiles.reason(failed) + ")",
                    failed);
        }
    }

    @Override
    public Delivery deliver(SealedRecording recording) {
        Path wav;
        Path json;
        try {
            String name = RelativeName.wav(relativeName.apply(recording.manifest()));
            wav = directory.resolve(name);
            json = directory.resolve(RelativeName.json(name));
        } catch (InvalidPathException unmappable) {
            return new Delivery.Refused("recording name cannot be a file's name here: " + unmappable.getReason());
        } catch (IllegalArgumentException notAllowed) {
            return new Delivery.Refused(String.valueOf(notAllowed.getMessage()));
        }
        try {
            return place(recording, wav, json);
        } catch (IOException failed) {
            return new Delivery.Retry(this + ": " + DurableFiles.reason(failed), null);
        }
    }

    private Delivery place(SealedRecording recording, Path wav, Path json) throws IOException {
        Path parent = wav.getParent();
        if (parent == null) {
            parent = directory;
        }
        DurableFiles.createDirectories(parent);
        ManifestFile manifest = new ManifestFile(json, recording.manifest(), wav.toString());
        if (manifest.taken()) {
            return taken(json);
        }
        if (!placeWav(recording, parent, wav)) {
            return taken(wav);
        }
        if (!manifest.place(parent)) {
            return taken(json);
        }
        DurableFiles.syncDirectory(parent);
        return new Delivery.Confirmed(wav.toString());
    }

    private static Delivery taken(Path file) {
        return new Delivery.Refused(file + " exists with other content; it is never overwritten");
    }

    /** Puts the WAV in place; false if the name is taken by other bytes. */
    private static boolean placeWav(SealedRecording recording, Path parent, Path wav) throws IOException {
        try {
            if (!link(recording, wav)) {
                copy(recording, parent, wav);
            }
        } catch (FileAlreadyExistsException exists) {
            return same(recording, wav);
        }
        return true;
    }

    private static boolean link(SealedRecording recording, Path wav) throws IOException {
        Path sealed = recording.path();
        if (sealed == null) {
            return false;
        }
        try {
            Files.createLink(wav, sealed.toRealPath());
        } catch (FileAlreadyExistsException exists) {
            throw exists;
        } catch (UnsupportedOperationException | IOException notLinkable) {
            return false;
        }
        DurableFiles.ownerOnly(wav);
        return true;
    }

    private static void copy(SealedRecording recording, Path parent, Path wav) throws IOException {
        Path temporary;
        try (InputStream bytes = recording.open()) {
            temporary = DurableFiles.temporary(parent, bytes, recording.size());
        }
        try {
            DurableFiles.linkOrMove(temporary, wav);
        } catch (IOException failed) {
            DurableFiles.delete(temporary, failed);
            throw failed;
        }
    }

    private static boolean same(SealedRecording recording, Path wav) throws IOException {
        if (!Files.isRegularFile(wav, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path sealed = recording.path();
        if (sealed != null && Files.exists(sealed) && Files.isSameFile(sealed, wav)) {
            return true;
        }
        if (Files.size(wav) != recording.size()) {
            return false;
        }
        try (InputStream ours = recording.open();
                InputStream theirs = Files.newInputStream(wav)) {
            byte[] left = new byte[1 << 16];
            byte[] right = new byte[1 << 16];
            while (true) {
                int count = ours.readNBytes(left, 0, left.length);
                if (count != theirs.readNBytes(right, 0, right.length)
                        || !Arrays.equals(left, 0, count, right, 0, count)) {
                    return false;
                }
                if (count == 0) {
                    return true;
                }
            }
        }
    }

    @Override
    public String toString() {
        return "dir(" + directory + ")";
    }

    /** The manifest beside the WAV. */
    private record ManifestFile(Path json, RecordingManifest manifest, String location) {
        /** Whether the name belongs to another recording. */
        boolean taken() throws IOException {
            if (!Files.exists(json, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (!Files.isRegularFile(json, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            byte[] ours = ManifestJson.identity(manifest).getBytes(StandardCharsets.UTF_8);
            try (InputStream in = Files.newInputStream(json)) {
                return !Arrays.equals(ours, in.readNBytes(ours.length));
            }
        }

        /** Puts it in place, or a newer one of the same recording in the place of an older; false if the name is taken. */
        boolean place(Path parent) throws IOException {
            byte[] bytes = (ManifestJson.of(manifest, location) + "\n").getBytes(StandardCharsets.UTF_8);
            Path temporary = DurableFiles.temporary(parent, new ByteArrayInputStream(bytes), bytes.length);
            try {
                DurableFiles.linkOrMove(temporary, json);
            } catch (FileAlreadyExistsException exists) {
                if (taken()) {
                    DurableFiles.delete(temporary, exists);
                    return false;
                }
                DurableFiles.replace(temporary, json);
            } catch (IOException failed) {
                DurableFiles.delete(temporary, failed);
                throw failed;
            }
            return true;
        }
    }
}
