package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.RecordingResult.FailureKind;
import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.ThreadingMode;
import io.tacet.sink.DirectorySink;
import io.tacet.spool.FileOperations;
import io.tacet.spool.FileSpool;
import io.tacet.spool.JournalLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full: a tmpfs of 6 MiB. Skipped with a word where none can be mounted. */
@Tag("fault")
class FullDiskTest {
    private static final int RECORDINGS = 5;

    @TempDir
    Path directory;

    private boolean mounted;

    private Path mount() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        mounted = PowerCutTest.succeeds("mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs", disk.toString());
        assumeTrue(mounted, "skipped: no tmpfs can be mounted here");
        return disk;
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            PowerCutTest.succeeds("umount", "-l", directory.resolve("disk").toString());
        }
    }

    private EngineConfig.Builder config(Path spool) {
        return EngineConfig.builder(new DirectorySink(directory.resolve("out")))
                .spoolDirectory(spool)
                .durability(Durability.POWER)
                .threading(ThreadingMode.SHARED)
                .retry(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(500))
                .closeTimeout(Duration.ofSeconds(5));
    }

    private static Engine engine(EngineConfig config) throws Exception {
        Path spool = java.util.Objects.requireNonNull(config.spoolDirectory());
        JournalLimits small = new JournalLimits(1 << 20, 50_000_000L);
        return new Engine(config, new FileSpool(spool, Durability.POWER, small, FileOperations.DISK));
    }

    @Test
    void shouldRefuseBelowTheFloorWithTheNumber() throws Exception {
        Engine engine = engine(config(mount().resolve("spool")).build());
        OpenResult.Refused refused = assertInstanceOf(
                OpenResult.Refused.class,
                engine.open(
                        RecordingRequest.builder().payloadTypes(Victim.format()).build()));
        assertEquals(OpenResult.Reason.NO_SPACE, refused.reason());
        assertTrue(refused.detail().matches("\\d+ bytes are free in .*, the floor is 268435456"), refused.detail());
        engine.close();
    }

    @Test
    void shouldEndTypedWhenTheDiskIsFullAndRecoverWhenItIsNotAnyMore() throws Exception {
        Path spool = mount().resolve("spool");
        Engine engine = engine(config(spool).freeSpaceFloorBytes(0).build());
        List<OpenResult.Opened> calls = new ArrayList<>();
        for (int serial = 0; serial < RECORDINGS; serial++) {
            calls.add(engine.open(RecordingRequest.builder()
                            .id("r" + serial)
                            .payloadTypes(Victim.format())
                            .build())
                    .orThrow());
        }
        long[] sent = new long[RECORDINGS];
        SpoolHarness.await(() -> feed(calls, sent), "the disk was never full");
        int failed = 0;
        long[] durable = new long[RECORDINGS];
        for (int serial = 0; serial < RECORDINGS; serial++) {
            OpenResult.Opened call = calls.get(serial);
            call.input().close();
            durable[serial] = call.recording().durableSamples();
            RecordingResult result =
                    call.recording().completion().toCompletableFuture().get();
            if (result instanceof RecordingResult.Failed typed) {
                failed++;
                assertEquals(FailureKind.STORAGE, typed.kind());
                assertTrue(typed.reason().contains("No space left on device"), typed.reason());
            }
        }
        engine.close();
        assertTrue(failed > 0);
        assertTrue(PowerCutTest.succeeds(
                "mount", "-o", "remount,size=64m", directory.resolve("disk").toString()));
        RecoveryReport report = Recovery.recover(spool, new DirectorySink(directory.resolve("out")));
        assertEquals(List.of(), report.problems());
        long kept = 0;
        for (int serial = 0; serial < RECORDINGS; serial++) {
            String what = "r" + serial;
            long samples = KillCampaignTest.checkBytes(directory.resolve("out").resolve(what + ".wav"), serial, what);
            assertTrue(samples >= durable[serial], what + " has " + samples + " of " + durable[serial]);
            kept += samples;
        }
        System.out.println("full tmpfs: " + failed + " of " + RECORDINGS + " recordings failed, typed; " + kept
                + " samples kept, none below the durable position missing");
    }

    /** One frame for each; whether one has ended by the full disk. */
    private static boolean feed(List<OpenResult.Opened> calls, long[] sent) {
        byte[] frame = new byte[320];
        for (int round = 0; round < 20; round++) {
            for (int serial = 0; serial < calls.size(); serial++) {
                for (int s = 0; s < 160; s++) {
                    short value = Victim.sample(serial, sent[serial] + s);
                    frame[2 * s] = (byte) value;
                    frame[2 * s + 1] = (byte) (value >> 8);
                }
                OpenResult.Opened call = calls.get(serial);
                if (call.input().hasRoom(frame.length)
                        && call.input().onAudio((int) sent[serial], frame, 0, frame.length, System.nanoTime())) {
                    sent[serial] += 160;
                }
                if (call.recording().termination() != null) {
                    return true;
                }
            }
        }
        return false;
    }
}
