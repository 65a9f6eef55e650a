package io.tacet.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tacet.RecordingManifest;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.RecordingSinkContract;
import io.tacet.spi.SampleRecording;
import io.tacet.spi.SealedRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySinkTest extends RecordingSinkContract {
    private static final SampleRecording CALL = SampleRecording.of("call-1", 8000, 1);

    @TempDir
    Path folder;

    @Override
    protected RecordingSink newSink() {
        return new DirectorySink(folder.resolve("recordings"));
    }

    @Override
    protected byte[] stored(String location) throws IOException {
        return Files.readAllBytes(Path.of(location));
    }

    @Override
    protected int storedRecordings() throws IOException {
        List<String> names = names(folder.resolve("recordings"));
        long wavs = names.stream().filter(name -> name.endsWith(".wav")).count();
        assertEquals(2 * wavs, names.size(), "a WAV and a manifest each, nothing else: " + names);
        return (int) wavs;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String confirmed(Delivery delivery) {
        return assertInstanceOf(Delivery.Confirmed.class, delivery, delivery.toString())
                .location();
    }

    private static String refused(Delivery delivery) {
        return assertInstanceOf(Delivery.Refused.class, delivery, delivery.toString())
                .reason();
    }

    @Test
    void shouldWriteTheManifestBesideTheWavWithItsLocation() throws IOException {
        String location = confirmed(new DirectorySink(folder).deliver(CALL));
        assertEquals(folder.resolve("call-1.wav").toString(), location);
        String json = Files.readString(folder.resolve("call-1.json"));
        assertTrue(json.endsWith("}\n") && json.lines().count() == 1, json);
        JsonNode manifest = new ObjectMapper().readTree(json);
        assertEquals("call-1", manifest.path("recordingId").asText());
        assertEquals(location, manifest.path("file").asText());
    }

    @Test
    void shouldKeepBothFilesToTheirOwner() throws IOException {
        Path sealed = folder.resolve("sealed");
        SampleRecording inFile = SampleRecording.of("call-2", 10, 2).in(sealed);
        Path directory = folder.resolve("private/deep");
        DirectorySink sink = new DirectorySink(directory);
        confirmed(sink.deliver(CALL));
        confirmed(sink.deliver(inFile));
        for (String name : List.of("call-1.wav", "call-1.json", "call-2.wav", "call-2.json")) {
            assertEquals("rw-------", mode(directory.resolve(name)), name);
        }
        assertEquals("rwx------", mode(directory));
        assertEquals("rwx------", mode(folder.resolve("private")));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void shouldLinkASealedFileOnTheSameFileSystem() throws IOException {
        Path sealed = folder.resolve("sealed");
        String location = confirmed(new DirectorySink(folder.resolve("out")).deliver(CALL.in(sealed)));
        assertTrue(Files.isSameFile(sealed, Path.of(location)));
    }

    @Test
    void shouldCopyASealedFileFromAnotherFileSystem() throws IOException {
        Path shm = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shm), "skipped: no second file system at /dev/shm");
        FileStore here = Files.getFileStore(folder);
        assumeTrue(!here.equals(Files.getFileStore(shm)), "skipped: /dev/shm is no second file system");
        Path sealed = Files.createTempFile(shm, "tacet", ".wav");
        try {
            Path out = folder.resolve("out");
            String location = confirmed(new DirectorySink(out).deliver(CALL.in(sealed)));
            assertFalse(Files.isSameFile(sealed, Path.of(location)));
            assertArrayEquals(CALL.wav(), Files.readAllBytes(Path.of(location)));
            assertEquals(location, confirmed(new DirectorySink(out).deliver(CALL.in(sealed))));
            assertEquals(List.of("call-1.json", "call-1.wav"), names(out));
        } finally {
            Files.delete(sealed);
        }
    }

    @Test
    void shouldFinishADeliveryThatACrashInterrupted() throws IOException {
        Files.write(folder.resolve("call-1.wav"), CALL.wav());
        confirmed(new DirectorySink(folder).deliver(CALL));
        assertTrue(Files.exists(folder.resolve("call-1.json")));
        assertEquals(folder.resolve("call-1.wav").toString(), confirmed(new DirectorySink(folder).deliver(CALL)));
    }

    @Test
    void shouldRefuseANameThatAnotherRecordingHasAndSayWhich() throws IOException {
        DirectorySink sink = new DirectorySink(folder, manifest -> "same");
        SampleRecording empty = SampleRecording.of("call-1", 0, 1);
        confirmed(sink.deliver(empty));
        byte[] manifest = Files.readAllBytes(folder.resolve("same.json"));
        String otherBytes = refused(sink.deliver(SampleRecording.of("call-1", 5, 1)));
        assertEquals(folder.resolve("same.wav") + " exists with other content; it is never overwritten", otherBytes);
        String otherStory = refused(sink.deliver(SampleRecording.of("call-2", 0, 1)));
        assertEquals(folder.resolve("same.json") + " exists with other content; it is never overwritten", otherStory);
        assertArrayEquals(manifest, Files.readAllBytes(folder.resolve("same.json")));
        assertArrayEquals(empty.wav(), Files.readAllBytes(folder.resolve("same.wav")));
        assertEquals(
                List.of("same.json", "same.wav"),
                names(folder).stream().filter(n -> n.contains("s")).toList());
    }

    @Test
    void shouldNotWriteThroughALinkThatIsInTheWay() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(folder.resolve("call-1.wav"), elsewhere);
        refused(new DirectorySink(folder).deliver(CALL));
        Files.createSymbolicLink(folder.resolve("call-2.json"), elsewhere);
        refused(new DirectorySink(folder).deliver(SampleRecording.of("call-2", 1, 1)));
        assertFalse(Files.exists(elsewhere));
        assertFalse(Files.exists(folder.resolve("call-2.wav")));
    }

    @Test
    void shouldTakeNamesWithFoldersAndRefuseThoseThatLeaveTheDirectory() throws IOException {
        String location = confirmed(
                new DirectorySink(folder, manifest -> "2026/11/" + manifest.recordingId() + ".wav").deliver(CALL));
        assertEquals(folder.resolve("2026/11/call-1.wav").toString(), location);
        assertTrue(Files.exists(folder.resolve("2026/11/call-1.json")));
        String reason = refused(new DirectorySink(folder, manifest -> "../x").deliver(CALL));
        assertTrue(reason.contains("'../x'") && reason.contains("allowed"), reason);
        SampleRecording hostile = SampleRecording.of("../../etc/x", 1, 1);
        refused(new DirectorySink(folder).deliver(hostile));
    }

    @Test
    void shouldRetryWhenTheDirectoryCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Delivery delivery = new DirectorySink(file.resolve("below")).deliver(CALL);
        String reason = assertInstanceOf(Delivery.Retry.class, delivery).reason();
        assertTrue(reason.contains(file + ": is a file, not a directory"), reason);
    }

    @Test
    void shouldRetryAndLeaveNothingWhenTheSealedFileIsGone() throws IOException {
        Path sealed = folder.resolve("sealed");
        SampleRecording gone = CALL.in(sealed);
        Files.delete(sealed);
        Path out = folder.resolve("out");
        Delivery delivery = new DirectorySink(out).deliver(gone);
        String reason = assertInstanceOf(Delivery.Retry.class, delivery).reason();
        assertEquals("dir(" + out + "): " + sealed + ": no such file or directory", reason);
        assertEquals(List.of(), names(out));
    }

    @Test
    void shouldRetryAndLeaveNothingWhenTheBytesStopHalfway() throws IOException {
        byte[] half = Arrays.copyOf(CALL.wav(), 8000);
        String fewer = retried(new Unreadable(new ByteArrayInputStream(half)));
        assertTrue(fewer.endsWith(": 8000 of 16044 bytes came"), fewer);
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(half), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("No space left on device");
            }
        });
        assertEquals("dir(" + folder + "): No space left on device", retried(new Unreadable(failing)));
        assertEquals(
                List.of(),
                names(folder).stream()
                        .filter(n -> n.startsWith(".") || n.contains("call"))
                        .toList());
    }

    private String retried(SealedRecording recording) {
        Delivery delivery = new DirectorySink(folder).deliver(recording);
        return assertInstanceOf(Delivery.Retry.class, delivery, delivery.toString())
                .reason();
    }

    /** The call, but its bytes come from a stream that fails. */
    private record Unreadable(InputStream open) implements SealedRecording {
        @Override
        public RecordingManifest manifest() {
            return CALL.manifest();
        }

        @Override
        public long size() {
            return CALL.size();
        }

        @Override
        public @Nullable Path path() {
            return null;
        }
    }

    @Test
    void shouldProbeWithoutLeavingAnything() throws IOException {
        Path directory = folder.resolve("a/b");
        DirectorySink sink = new DirectorySink(directory);
        assertFalse(Files.exists(directory), "the constructor does no I/O");
        sink.probe();
        assertEquals(List.of(), names(directory));
        assertEquals("dir(" + directory + ")", sink.toString());
    }

    @Test
    void shouldProbeWithOneLineWhenTheDirectoryIsAFileOrCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertProbeFails(file, "is a file, not a directory");
        assertProbeFails(file.resolve("below"), "is a file, not a directory");
        Path system = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(system), "skipped: no /proc, where even root cannot write");
        assertProbeFails(system, "");
    }

    private static void assertProbeFails(Path directory, String why) {
        String message = String.valueOf(assertThrows(IOException.class, () -> new DirectorySink(directory).probe())
                .getMessage());
        assertTrue(
                message.startsWith("recordings directory " + directory + " cannot be used")
                        && message.contains(why)
                        && message.lines().count() == 1,
                message);
    }
}
