package io.tacet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.ReplayEngine.Arrival;
import io.tacet.ReplayEngine.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls over bad networks (RULES T6 and E3). Seeded; a failure names its seed. */
class ImpairmentTest {
    private static final long FIRST_SEED = 11;
    private static final int BAD_CALLS = 50;
    private static final int PACKETS = 24_000;
    private static final int DISTURBED_CALLS = 150;
    private static final long MILLI = 1_000_000L;

    @Test
    void shouldAccountForEveryPacketOverAnyNetwork() {
        long total = 0;
        try (ReplayEngine engine = new ReplayEngine()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + BAD_CALLS; seed++) {
                try {
                    total += badCall(engine, seed);
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError("seed " + seed + ": " + failed, failed);
                }
            }
        }
        assertTrue(total >= 1_000_000, total + " packets");
    }

    private static long badCall(ReplayEngine engine, long seed) {
        Random random = new Random(seed);
        RecordingRequest.Builder request = RecordingRequest.builder()
                .id("bad-" + seed)
                .mediaTimeout(Duration.ZERO)
                .maskEvents(random.nextInt(4) == 0)
                .outputEncoding(OutputEncoding.MULAW)
                .source(random.nextBoolean() ? 1 : 0);
        List<Arrival> arrivals = new BadNetwork(random).carry(new CallScript(random).until(PACKETS));
        Outcome outcome = engine.replay(request.build(), arrivals, random);
        assertEquals(
                Termination.Cause.ENDED,
                outcome.manifest().cause(),
                () -> outcome.manifest().toString());
        assertEquals(arrivals.size(), outcome.manifest().counters().received());
        return arrivals.size();
    }

    /** Loses, delays, repeats, mixes and adds. */
    private static final class BadNetwork {
        private final Random random;
        private final double loss;
        private final double burst;
        private final int jitterMillis;
        private final int reorder;
        private final List<Arrival> arrivals = new ArrayList<>();
        private boolean losing;

        BadNetwork(Random random) {
            this.random = random;
            loss = (1 + random.nextInt(50)) / 100.0;
            burst = random.nextDouble() * 0.8;
            jitterMillis = 1 + random.nextInt(200);
            reorder = random.nextInt(17);
        }

        List<Arrival> carry(CallScript call) {
            for (Arrival packet : call.packets()) {
                losing = random.nextDouble() < (losing ? Math.max(loss, burst) : loss);
                if (!losing) {
                    long delay = random.nextInt(jitterMillis) * MILLI;
                    delay += random.nextInt(10) == 0 ? random.nextInt(reorder + 1) * 20 * MILLI : 0;
                    add(packet.nanos() + delay, packet.bytes(), 1);
                }
                if (random.nextInt(20) == 0) {
                    add(packet.nanos() + random.nextInt(50) * 20 * MILLI, packet.bytes(), 1);
                }
                foreign(call, packet);
            }
            arrivals.sort(Comparator.comparingLong(Arrival::nanos));
            return arrivals;
        }

        private void foreign(CallScript call, Arrival packet) {
            byte[] bytes = packet.bytes().clone();
            switch (random.nextInt(60)) {
                case 0 -> add(packet.nanos(), bytes, 2);
                case 1 -> add(packet.nanos(), withSsrc(bytes, call.ssrc() + 1), 1);
                case 2 -> {
                    // Another source that insists.
                    int ssrc = random.nextInt();
                    for (int i = 0; i < random.nextInt(8); i++) {
                        byte[] copy = withSsrc(bytes.clone(), ssrc);
                        copy[3] += (byte) i;
                        add(packet.nanos() + i * 20 * MILLI, copy, 1);
                    }
                }
                case 3 -> {
                    byte[] garbage = new byte[random.nextInt(64)];
                    random.nextBytes(garbage);
                    add(packet.nanos(), garbage, 1);
                }
                case 4 -> {
                    bytes[random.nextInt(12)] = (byte) random.nextInt(256);
                    add(packet.nanos(), bytes, 1);
                }
                case 5 -> add(packet.nanos(), java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)), 1);
                default -> {}
            }
        }

        private static byte[] withSsrc(byte[] bytes, int ssrc) {
            ByteBuffer.wrap(bytes).putInt(8, ssrc);
            return bytes;
        }

        private void add(long nanos, byte[] bytes, long source) {
            arrivals.add(new Arrival(nanos, bytes, null, source));
        }
    }

    @Test
    void shouldGiveTheSameFileWhenPacketsAreReorderedWithinTheWindowOrRepeated() {
        int terminated = 0;
        int silent = 0;
        try (ReplayEngine engine = new ReplayEngine()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + DISTURBED_CALLS; seed++) {
                try {
                    Termination.Cause cause = disturbedCall(engine, seed);
                    terminated += cause == Termination.Cause.TERMINATOR ? 1 : 0;
                    silent += cause == Termination.Cause.SILENCE ? 1 : 0;
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError("seed " + seed + ": " + failed, failed);
                }
            }
        }
        assertTrue(terminated > 20, terminated + " ended by a terminator");
        assertTrue(silent > 20, silent + " ended by silence");
    }

    private static Termination.Cause disturbedCall(ReplayEngine engine, long seed) {
        Random random = new Random(seed);
        RecordingRequest.Builder builder =
                RecordingRequest.builder().id("disturbed-" + seed).maskEvents(random.nextInt(3) == 0);
        if (random.nextBoolean()) {
            builder.terminators(Terminators.of("0123456789*#".substring(0, 1 + random.nextInt(12))));
        }
        if (random.nextBoolean()) {
            builder.silence(SilencePolicy.after(Duration.ofMillis(500 + random.nextInt(1_500))));
        }
        RecordingRequest request = builder.build();
        List<Arrival> sent = new CallScript(random).until(600).packets();
        Outcome expected = engine.replay(request, sent, random);
        Outcome found = engine.replay(request, disturbed(sent, random), random);
        assertEquals(expected.manifest().cause(), found.manifest().cause());
        assertEquals(expected.manifest().endedAtSample(), found.manifest().endedAtSample());
        assertEquals(expected.manifest().terminator(), found.manifest().terminator());
        assertEquals(presses(expected), presses(found));
        assertArrayEquals(expected.wav(), found.wav());
        return found.manifest().cause();
    }

    /** The durations of a terminator are as far as known at the decision. */
    private static List<String> presses(Outcome outcome) {
        return outcome.manifest().digits().stream()
                .map(digit -> digit.digit() + "@" + digit.atSample())
                .toList();
    }

    /** Delays less than the window, repeats to 50 packets late but none after the call; only the first packet stays the first. */
    private static List<Arrival> disturbed(List<Arrival> sent, Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        int most = 1 + random.nextInt(99);
        long end = sent.get(sent.size() - 1).nanos();
        for (Arrival packet : sent) {
            long delay = packet == sent.get(0) ? 0 : random.nextInt(most) * MILLI + 1;
            arrivals.add(Arrival.rtp(packet.nanos() + delay, packet.bytes()));
            long later = packet.nanos() + delay + random.nextInt(50) * 20 * MILLI;
            if (random.nextInt(10) == 0 && later <= end) {
                arrivals.add(Arrival.rtp(later, packet.bytes()));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::nanos));
        return arrivals;
    }
}
