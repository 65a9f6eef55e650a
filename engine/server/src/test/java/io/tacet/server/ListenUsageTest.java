package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ListenUsageTest {
    private static final String ENCODINGS =
            "pcmu, pcma and l16, with /RATE of 8000, 16000, 32000 or 48000 and @TYPE of 0 to 127, such as l16/16000@96";
    private static final String EVENTS = "0 to 127, with /RATE of 8000 to 48000, such as 101/16000";
    private static final String SOURCES = "HOST:PORT with a port of 1 to 65535, IPv6 as [HOST]:PORT";

    @TempDir
    Path directory = Path.of("");

    /** Refused in one line, before anything is made. */
    private void refused(String message, String... options) {
        List<String> arguments = new ArrayList<>(List.of("listen"));
        arguments.addAll(Arrays.asList(options));
        arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertEquals(List.of("tacet listen: " + message + " (tacet listen --help)"), run.errLines());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
        assertFalse(Files.exists(directory.resolve("out")), "made its directory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --port|-1
                    --port|65536
                    --port|5004.5
                    --port|http
                    --port|""
                    """)
    void shouldNameThePortsThatThereAre(String option, String value) {
        String allowed = value.equals("5004.5") ? "whole numbers of 0 to 65535" : "0 to 65535";
        refused(option + " is '" + value + "'; allowed are " + allowed, option, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --encoding|opus
                    --encoding|g722/8000
                    --encoding|pcm16
                    --encoding|l16/44100
                    --encoding|pcmu@128
                    --encoding|pcmu/
                    --encoding|""
                    """)
    void shouldNameTheEncodingsThatThereAre(String option, String value) {
        refused(option + " is '" + value + "'; allowed are " + ENCODINGS, "--port", "0", option, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --event-pt|128
                    --event-pt|-1
                    --event-pt|101/4000
                    --event-pt|dtmf
                    """)
    void shouldNameThePayloadTypesOfEvents(String option, String value) {
        refused(option + " is '" + value + "'; allowed are " + EVENTS, "--port", "0", option, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    127.0.0.1|""
                    127.0.0.1:0|", of a host that is known here"
                    127.0.0.1:65536|", of a host that is known here"
                    :5004|""
                    ::1:5004|""
                    no-such-host.invalid:5004|", of a host that is known here"
                    """)
    void shouldNameWhatASourceIs(String value, String more) {
        refused("--source is '" + value + "'; allowed are " + SOURCES + more, "--port", "0", "--source", value);
    }

    @Test
    void shouldNeedAPortOrASessionDescription() {
        refused("--port is missing; allowed are 0 (any) to 65535");
    }

    @Test
    void shouldRefuseAHostThatIsUnknownOrNotThisOne() {
        refused(
                "--host is 'no-such-host.invalid'; allowed are an IP address, or a host name that is known here",
                "--port",
                "0",
                "--host",
                "no-such-host.invalid");
        CommandRun run = CommandRun.of("listen", "--port", "0", "--host", "192.0.2.1", "--out", directory + "/out");
        assertEquals(2, run.exitCode());
        assertEquals(1, run.errLines().size());
        assertTrue(run.err().startsWith("tacet listen: cannot listen on 192.0.2.1:0: "), run.err());
        assertFalse(Files.exists(directory.resolve("out")), "made its directory");
    }

    @Test
    void shouldRefuseAPortThatIsInUse() throws IOException {
        try (DatagramSocket owner = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(owner.getLocalPort());
            CommandRun run = CommandRun.of("listen", "--port", port, "--out", directory + "/out");
            assertEquals(2, run.exitCode());
            assertEquals(1, run.errLines().size());
            assertTrue(run.err().startsWith("tacet listen: cannot listen on 127.0.0.1:" + port + ": "), run.err());
            assertTrue(
                    run.err().contains("; --host takes an address of this host, --port a free port or 0"), run.err());
            assertFalse(Files.exists(directory.resolve("out")), "made its directory");
        }
    }

    @Test
    void shouldRefuseASessionDescriptionThatItCannotUse() throws IOException {
        Path absent = directory.resolve("absent.sdp");
        refused("--sdp is " + absent + ", which does not exist", "--sdp", absent.toString());
        refused(
                "--sdp is " + directory + ", which is a directory; allowed is a session description",
                "--sdp",
                directory.toString());
        Path garbage = Files.write(directory.resolve("garbage.sdp"), new byte[] {0, 1, 2, (byte) 0xFF, '\n', 'm', '='});
        refused(
                "--sdp is " + garbage + ", which has no audio that can be recorded (m=); usable are PCMU, PCMA and L16,"
                        + " mono, at 8000, 16000, 32000 or 48000 Hz, over RTP/AVP",
                "--sdp",
                garbage.toString());
        refused(
                "--encoding does not go with --sdp, which says what the packets carry; allowed is one of them",
                "--sdp",
                garbage.toString(),
                "--encoding",
                "pcmu");
    }

    @Test
    void shouldRefuseANameThatIsTaken() throws IOException {
        Path taken = Files.createFile(directory.resolve("a.wav"));
        CommandRun run = CommandRun.of("listen", "--port", "0", "--id", "a", "--out", directory.toString());
        assertEquals(2, run.exitCode());
        assertEquals(
                "tacet listen: --id is 'a', but " + taken
                        + " exists and is never overwritten; allowed is a name that is free (tacet listen --help)\n",
                run.err());
    }

    @Test
    void shouldRefuseLimitsAndNamesAsRecordDoes() {
        refused("--silence is '0'; allowed are above 0 to 1000 seconds", "--port", "0", "--silence", "0");
        refused("--wait is '-1'; allowed are 0 to 86400 seconds", "--port", "0", "--wait", "-1");
        refused(
                "--id is '../a'; allowed are 1 to 128 of A-Z a-z 0-9 . _ -, not beginning with a dot",
                "--port",
                "0",
                "--id",
                "../a");
    }
}
