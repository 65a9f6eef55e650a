package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power cuts of a real file system: ext4 on a loop device is shut down without its log being flushed (EXT4_IOC_SHUTDOWN), so that what was
 * never synced is gone, then mounted again. Nothing below the published durable position may be missing. Needs root, loop devices, perl.
 */
@Tag("fault")
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("tacet.cuts", 20);
    private static final int IMAGE_MEGABYTES = 512;
    /** {@code _IOR('X', 125, __u32)} with EXT4_GOING_FLAGS_NOLOGFLUSH. */
    private static final String SHUTDOWN =
            "open(my $f, '<', $ARGV[0]) or die; my $flags = pack('L', 2); ioctl($f, 0x8004587D, $flags) or die";

    private long recordings;
    private long kept;
    private long durable;

    @Test
    void shouldLoseNothingBelowTheDurablePositionInAPowerCut(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                succeeds("truncate", "-s", IMAGE_MEGABYTES + "M", image.toString())
                        && succeeds("mkfs.ext4", "-q", image.toString())
                        && mount(image, disk),
                "skipped: no ext4 on a loop device can be mounted here");
        try {
            assumeTrue(succeeds("perl", "-e", "exit 0"), "skipped: perl is missing, which asks for the cut");
            long seed = System.nanoTime();
            System.out.println("power cuts: seed " + seed);
            Random random = new Random(seed);
            for (int i = 0; i < CUTS; i++) {
                cut(image, disk, directory.resolve("ledger" + i), random, i);
            }
        } finally {
            succeeds("umount", disk.toString());
        }
        System.out.printf(
                "power cuts: %d, %d recordings, %d samples below the durable position, 0 of them missing, %d more kept%n",
                CUTS, recordings, durable, kept - durable);
        assertTrue(durable > 0, "no recording was durable before a cut");
    }

    private void cut(Path image, Path disk, Path ledgerFile, Random random, int number) throws Exception {
        Path spool = disk.resolve("spool" + number);
        Path out = disk.resolve("out" + number);
        KillLedger ledger = new KillLedger(ledgerFile);
        Process process = KillCampaignTest.start("run", spool, out, ledgerFile, random.nextLong(), "POWER");
        KillCampaignTest.await(process, ledger);
        Thread.sleep(500 + random.nextInt(1000));
        long cut = System.nanoTime();
        assertTrue(succeeds("perl", "-e", SHUTDOWN, disk.toString()), "the file system was not shut down");
        process.destroyForcibly().waitFor();
        assertTrue(succeeds("umount", disk.toString()) && mount(image, disk), "the file system did not come back");

        RecoveryReport report = Recovery.recover(spool, new DirectorySink(out));
        assertEquals(List.of(), report.problems(), "problems after cut " + number);
        for (int serial = 0; serial < ledger.count(); serial++) {
            check(ledger, out, serial, cut, number);
        }
        KillCampaignTest.delete(spool);
        KillCampaignTest.delete(out);
    }

    private void check(KillLedger ledger, Path out, int serial, long cut, int number) throws IOException {
        long promised = ledger.durableBy(serial, cut);
        Path wav = out.resolve("r" + serial + ".wav");
        String what = "recording " + serial + " of cut " + number;
        if (promised == 0 && !Files.exists(wav)) {
            return;
        }
        assertTrue(Files.exists(wav), what + " is gone; " + promised + " samples were durable");
        long samples = KillCampaignTest.checkBytes(wav, serial, what);
        assertTrue(samples >= promised, what + " has " + samples + " of " + promised + " durable samples");
        recordings++;
        kept += samples;
        durable += promised;
    }

    private static boolean mount(Path image, Path disk) throws Exception {
        return succeeds("mount", "-o", "loop", image.toString(), disk.toString());
    }

    static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
