package io.tacet.server.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tacet.server.ListenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** GStreamer sends a tone and the keys of rtpdtmfsrc as one stream; gst-launch cannot press keys, Python's binding can. */
@Tag("interop")
@Timeout(90)
class GstreamerTest {
    /** The system's own, which has the binding. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final double MOST_LATE_SECONDS = 0.25;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void needGstreamer() throws IOException, InterruptedException {
        Program.assumeRuns("gst-inspect-1.0", "rtpdtmfsrc");
        Program.assumeRuns("gst-inspect-1.0", "rtppcmupay");
        Program.assumeRuns("gst-inspect-1.0", "mulawenc");
        Program.assumeRuns("gst-inspect-1.0", "rtpdtmfmux");
        Program.assumeRuns(PYTHON, "-c", "import gi; gi.require_version('Gst', '1.0'); from gi.repository import Gst");
    }

    @Test
    void shouldEndAtTheTerminatorThatGstreamerPresses() throws IOException, InterruptedException {
        Path script = Program.resource(directory, "dtmf.py", "-", "");
        try (ListenProcess listen = ListenProcess.begin(directory, "--terminators", "#");
                Program gstreamer =
                        Program.start(directory, PYTHON, script.toString(), Integer.toString(listen.port()), "15*#")) {
            JsonNode manifest = listen.end(0);
            gstreamer.end();
            StringBuilder digits = new StringBuilder();
            for (JsonNode digit : manifest.get("digits")) {
                double nominal = 0.6 * (digits.length() + 1);
                double at = digit.get("atSeconds").asDouble();
                assertTrue(Math.abs(at - nominal) < MOST_LATE_SECONDS, digit + ", pressed at " + nominal + " s");
                digits.append(digit.get("digit").asText());
            }
            assertEquals("15*#", digits.toString());
            assertEquals(
                    "TERMINATOR #",
                    manifest.get("cause").asText() + " "
                            + manifest.get("terminator").asText());
            assertSamples(manifest);
        }
    }

    /** The file ends at the press, and is made of the packets of 160 samples and the stretches that keys took. */
    private static void assertSamples(JsonNode manifest) throws IOException {
        long samples = manifest.get("samples").asLong();
        JsonNode digits = manifest.get("digits");
        double press = digits.get(digits.size() - 1).get("atSeconds").asDouble();
        assertEquals(Math.round(press * 8000), samples);
        long received = 160 * manifest.get("counters").get("written").asLong();
        double filled = 0;
        for (JsonNode gap : manifest.get("gaps")) {
            filled += gap.get("seconds").asDouble();
        }
        long whole = received + Math.round(filled * 8000);
        assertTrue(whole >= samples && whole - samples < 160, whole + " samples were received or filled of " + samples);
        assertEquals(44 + 2 * samples, Files.size(Path.of(manifest.get("file").asText())));
    }
}
