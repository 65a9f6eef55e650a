package io.tacet.server.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.RecordingManifest;
import io.tacet.SilencePolicy;
import io.tacet.Termination.Cause;
import io.tacet.Terminators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Asterisk plays a sound that is known to the sample, into its application AudioSocket and into its channel driver. */
@Tag("interop")
@Timeout(120)
class AsteriskTest {
    private static final int SAMPLES = 16_000;
    private static final byte[] SOUND = Desk.noise(20, SAMPLES);

    private final UUID call = UUID.randomUUID();

    @TempDir
    Path directory = Path.of("");

    private Asterisk start(Desk desk) throws Exception {
        Files.write(directory.resolve("sound.sln"), SOUND);
        Files.write(directory.resolve("nothing.sln"), Desk.silence(6 * 8000));
        return Asterisk.start(directory, desk.server.localAddress());
    }

    /** Where the sound begins in the samples that were recorded. */
    private static int begin(byte[] recorded) {
        for (int at = 0; at + SOUND.length <= recorded.length; at += 2) {
            if (Arrays.equals(recorded, at, at + SOUND.length, SOUND, 0, SOUND.length)) {
                return at / 2;
            }
        }
        throw new AssertionError("the sound is not in the " + recorded.length / 2 + " samples that were recorded");
    }

    @Test
    void shouldRecordWhatAsteriskPlaysToTheSampleUntilItHangsUp() throws Exception {
        try (Desk desk = Desk.open(limits -> limits);
                Asterisk asterisk = start(desk)) {
            asterisk.call("speaks", call, "application");
            assertEquals(Cause.ENDED, desk.recorded(call).cause());
            assertTrue(begin(desk.samples(call)) < 8000);
            asterisk.assertAllHungUp();
            assertEquals(List.of(), desk.recorded(call).gaps());
            System.out.println(
                    "AsteriskTest: " + asterisk.cli("core show version").split(" ")[1] + " "
                            + desk.server.counters().endings());
        }
    }

    @Test
    void shouldStopAtAKeyAndHaveAsteriskHangUp() throws Exception {
        try (Desk desk = Desk.open(limits -> limits.terminators(Terminators.of("#")));
                Asterisk asterisk = start(desk)) {
            asterisk.call("presses", call, "application");
            RecordingManifest manifest = desk.recorded(call);
            assertEquals(Cause.TERMINATOR, manifest.cause());
            List<Character> keys = new ArrayList<>();
            manifest.digits().forEach(digit -> keys.add(digit.digit()));
            assertEquals(List.of('7', '#'), keys);
            assertTrue(begin(desk.samples(call)) + SAMPLES <= manifest.endedAtSample());
            asterisk.assertAllHungUp();
            desk.assertCounted(Ending.RECORDING_ENDED, 1);
        }
    }

    @Test
    void shouldStopAfterSilenceAtTheSameSampleOfTheSoundAndHaveAsteriskHangUp() throws Exception {
        SilencePolicy two = SilencePolicy.after(Duration.ofSeconds(2));
        try (Desk desk = Desk.open(limits -> limits.silence(two));
                Asterisk asterisk = start(desk)) {
            asterisk.call("trails-off", call, "application");
            RecordingManifest manifest = desk.recorded(call);
            assertEquals(Cause.SILENCE, manifest.cause());
            long sinceTheSound = manifest.endedAtSample() - begin(desk.samples(call)) - SAMPLES;
            assertTrue(sinceTheSound >= 16_000 && sinceTheSound < 16_080, sinceTheSound + " samples");
            asterisk.assertAllHungUp();
        }
    }

    @Test
    void shouldRecordWidebandOfTheChannelDriver() throws Exception {
        try (Desk desk = Desk.open(limits -> limits);
                Asterisk asterisk = start(desk)) {
            asterisk.call("speaks", call, "channel");
            RecordingManifest manifest = desk.recorded(call);
            assertEquals(16_000, manifest.sampleRate());
            assertEquals(2 * SAMPLES, manifest.samples(), 16_000 / 5);
            assertTrue(desk.samples(call).length > 0);
            asterisk.assertAllHungUp();
        }
    }

    @Test
    void shouldCarryTwentyCallsAtOnce() throws Exception {
        try (Desk desk = Desk.open(limits -> limits);
                Asterisk asterisk = start(desk)) {
            List<UUID> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(UUID.randomUUID());
                asterisk.call("speaks", calls.get(i), "application");
            }
            for (UUID one : calls) {
                begin(desk.samples(one));
            }
            asterisk.assertAllHungUp();
            assertEquals(20, desk.server.counters().accepted());
        }
    }
}
