package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tacet.RecordingResult;
import io.tacet.Recovery;
import io.tacet.RecoveryReport;
import io.tacet.sink.DirectorySink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the real system: system calls that fail by strace, file handles that run out. Skipped with a word where that is not to be had. */
@Tag("fault")
class RealFaultTest {
    private static final List<String> INJECTIONS = List.of(
            "pwrite64:error=EIO:when=3",
            "pwrite64:error=EIO:when=12+",
            "pwrite64:error=ENOSPC:when=5+4",
            "fdatasync:error=EIO:when=1",
            "fdatasync:error=EIO:when=2+",
            "fsync:error=EIO:when=2",
            "fsync:error=EIO:when=1+",
            "openat:error=EMFILE:when=2",
            "openat:error=EMFILE:when=3+",
            "rename:error=EIO:when=1+2",
            "ftruncate:error=EIO:when=1+");

    private static final int RECORDINGS = 4;
    private static final Pattern RESULT = Pattern.compile("result r(\\d+) (\\w+) ?(.*)");
    private static final Pattern HANDLES =
            Pattern.compile("refused NO_HANDLES (\\d+) of (\\d+) file handles are in use; 5 % are kept free");

    @TempDir
    Path directory;

    private int failed;
    private int recordings;

    /** The child, its lines so far. */
    private record Child(Process process, BufferedReader out, List<String> lines) {
        static Child start(List<String> before, Path spool, Path sink, int recordings) throws IOException {
            List<String> command = new ArrayList<>(before);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FaultChild.class.getName(),
                    spool.toString(),
                    sink.toString(),
                    Integer.toString(recordings)));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Child(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                    new ArrayList<>());
        }

        void awaitWarm() throws IOException {
            String line = out.readLine();
            while (line != null && !line.equals("warm")) {
                line = out.readLine();
            }
            assertEquals("warm", line);
        }

        void goOn() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        void end() throws IOException, InterruptedException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
            process.waitFor();
        }
    }

    @Test
    void shouldTypeAndRecoverWhateverSystemCallFails() throws Exception {
        for (String injection : INJECTIONS) {
            Path run = Files.createDirectory(directory.resolve(injection.replaceAll("[^a-zA-Z0-9]", "-")));
            inject(injection, run);
        }
        System.out.println("system calls that fail by strace: " + INJECTIONS.size() + " kinds, " + recordings
                + " recordings, " + failed + " failed, 100 % typed, the others whole, all of the spool recovered");
    }

    private void inject(String injection, Path run) throws Exception {
        Path spool = run.resolve("spool");
        Path out = run.resolve("out");
        Child child = Child.start(List.of(), spool, out, RECORDINGS);
        try {
            child.awaitWarm();
            Process strace = attach(child.process.pid(), injection);
            child.goOn();
            child.end();
            strace.waitFor();
        } finally {
            child.process.destroyForcibly();
        }
        List<Integer> completed = new ArrayList<>();
        int results = 0;
        for (String line : child.lines) {
            Matcher result = RESULT.matcher(line);
            if (result.matches()) {
                results++;
                if (result.group(2).equals("Completed")) {
                    completed.add(Integer.parseInt(result.group(1)));
                } else {
                    failed++;
                    assertTrue(result.group(3).matches("(STORAGE|DELIVERY) .+"), injection + ": " + line);
                }
            }
        }
        boolean refused = child.lines.stream().anyMatch(line -> line.startsWith("refused "));
        assertTrue(results == RECORDINGS || refused, injection + ": " + child.lines);
        recordings += results;
        RecoveryReport report = Recovery.recover(spool, new DirectorySink(out));
        assertEquals(List.of(), report.problems(), injection);
        for (RecordingResult one : report.results()) {
            boolean asDecided =
                    !(one instanceof RecordingResult.Failed told) || told.kind() == RecordingResult.FailureKind.STORAGE;
            assertTrue(asDecided, injection + ": " + one);
            assertTrue(Files.exists(out.resolve(one.recordingId() + ".wav")), injection + ": " + one);
        }
        for (int serial = 1; serial <= RECORDINGS; serial++) {
            Path wav = out.resolve("r" + serial + ".wav");
            String what = injection + ": r" + serial + " of " + child.lines;
            if (completed.contains(serial) || Files.exists(wav)) {
                long samples = KillCampaignTest.checkBytes(wav, serial, what);
                assertTrue(!completed.contains(serial) || samples == FaultChild.FRAMES * 160L, what);
            }
        }
    }

    private static Process attach(long pid, String injection) throws IOException {
        Process strace;
        try {
            strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-p",
                            Long.toString(pid),
                            "-o",
                            "/dev/null",
                            "-e",
                            "trace=" + injection.substring(0, injection.indexOf(':')),
                            "-e",
                            "inject=" + injection)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            strace = null;
        }
        assumeTrue(strace != null, "skipped: strace is missing");
        BufferedReader said =
                new BufferedReader(new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        assumeTrue(line != null && line.contains("attached"), "skipped: strace may not attach here: " + line);
        return strace;
    }

    @Test
    void shouldRefuseWithTheNumberBeforeFileHandlesRunOut() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "skipped: handles are counted on Linux only");
        Path out = directory.resolve("out");
        List<String> limited = List.of("bash", "-c", "ulimit -n 160; exec \"$0\" \"$@\"");
        Child child = Child.start(limited, directory.resolve("spool"), out, 500);
        child.awaitWarm();
        child.goOn();
        child.end();
        assertEquals(0, child.process.exitValue(), child.lines.toString());
        Matcher refused = HANDLES.matcher(child.lines.get(0));
        assertTrue(refused.matches(), child.lines.get(0));
        assertEquals("160", refused.group(2));
        assertTrue(Integer.parseInt(refused.group(1)) >= 152, refused.group());
        int opened = child.lines.size() - 2;
        assertTrue(opened >= 40, opened + " recordings were admitted");
        for (int serial = 1; serial <= opened; serial++) {
            assertEquals("result r" + serial + " Completed ", child.lines.get(serial));
            String what = "r" + serial;
            assertEquals(
                    FaultChild.FRAMES * 160L, KillCampaignTest.checkBytes(out.resolve(what + ".wav"), serial, what));
        }
        System.out.println("file handles: " + opened + " recordings with 160 handles, then " + refused.group()
                + "; all of them whole");
    }
}
