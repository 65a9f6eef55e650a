package io.tacet.samples.voicemail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** sipp calls 100 times, 20 at a time, four kinds of callers at once: every message is whole, and its cause right. */
@Tag("interop")
@Timeout(180)
class SippTest {
    private static final int CALLS_OF_A_KIND = 25;
    private static final int AT_ONCE_OF_A_KIND = 5;
    private static final int SILENCE_SECONDS = 2;
    private static final int SPOKEN_FRAMES = 150;
    /** sipp begins to speak with its ACK, the greeting is 60 ms; the rest is how long a busy machine may take to begin. */
    private static final int MOST_MISSING_FRAMES = 50;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void needSipp() {
        Program.assumeThere("sipp");
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: sipp plays captures as root only");
    }

    @Test
    void shouldTakeAHundredMessagesTwentyAtATime() throws Exception {
        byte[] spoken = Speech.ulaw(SPOKEN_FRAMES);
        byte[] andSilence = Arrays.copyOf(spoken, spoken.length + (SILENCE_SECONDS + 2) * 8000);
        Arrays.fill(andSilence, spoken.length, andSilence.length, (byte) 0xFF);
        Map<String, Capture> kinds = new TreeMap<>(Map.of(
                "hangs-up", new Capture().audio(spoken),
                "hangs-up-tcp", new Capture().audio(spoken),
                "presses", new Capture().audio(spoken).press(5).press(11),
                "falls-silent", new Capture().audio(andSilence)));
        try (RunningVoicemail voicemail =
                RunningVoicemail.start(directory, Duration.ofMillis(200), 50, 200, SILENCE_SECONDS)) {
            List<Program> callers = new ArrayList<>();
            for (Map.Entry<String, Capture> kind : kinds.entrySet()) {
                callers.add(sipp(voicemail.port, kind.getKey(), kind.getValue()));
            }
            for (Program caller : callers) {
                caller.end(120);
                caller.close();
            }
            check(voicemail, spoken, andSilence);
            assertTrue(voicemail.errors.isEmpty(), voicemail.toString());
        }
    }

    private Program sipp(int port, String name, Capture capture) throws IOException {
        boolean byCaller = name.startsWith("hangs-up");
        Path audio = capture.write(directory.resolve(name + ".pcap"));
        String end = text(byCaller ? "caller-hangs-up.xml" : "voicemail-hangs-up.xml");
        String scenario = text("call.xml")
                .replace("{end}", end)
                .replace("{name}", name)
                .replace("{capture}", audio.toString())
                .replace("{millis}", Integer.toString(capture.millis() + 200));
        Path file = Files.writeString(directory.resolve(name + ".xml"), scenario);
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", file.toString(), "-i", "127.0.0.1", "-nostdin"));
        command.addAll(List.of("-p", free(), "-mp", free(), "-m", Integer.toString(CALLS_OF_A_KIND)));
        command.addAll(List.of("-l", Integer.toString(AT_ONCE_OF_A_KIND), "-r", "5", "-timeout", "110"));
        command.addAll(List.of("-t", name.endsWith("tcp") ? "t1" : "u1", "127.0.0.1:" + port));
        return Program.start(directory, command);
    }

    private static void check(RunningVoicemail voicemail, byte[] spoken, byte[] andSilence) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 4 * CALLS_OF_A_KIND; i++) {
            JsonNode event = voicemail.event();
            assertEquals("ACTION_SUCCESSFUL", RunningVoicemail.type(event));
            JsonNode manifest = voicemail.manifest(event);
            String kind = event.at("/CallDetails/Participants/0/From").asText();
            outcomes.merge(kind + " " + manifest.get("cause").asText(), 1, Integer::sum);
            keys.add(event.at("/ActionData/RecordingDestination/Key").asText());
            short[] message = voicemail.samples(event);
            if (kind.equals("falls-silent")) {
                int end = (int) (manifest.get("endedAtSample").asLong() - message.length);
                assertEquals(0, end, "nothing is trimmed");
                int said = spoken.length + silenceAfter(message, spoken);
                Speech.assertIsWhatWasSaid(andSilence, said, MOST_MISSING_FRAMES, message);
            } else if (kind.equals("presses")) {
                // The key 5 is part of the message, as the silence that the caller sent beside it; the key # is not.
                int said = spoken.length + Capture.PRESS;
                Speech.assertIsWhatWasSaid(andSilence, said, MOST_MISSING_FRAMES, message);
                assertEquals("#", manifest.get("terminator").asText());
                assertEquals("5", manifest.at("/digits/0/digit").asText());
            } else {
                Speech.assertIsWhatWasSaid(spoken, spoken.length, MOST_MISSING_FRAMES, message);
            }
            assertEquals(0, manifest.at("/counters/overflow").asInt());
        }
        assertEquals(
                Map.of(
                        "hangs-up ENDED", CALLS_OF_A_KIND,
                        "hangs-up-tcp ENDED", CALLS_OF_A_KIND,
                        "presses TERMINATOR", CALLS_OF_A_KIND,
                        "falls-silent SILENCE", CALLS_OF_A_KIND),
                outcomes);
        assertEquals(4 * CALLS_OF_A_KIND, keys.size());
        assertTrue(voicemail.events.isEmpty());
    }

    /** How much silence of the end is beyond the speech: what was measured is 2 s, less where the speech itself ends softly. */
    private static int silenceAfter(short[] message, byte[] spoken) {
        short[] samples = Speech.samples(spoken);
        int trailing = 0;
        while (message[message.length - 1 - trailing] == 0) {
            trailing++;
        }
        int soft = 0;
        while (samples[samples.length - 1 - soft] == 0) {
            soft++;
        }
        assertTrue(trailing - soft <= SILENCE_SECONDS * 8000, "silence of " + trailing + " samples");
        assertTrue(trailing - soft > SILENCE_SECONDS * 8000 - 1600, "silence of " + trailing + " samples");
        return trailing - soft;
    }

    private static String text(String resource) throws IOException {
        return new String(Prompts.bytes(resource), StandardCharsets.UTF_8);
    }

    private static String free() throws IOException {
        return Integer.toString(RunningVoicemail.freePort());
    }
}
