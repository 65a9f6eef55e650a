package io.tacet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.ReplayEngine.Arrival;
import io.tacet.ReplayEngine.Outcome;
import io.tacet.codec.Encoders;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The same audio gives the same bytes and the same end however it is cut into packets, whichever way it comes in, and whenever the
 * recorder looks (RULES L1, T2). Seeded; a failure names its seed.
 */
class PacketizationPropertyTest {
    private static final int CASES = 240;
    private static final long FIRST_SEED = 20_261_124;
    private static final int PAYLOAD_TYPE = 96;
    private static final int[] PACKET_MILLIS = {10, 20, 30, 40, 60};
    private static final int MIXED = -1;

    @Test
    void shouldDecideTheSameHoweverTheAudioIsPacketized() {
        try (ReplayEngine engine = new ReplayEngine()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
                try {
                    new Case(seed).check(engine);
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
                }
            }
        }
    }

    /** One audio and one request, both random. */
    private static final class Case {
        private final long seed;
        private final Random random;
        private final AudioEncoding encoding;
        private final int rate;
        private final byte[] audio;
        private final RecordingRequest request;

        Case(long seed) {
            this.seed = seed;
            random = new Random(seed);
            encoding = AudioEncoding.values()[random.nextInt(4)];
            rate = encoding.bytesPerSample() == 1 ? 8_000 : random.nextBoolean() ? 8_000 : 16_000;
            audio = encode(speech());
            request = request();
        }

        void check(ReplayEngine engine) {
            Outcome expected = engine.replay(request, packets(20, true), new Random(seed));
            for (int millis : PACKET_MILLIS) {
                assertSame(expected, engine, millis, random.nextBoolean());
            }
            assertSame(expected, engine, MIXED, true);
            assertSame(expected, engine, MIXED, false);
        }

        private void assertSame(Outcome expected, ReplayEngine engine, int millis, boolean rtp) {
            Outcome found = engine.replay(request, packets(millis, rtp), new Random(random.nextLong()));
            String name = encoding + (rtp ? " by onRtp" : " by onAudio") + " in packets of " + millis + " ms";
            assertEquals(expected.manifest().cause(), found.manifest().cause(), name);
            assertEquals(expected.manifest().endedAtSample(), found.manifest().endedAtSample(), name);
            assertEquals(expected.manifest().samples(), found.manifest().samples(), name);
            assertEquals(expected.manifest().levels(), found.manifest().levels(), name);
            assertEquals(
                    expected.manifest().longestSilenceSeconds(),
                    found.manifest().longestSilenceSeconds(),
                    name);
            assertArrayEquals(expected.wav(), found.wav(), name);
        }

        /** Each packet arrives when its last sample could be sent; the last one may be shorter. */
        private List<Arrival> packets(int millis, boolean rtp) {
            List<Arrival> packets = new ArrayList<>();
            int samples = audio.length / encoding.bytesPerSample();
            int start = random.nextInt();
            int sequence = random.nextInt();
            int at = 0;
            while (at < samples) {
                int length = (millis == MIXED ? PACKET_MILLIS[random.nextInt(5)] : millis) * rate / 1_000;
                int end = Math.min(samples, at + length);
                byte[] payload =
                        Arrays.copyOfRange(audio, at * encoding.bytesPerSample(), end * encoding.bytesPerSample());
                long arrival = 1_000_000_000L + end * 1_000_000_000L / rate;
                byte[] packet = EngineHarness.rtp(PAYLOAD_TYPE, at == 0, sequence++, start + at, 1, payload);
                packets.add(
                        rtp
                                ? Arrival.rtp(arrival, packet)
                                : new Arrival(arrival, payload, start + at, MediaSource.UNCHECKED));
                at = end;
            }
            return packets;
        }

        /** Bursts of speech, pauses, clicks, upon noise and an offset. */
        private short[] speech() {
            short[] samples = new short[rate * (2 + random.nextInt(4)) + random.nextInt(rate)];
            double noise = random.nextInt(3) * 20 * random.nextDouble();
            double offset = random.nextInt(3) == 0 ? random.nextInt(4_000) - 2_000 : 0;
            double gain = 0;
            int next = 0;
            for (int i = 0; i < samples.length; i++) {
                if (i == next) {
                    boolean speaking = random.nextInt(5) < 2;
                    gain = speaking ? 150 + random.nextInt(6_000) : 0;
                    next = i + 1 + random.nextInt(speaking && random.nextBoolean() ? rate / 40 : rate);
                }
                double value = offset + noise * random.nextGaussian() + gain * Math.sin(i * 0.21) * random.nextDouble();
                samples[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(value)));
            }
            return samples;
        }

        private byte[] encode(short[] samples) {
            ByteBuffer bytes = ByteBuffer.allocate(samples.length * encoding.bytesPerSample());
            switch (encoding) {
                case L16 -> bytes.asShortBuffer().put(samples);
                case PCM16 ->
                    bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
                case PCMU -> Encoders.of(OutputEncoding.MULAW).encode(samples, 0, samples.length, bytes.array(), 0);
                case PCMA -> Encoders.of(OutputEncoding.ALAW).encode(samples, 0, samples.length, bytes.array(), 0);
            }
            return bytes.array();
        }

        private RecordingRequest request() {
            PayloadFormat format = new PayloadFormat(encoding, rate);
            RecordingRequest.Builder builder = RecordingRequest.builder()
                    .id("seed-" + seed)
                    .payloadTypes(PayloadTypes.builder()
                            .audio(PAYLOAD_TYPE, format)
                            .primary(format)
                            .build())
                    .outputEncoding(OutputEncoding.values()[random.nextInt(3)])
                    .trimTrailingSilence(random.nextInt(4) == 0);
            if (random.nextInt(8) > 0) {
                builder.silence(SilencePolicy.after(Duration.ofMillis(200 + random.nextInt(1_500)))
                        .withMinimumActivity(Duration.ofMillis(10L * random.nextInt(11)))
                        .withThreshold(SilenceThreshold.of(1 + random.nextInt(1_000))));
            }
            if (random.nextInt(3) == 0) {
                builder.duration(Duration.ofNanos(1 + (long) (random.nextDouble() * 5e9)));
            }
            return builder.build();
        }
    }
}
