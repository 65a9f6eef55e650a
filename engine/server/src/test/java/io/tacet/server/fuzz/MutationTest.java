package io.tacet.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The targets on mutations of the samples, two seconds each; the seed says which. */
@Timeout(120)
class MutationTest {
    private static final long SEED = Long.getLong("tacet.fuzz.seed", 20_260_731);
    private static final Duration TIME = Duration.ofMillis(Long.getLong("tacet.fuzz.millis", 2000));
    private static final int LEAST_INPUTS = 100;

    /** A target. */
    private interface Target {
        void run(byte[] input) throws IOException;
    }

    private static void fuzz(String name, List<byte[]> seeds, Target target) throws IOException {
        for (byte[] seed : seeds) {
            run(name, seed, target);
        }
        Mutator mutator = new Mutator(seeds, SEED);
        long deadline = System.nanoTime() + TIME.toNanos();
        long inputs = 0;
        while (System.nanoTime() < deadline || inputs < LEAST_INPUTS) {
            run(name, mutator.next(), target);
            inputs++;
        }
        System.out.println(name + ": " + inputs + " inputs of seed " + SEED);
        assertTrue(inputs >= LEAST_INPUTS);
    }

    private static void run(String name, byte[] input, Target target) throws IOException {
        try {
            target.run(input);
        } catch (RuntimeException | AssertionError e) {
            Path kept = Files.write(
                    Files.createDirectories(Path.of("target", "fuzz")).resolve(name + ".failed"), input);
            throw new AssertionError(name + " fails on " + kept + " (seed " + SEED + "): " + e, e);
        }
    }

    @Test
    void shouldTakeAnyDatagram() throws IOException {
        fuzz("rtp", Seeds.rtp(), RtpTarget::fuzzerTestOneInput);
    }

    @Test
    void shouldTakeAnyTelephoneEvent() throws IOException {
        fuzz("events", Seeds.telephoneEvents(), TelephoneEventTarget::fuzzerTestOneInput);
    }

    @Test
    void shouldReadAnyCaptureOrRefuseIt() throws IOException {
        fuzz("capture", Seeds.captures(), CaptureTarget::fuzzerTestOneInput);
    }

    @Test
    void shouldReadAnySessionDescriptionOrRefuseIt() throws IOException {
        fuzz("sdp", SdpTarget.seeds(), SdpTarget::fuzzerTestOneInput);
    }
}
