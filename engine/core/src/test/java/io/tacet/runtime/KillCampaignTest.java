package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingResult;
import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.sink.DirectorySink;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with 50 live recordings at random instants ({@code -Dtacet.kills=1000} for more) and shows that every frame which the
 * recorder had drained 100 ms before is in the recovered files, that each recording is delivered once and told of.
 */
class KillCampaignTest {
    private static final long PROMISE_NANOS = 100_000_000L;
    private static final long UNDISTURBED_NANOS = 20_000_000L;
    private static final long WRITES_NANOS = 1_000_000_000L;

    private long recordings;
    private long kept;
    private long beyond;
    private long toldTwice;
    private long starvedOnes;
    private int stalls;
    private long longestStall;
    private long worst;
    private long longestGap;

    @Test
    void shouldLoseNothingOfAFewKilledProcesses(@TempDir Path directory) throws Exception {
        campaign(directory, 3, 20);
    }

    @Test
    @Tag("fault")
    void shouldLoseNothingThatWasDrained100MillisBeforeAKill(@TempDir Path directory) throws Exception {
        campaign(directory, Integer.getInteger("tacet.kills", 100), System.nanoTime());
    }

    private void campaign(Path directory, int kills, long seed) throws Exception {
        System.out.println("kill campaign: seed " + seed);
        Random random = new Random(seed);
        long start = System.nanoTime();
        for (int i = 0; i < kills; i++) {
            Path run = Files.createDirectory(directory.resolve("run" + i));
            kill(run, random, i);
            delete(run);
        }
        System.out.printf(
                "kill campaign: %d kills, %d recordings, %d samples kept, 0 missing, %d more than promised, "
                        + "%d told twice, oldest lost frame %.1f ms, %d recordings needed what the machine added: before %d kills "
                        + "writes had stalled, %.1f ms at most; longest wait for a processor %.1f ms, "
                        + "%.1f s%n",
                kills,
                recordings,
                kept,
                beyond,
                toldTwice,
                worst / 1e6,
                starvedOnes,
                stalls,
                longestStall / 1e6,
                longestGap / 1e6,
                (System.nanoTime() - start) / 1e9);
    }

    private void kill(Path run, Random random, int number) throws Exception {
        Path spool = run.resolve("spool");
        Path out = run.resolve("out");
        KillLedger ledger = new KillLedger(run.resolve("ledger"));
        String durability = number % 2 == 0 ? "PROCESS" : "POWER";
        Process process = start("run", spool, out, run.resolve("ledger"), random.nextLong(), durability);
        await(process, ledger);
        Thread.sleep(random.nextInt(number % 10 == 0 ? 2500 : 900));
        long killed = System.nanoTime();
        process.destroyForcibly().waitFor();
        shouldPlayBeforeRecovery(spool);
        List<String> left = tree(spool);
        if (number % 4 == 3) {
            killRecovery(run, spool, out, random);
        }
        List<Integer> told = new ArrayList<>();
        RecoveryReport report = Recovery.recover(spool, new DirectorySink(out), r -> told.add(Victim.serial(r)));
        assertEquals(List.of(), report.problems(), "problems of run " + number);
        for (RecordingResult result : report.results()) {
            if (result instanceof RecordingResult.Failed failed) {
                throw new AssertionError("run " + number + ": " + failed.recordingId() + " " + failed.reason());
            }
        }
        try {
            check(ledger, out, killed, told, number, number % 4 == 3);
        } catch (AssertionError lost) {
            throw new AssertionError(lost.getMessage() + "; the process left " + left, lost);
        }
        List<String> before = listing(out);
        RecoveryReport again = Recovery.recover(spool, new DirectorySink(out));
        assertEquals(List.of(), again.results(), "recovery is done after the first run");
        assertEquals(before, listing(out));
        try (Stream<Path> stays = Files.list(spool)) {
            assertEquals(0, stays.count(), "the spool is empty");
        }
    }

    private static void killRecovery(Path run, Path spool, Path out, Random random) throws Exception {
        KillLedger ledger = new KillLedger(run.resolve("ledger-recovery"));
        Process process = start("recover", spool, out, run.resolve("ledger-recovery"), 0, "POWER");
        await(process, ledger);
        Thread.sleep(random.nextInt(200));
        process.destroyForcibly().waitFor();
        assertEquals(0, ledger.defects(), "problems of a recovery that was killed");
    }

