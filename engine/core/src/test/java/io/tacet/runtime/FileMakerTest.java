package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.Durability;
import io.tacet.OpenResult;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.RecoveryReport;
import io.tacet.sink.InMemorySink;
import io.tacet.spool.FaultyFiles;
import io.tacet.spool.FileOperations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are made late, or never: other recordings go on, and nothing of the late one is lost. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FileMakerTest {
    private static final int HEADER = 44;
    private static final int LONG = 400;

    @TempDir
    Path directory;

    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        letGo.countDown();
    }

    /** The creation of one recording's file waits until the test lets it go. */
    private FaultyFiles stalling(int serial) {
        return new FaultyFiles(
                (operation, file) -> {
                    if (operation.equals("open") && file.endsWith("r" + serial + ".part")) {
                        stalled.countDown();
                        hold();
                    }
                    return false;
                },
                0,
                false);
    }

    private void hold() {
        boolean interrupted = false;
        while (letGo.getCount() > 0) {
            try {
                letGo.await();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RecordingRequest request(int serial) {
        return RecordingRequest.builder().id("r" + serial).build();
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    private static void assertWhole(InMemorySink sink, int serial, int frames) {
        byte[] wav = sink.wav("r" + serial);
        int samples = frames * SpoolHarness.FRAME;
        byte[] expected = new byte[2 * samples];
        for (int i = 0; i < samples; i++) {
            short value = Victim.sample(serial, i);
            expected[2 * i] = (byte) value;
            expected[2 * i + 1] = (byte) (value >> 8);
        }
        assertEquals(HEADER + expected.length, wav.length, "r" + serial);
        assertArrayEquals(expected, java.util.Arrays.copyOfRange(wav, HEADER, wav.length), "r" + serial);
    }

    @Test
    @Tag("slow")
    void shouldRefuseOthersWhileAFileHasBeenAwaitedForTooLong() throws Exception {
        try (SpoolHarness harness = new SpoolHarness(spool(), new InMemorySink(), Durability.PROCESS, stalling(1))) {
            SpoolHarness.Call late = harness.open(1).send(1);
            stalled.await();
            harness.open(2).input.close();
            OpenResult answer = harness.engine.open(request(3));
            for (int serial = 4; answer instanceof OpenResult.Opened opened; serial++) {
                opened.input().close();
                Thread.sleep(100);
                answer = harness.engine.open(request(serial));
            }
            OpenResult.Refused refused = assertInstanceOf(OpenResult.Refused.class, answer);
            assertEquals(OpenResult.Reason.STORAGE, refused.reason());
            assertTrue(refused.detail().contains("more than 15 s for its file"), refused.detail());
            letGo.countDown();
            late.input.close();
            assertInstanceOf(RecordingResult.Completed.class, late.result());
            harness.open(1_000).input.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldWriteAndSealOthersWhileAFileIsMade(Durability durability) throws Exception {
        InMemorySink sink = new InMemorySink();
        try (SpoolHarness harness = new SpoolHarness(spool(), sink, durability, stalling(2))) {
            SpoolHarness.Call first = harness.open(1).send(LONG);
            SpoolHarness.await(() -> first.recording.positionSamples() > 0, "not begun");
            SpoolHarness.Call late = harness.open(2).send(LONG);
            stalled.await();
            first.send(LONG);
            first.input.close();
            assertInstanceOf(RecordingResult.Completed.class, first.result());
            assertWhole(sink, 1, 2 * LONG);
            assertNull(harness.told.get("r2"));
            letGo.countDown();
            late.send(LONG);
            late.input.close();
            assertInstanceOf(RecordingResult.Completed.class, late.result());
            assertWhole(sink, 2, 2 * LONG);
            assertEquals(0, late.recording.counters().overflow());
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldSealWhatEndedBeforeItsFileWasMade(Durability durability) throws Exception {
        InMemorySink sink = new InMemorySink();
        try (SpoolHarness harness = new SpoolHarness(spool(), sink, durability, stalling(1))) {
            SpoolHarness.Call call = harness.open(1).send(LONG);
            SpoolHarness.Call behind = harness.open(2).send(1);
            SpoolHarness.Call given = harness.open(3).send(LONG);
            call.input.close();
            behind.input.close();
            given.recording.abort();
            stalled.await();
            SpoolHarness.await(() -> call.recording.termination() != null, "its end waits for its file");
            SpoolHarness.await(() -> given.recording.termination() != null, "the abort waits for its file");
            assertTrue(harness.told.isEmpty());
            letGo.countDown();
            assertInstanceOf(RecordingResult.Completed.class, call.result());
            assertInstanceOf(RecordingResult.Completed.class, behind.result());
            assertInstanceOf(RecordingResult.Aborted.class, given.result());
            assertWhole(sink, 1, LONG);
            assertWhole(sink, 2, 1);
            assertEquals(Set.of("r1", "r2"), sink.ids());
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldFailTheOneWhoseFileCannotBeMade(Durability durability) throws Exception {
        InMemorySink sink = new InMemorySink();
        FaultyFiles files =
                new FaultyFiles((operation, file) -> operation.equals("open") && file.endsWith("r1.part"), 1, true);
        try (SpoolHarness harness = new SpoolHarness(spool(), sink, durability, files)) {
            SpoolHarness.Call failing = harness.open(1).send(LONG);
            SpoolHarness.Call other = harness.open(2).send(LONG);
            RecordingResult.Failed failed = assertInstanceOf(RecordingResult.Failed.class, failing.result());
            assertEquals(FailureKind.STORAGE, failed.kind());
            assertTrue(failed.reason().startsWith("cannot open r1: "), failed.reason());
            other.input.close();
            assertInstanceOf(RecordingResult.Completed.class, other.result());
            assertWhole(sink, 2, LONG);
            assertEquals(0, harness.engine.health().loopFailures());
        }
    }

    /** With a journal it is known without looking, and the journal must not hear of a second one; without, the file itself says it. */
    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldRefuseAnIdThatLiesInTheSpool(Durability durability) throws Exception {
        FaultyFiles files =
                new FaultyFiles((operation, file) -> operation.equals("write") && file.endsWith("r1.part"), 2, true);
        try (SpoolHarness harness = new SpoolHarness(spool(), new InMemorySink(), durability, files)) {
            assertInstanceOf(
                    RecordingResult.Failed.class, harness.open(1).send(LONG).result());
            harness.told.clear();
            OpenResult again = harness.tryOpen(1);
            if (durability == Durability.NONE) {
                RecordingResult.Failed failed = assertInstanceOf(
                        RecordingResult.Failed.class,
                        harness.call(1, again).send(1).result());
                assertEquals("cannot open r1: r1 exists already", failed.reason());
            } else {
                assertEquals(
                        OpenResult.Reason.DUPLICATE_ID,
                        assertInstanceOf(OpenResult.Refused.class, again).reason());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"PROCESS", "POWER"})
    void shouldCloseInTimeAndKeepTheJournalOfWhatHasNoFile(Durability durability) throws Exception {
        InMemorySink sink = new InMemorySink();
        SpoolHarness harness = new SpoolHarness(spool(), sink, durability, stalling(2));
        harness.open(1).send(LONG);
        SpoolHarness.await(() -> harness.engine.recordings() == 1, "not begun");
        harness.open(2).send(LONG);
        harness.open(3).send(LONG);
        stalled.await();
        long before = System.nanoTime();
        harness.close();
        long millis = (System.nanoTime() - before) / 1_000_000L;
        assertTrue(millis >= 4_900 && millis < 9_000, "it waits for its timeout of 5 s, not " + millis + " ms");
        assertWhole(sink, 1, LONG);
        assertEquals(Set.of("r1"), sink.ids());

        List<RecordingResult> told = new ArrayList<>();
        RecoveryReport report = RecoveryDelivery.recover(spool(), sink, told::add, FileOperations.DISK);
        assertEquals(List.of(), report.problems());
        assertEquals(2, told.size(), () -> told.toString());
        assertWhole(sink, 2, LONG);
        assertWhole(sink, 3, LONG);
        letGo.countDown();
        LockSupport.parkNanos(200_000_000L);
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        InMemorySink later = new InMemorySink();
        RecoveryReport report = RecoveryDelivery.recover(spool(), later, told -> {}, FileOperations.DISK);
        assertEquals(List.of(), report.problems());
        assertEquals(Set.of(), later.ids());
    }

    /** Files that are made slowly, now and then not at all, while recordings begin, end and are aborted. */
    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldLoseNothingWhateverTheOrder(Durability durability) throws Exception {
        long seed = 20_261_128L;
        Random random = new Random(seed);
        Random slowness = new Random(seed + 1);
        FaultyFiles slow = new FaultyFiles(
                (operation, file) -> {
                    if (operation.equals("open") && String.valueOf(file).endsWith(".part")) {
                        LockSupport.parkNanos(slowness.nextInt(4) == 0 ? slowness.nextInt(8_000_000) : 1);
                        return slowness.nextInt(20) == 0;
                    }
                    return false;
                },
                1,
                true);
        InMemorySink sink = new InMemorySink();
        List<SpoolHarness.Call> all = new ArrayList<>();
        List<SpoolHarness.Call> live = new ArrayList<>();
        List<SpoolHarness.Call> aborted = new ArrayList<>();
        try (SpoolHarness harness = new SpoolHarness(spool(), sink, durability, slow)) {
            while (all.size() < 300 || !live.isEmpty()) {
                if (all.size() < 300 && random.nextInt(3) > 0) {
                    SpoolHarness.Call begun = harness.open(all.size());
                    all.add(begun);
                    live.add(begun);
                }
                if (live.isEmpty()) {
                    continue;
                }
                int at = random.nextInt(live.size());
                SpoolHarness.Call call = live.get(at);
                call.send(1 + random.nextInt(60));
                int then = random.nextInt(all.size() < 300 ? 8 : 3);
                if (then == 0) {
                    call.input.close();
                    live.remove(at);
                } else if (then == 1 && random.nextInt(4) == 0) {
                    call.recording.abort();
                    aborted.add(call);
                    live.remove(at);
                }
            }
            int failed = 0;
            for (SpoolHarness.Call call : all) {
                RecordingResult result = call.result();
                if (result instanceof RecordingResult.Failed failure) {
                    assertTrue(failure.reason().startsWith("cannot open "), failure.reason());
                    assertFalse(sink.ids().contains(call.recording.id()));
                    failed++;
                } else if (result instanceof RecordingResult.Completed) {
                    assertWhole(sink, call.serial, call.frames);
                    assertEquals(0, call.recording.counters().overflow(), call.recording.id());
                } else {
                    assertTrue(aborted.contains(call), call.recording.id());
                }
            }
            assertTrue(failed > 0 && failed < 40, failed + " failed");
            assertEquals(0, harness.engine.health().loopFailures());
        }
    }
}
