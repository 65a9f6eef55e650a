package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir
    Path directory = Path.of("");

    private CommandRun record(Path input, String... options) {
        List<String> arguments = new ArrayList<>(List.of("record", input.toString()));
        arguments.addAll(Arrays.asList(options));
        if (!arguments.contains("--out")) {
            arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path wav() throws IOException {
        return Wavs.pcm16(directory.resolve("a.wav"), 8000, new short[8000]);
    }

    private void refused(String message, CommandRun run) throws IOException {
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertEquals(List.of("tacet record: " + message), run.errLines());
        assertNothingRecorded();
    }

    private void assertNothingRecorded() throws IOException {
        Path out = directory.resolve("out");
        if (Files.isDirectory(out)) {
            try (Stream<Path> files = Files.walk(out)) {
                assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --duration|0|above 0 to 2147483647 seconds
                    --duration|-1|above 0 to 2147483647 seconds
                    --duration|2147483648|above 0 to 2147483647 seconds
                    --duration|1e3|above 0 to 2147483647 seconds
                    --duration|NaN|above 0 to 2147483647 seconds
                    --duration|""|above 0 to 2147483647 seconds
                    --silence|0|above 0 to 1000 seconds
                    --silence|0.0000000001|above 0 to 1000 seconds
                    --silence|1001|above 0 to 1000 seconds
                    --silence|1000.001|above 0 to 1000 seconds
                    --silence|+3|above 0 to 1000 seconds
                    --silence|3,5|above 0 to 1000 seconds
                    --silence|٣|above 0 to 1000 seconds
                    --initial-silence|-0|0 (wait for ever) to 1000 seconds
                    --initial-silence|1001|0 (wait for ever) to 1000 seconds
                    --threshold|0|1 to 1000
                    --threshold|1001|1 to 1000
                    --threshold|high|1 to 1000
                    --calibration|61|-60 to 60 dB
                    --minimum-activity|101|0 to 100
                    --minimum-activity|2.5|whole numbers of 0 to 100
                    --terminators|A|one or more of 0123456789*#
                    --terminators|""|one or more of 0123456789*#
                    --ignore-keys|-1|0 to 2147483647 seconds
                    --media-timeout|x|0 (never) to 2147483647 seconds
                    --scale|loud|reference, amplitude
                    --format|mp3|pcm16, mulaw, alaw
                    --channel|middle|left, right, mix
                    --press|#|KEY@SECONDS with a key of 0123456789*#ABCD!, as #@4.2
                    --press|E@1|KEY@SECONDS with a key of 0123456789*#ABCD!, as #@4.2
                    --press|1@-1|KEY@SECONDS with a key of 0123456789*#ABCD!, as #@4.2
                    --id|a/b|1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot
                    --id|..|1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot
                    --id|""|1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot
                    --udp-port|0|1 to 65535
                    --udp-port|65536|1 to 65535
                    --ssrc|4294967296|0 to 4294967295, or 0x0 to 0xFFFFFFFF
                    --ssrc|0x123456789|0 to 4294967295, or 0x0 to 0xFFFFFFFF
                    --ssrc|-1|0 to 4294967295, or 0x0 to 0xFFFFFFFF
                    --event-pt|128|0 to 127
                    """)
    void shouldNameTheOptionAndWhatIsAllowed(String option, String value, String allowed) throws IOException {
        refused(
                option + " is '" + value + "'; allowed are " + allowed + " (tacet record --help)",
                record(wav(), option, value));
    }

    @Test
    void shouldRefuseOptionsThatDoNotGoTogether() throws IOException {
        Path other = Wavs.pcm16(directory.resolve("b.wav"), 8000, new short[8000]);
        refused(
                "--id is 'x' for 2 inputs; allowed is one input (tacet record --help)",
                record(wav(), other.toString(), "--id", "x"));
        refused(
                "--initial-silence needs --silence: give the seconds of silence that end the recording"
                        + " (tacet record --help)",
                record(wav(), "--initial-silence", "2"));
        refused(
                "--udp-port, --ssrc and --event-pt are for captures; " + wav() + " is a WAV",
                record(wav(), "--udp-port", "5"));
    }

    @Test
    void shouldRefusePressesBehindTheEnd() throws IOException {
        refused(
                wav() + ": --press is '#@1.1'; allowed are 0 to 1.0 seconds, the length of " + wav(),
                record(wav(), "--press", "1@0.5", "--press", "#@1.1"));
    }

    @Test
    void shouldRefuseInputsThatCannotBeRead() throws IOException {
        Path missing = directory.resolve("missing.wav");
        refused(missing + ": does not exist", record(missing));
        refused(directory + ": is a directory; allowed are WAV, pcap and pcapng files", record(directory));
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        refused(empty + ": is empty; allowed are WAV, pcap and pcapng files", record(empty));
        Path text = Files.writeString(directory.resolve("notes.txt"), "Dear diary", StandardCharsets.UTF_8);
        refused(text + ": is neither a WAV nor a capture; allowed are WAV (RIFF, RF64), pcap and pcapng", record(text));
        Path zipped = Files.write(directory.resolve("a.pcap.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0});
        refused(zipped + ": is compressed (gzip); unpack it first", record(zipped));
    }

    @Test
    void shouldRefuseAnOutputThatIsNoDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x", StandardCharsets.UTF_8);
        refused(
                "--out is " + file + ", which is not a directory; allowed is a writable directory, or one that can be"
                        + " made (tacet record --help)",
                record(wav(), "--out", file.toString()));
        Path below = file.resolve("deeper");
        CommandRun run = record(wav(), "--out", below.toString());
        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size());
        assertTrue(run.err().contains("--out is " + below + ", which cannot be made"), run.err());
    }

    @Test
    void shouldRefuseAnOutputThatMayNotBeWritten() throws IOException {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "this user may write everywhere");
        refused(
                "--out is " + locked + ", which is not writable; allowed is a writable directory, or one that can be"
                        + " made (tacet record --help)",
                record(wav(), "--out", locked.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "record", "play", "record --loud", "record a.wav --silence", "--silence 3"})
    void shouldAnswerOtherMistakesInOneLine(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().startsWith("tacet"), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }

    @Test
    void shouldPrintHelpAndVersionOnStandardOutput() {
        CommandRun help = CommandRun.of("record", "--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("--silence=S"), help.out());
        assertEquals("", help.err());
        CommandRun version = CommandRun.of("--version");
        assertEquals(0, version.exitCode());
        assertTrue(version.out().startsWith("tacet "), version.out());
    }

    @Test
    void shouldKeepMessagesOnOneLineWhateverIsTyped() {
        CommandRun run = CommandRun.of("record", "--lo\nud\u001b[31m", "a.wav");
        assertEquals(1, run.errLines().size(), run.err());
        assertFalse(run.err().contains("\u001b"), run.err());
    }
}
