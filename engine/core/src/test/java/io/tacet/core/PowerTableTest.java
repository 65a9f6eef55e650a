package io.tacet.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tacet.AudioEncoding;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.codec.Decoders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Levels from the words of a code are those of its samples, to the last bit. */
class PowerTableTest {
    private static final List<AudioEncoding> CODES = List.of(AudioEncoding.PCMU, AudioEncoding.PCMA);

    private static short[] decoded(AudioEncoding code, byte[] bytes) {
        short[] samples = new short[bytes.length];
        Decoders.of(code).decode(bytes, 0, bytes.length, samples);
        return samples;
    }

    private static PowerTable table(AudioEncoding code) {
        byte[] words = new byte[256];
        for (int i = 0; i < words.length; i++) {
            words[i] = (byte) i;
        }
        return new PowerTable(decoded(code, words));
    }

    private static byte[] state(RecordingMachine machine) {
        ByteBuffer state = ByteBuffer.allocate(RecordingMachine.STATE_BYTES);
        machine.save(state);
        return Arrays.copyOf(state.array(), state.position());
    }

    @Test
    void shouldSumWhatTheSamplesSumToForEveryWordUpToTheMostThatFit() {
        for (AudioEncoding code : CODES) {
            PowerTable table = table(code);
            for (int word = 0; word < 256; word++) {
                byte[] bytes = new byte[PowerTable.MOST];
                Arrays.fill(bytes, (byte) word);
                long x = decoded(code, bytes)[0];
                for (int length = 0; length <= PowerTable.MOST; length++) {
                    long sums = table.add(bytes, bytes.length - length, length);
                    assertEquals(x * length, PowerTable.sum(sums, length), () -> code + " sum");
                    assertEquals(x * x * length, PowerTable.squares(sums), () -> code + " squares");
                }
            }
        }
    }

    @Test
    void shouldLeaveTheMachineInTheSameStateAsSamplesDoAtEveryRateAndCut() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            AudioEncoding code = CODES.get(round % 2);
            int rate = List.of(8_000, 16_000, 48_000).get(random.nextInt(3));
            RecordingRules rules = RecordingRules.of(RecordingRequest.builder()
                    .id("power")
                    .payloadTypes(PayloadTypes.of(new PayloadFormat(code, rate)))
                    .silence(SilencePolicy.after(Duration.ofMillis(500 + random.nextInt(1_000))))
                    .duration(Duration.ofMillis(1 + random.nextInt(4_000)))
                    .build());
            RecordingMachine words = new RecordingMachine(rules);
            RecordingMachine samples = new RecordingMachine(rules);
            while (!words.hasCandidate()) {
                byte[] bytes = new byte[1 + random.nextInt(1_500)];
                int loudness = 1 + random.nextInt(random.nextBoolean() ? 4 : 128);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) ((random.nextBoolean() ? 0xFF : 0x7F) - random.nextInt(loudness));
                }
                int used = words.audio(table(code), bytes, 0, bytes.length);
                assertEquals(samples.audio(decoded(code, bytes), 0, bytes.length), used);
                assertArrayEquals(state(samples), state(words), "seed " + seed);
            }
            assertEquals(samples.termination(), words.termination());
            assertEquals(samples.statistics().peak(), words.statistics().peak());
        }
    }
}