    private void check(KillLedger ledger, Path out, long killed, List<Integer> told, int number, boolean twice)
            throws IOException {
        long starved = starved(ledger, killed) + stalled(ledger, killed);
        assertEquals(0, ledger.defects(), "defects of run " + number);
        for (int serial = 0; serial < ledger.count(); serial++) {
            String what = "recording " + serial + " of run " + number;
            Path wav = out.resolve("r" + serial + ".wav");
            assertFalse(ledger.hasFailed(serial), what + " failed while its process lived");
            if (!Files.exists(wav) && ledger.openedNanos(serial) > killed - PROMISE_NANOS - starved) {
                continue;
            }
            assertTrue(
                    Files.exists(wav),
                    what + " is gone; opened " + (killed - ledger.openedNanos(serial)) / 1_000_000
                            + " ms before the kill, ended at "
                            + ledger.endedSamples(serial) + ", told of " + ledger.toldCount(serial) + " times");
            recordings++;
            long samples = checkBytes(wav, serial, what);
            long durable = ledger.durableBy(serial, killed);
            assertTrue(samples >= durable, what + " has " + samples + " of " + durable + " durable samples");
            long lost = ledger.drainedBeyond(serial, samples);
            worst = Math.max(worst, lost == Long.MAX_VALUE ? 0 : killed - lost);
            long promised = ledger.drainedBy(serial, killed - PROMISE_NANOS - starved);
            starvedOnes += samples < ledger.drainedBy(serial, killed - PROMISE_NANOS) ? 1 : 0;
            assertTrue(
                    samples >= promised,
                    what + " has " + samples + " of " + promised + " samples, allowed were " + starved / 1_000_000
                            + " ms");
            kept += samples;
            beyond += samples - promised;
            if (ledger.endedNanos(serial) < killed - PROMISE_NANOS - starved) {
                assertEquals(ledger.endedSamples(serial), samples, what + " had ended");
            }
            int events = (int) ledger.toldCount(serial);
            for (int one : told) {
                events += one == serial ? 1 : 0;
            }
            assertTrue(events >= 1 || twice, what + " was not told of");
            toldTwice += events > 1 ? 1 : 0;
        }
    }

    /**
     * What a machine with too few processors adds to the promise: what the engine's threads waited for one, and since the last look at that
     * recorder and journal each as long as the snapshots did.
     */
    private long starved(KillLedger ledger, long killed) {
        long gap = ledger.longestGap(killed - 4 * PROMISE_NANOS, killed);
        longestGap = Math.max(longestGap, gap);
        long waited = ledger.waited(killed - 4 * PROMISE_NANOS, killed);
        return (gap > UNDISTURBED_NANOS ? 2 * gap : 0) + (waited > UNDISTURBED_NANOS ? waited : 0);
    }

    /** What a system adds that does not take writes: how long the journal's took in the last second, if longer than writes take. */
    private long stalled(KillLedger ledger, long killed) {
        long wrote = ledger.wrote(killed - WRITES_NANOS, killed);
        if (wrote <= UNDISTURBED_NANOS) {
            return 0;
        }
        stalls++;
        longestStall = Math.max(longestStall, wrote);
        return wrote;
    }

    static long checkBytes(Path wav, int serial, String what) throws IOException {
        byte[] bytes = Files.readAllBytes(wav);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(bytes.length - 44, file.getInt(40), what + " has an exact header");
        long samples = (bytes.length - 44) / 2;
        for (int i = 0; i < samples; i++) {
            if (Victim.sample(serial, i) != file.getShort(44 + 2 * i)) {
                throw new AssertionError(what + " differs at sample " + i + " of " + samples);
            }
        }
        return samples;
    }

    private static void shouldPlayBeforeRecovery(Path spool) throws IOException {
        try (Stream<Path> files = Files.walk(spool)) {
            for (Path part : files.filter(f -> f.toString().endsWith(".part")).toList()) {
                if (Files.size(part) > 44) {
                    try (WavReader reader = WavReader.open(part)) {
                        assertEquals((Files.size(part) - 44) / 2, reader.samples(), part + " plays");
                    }
                }
            }
        }
    }

    static Process start(String what, Path spool, Path out, Path ledger, long seed, String durability)
            throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                what,
                spool.toString(),
                out.toString(),
                ledger.toString(),
                Long.toString(seed),
                durability);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static void await(Process process, KillLedger ledger) throws InterruptedException {
        long patience = System.nanoTime() + Victim.PATIENCE.toNanos();
        while (!ledger.isReady()) {
            assertTrue(System.nanoTime() < patience, "the process is not ready in time");
            if (process.waitFor(2, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the process ended by itself with " + process.exitValue());
            }
        }
    }

    private static List<String> listing(Path directory) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                all.add(file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return all;
    }

    private static List<String> tree(Path directory) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted().toList()) {
                all.add(file.getFileName() + " " + Files.size(file));
            }
        }
        return all;
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
