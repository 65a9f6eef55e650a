package io.tacet.benchmarks;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.codec.G711;
import io.tacet.core.PowerTable;
import io.tacet.core.RecordingMachine;
import io.tacet.core.RecordingRules;
import java.time.Duration;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * One µ-law frame of 160 bytes through the machine: two levels, offset, statistics, silence and duration. Beside it the two sums alone, by
 * the machine's table and of decoded samples; part {@code micro} prints what {@code native/floor.c} takes for the same, by table and by SIMD.
 *
 * <p>Result (2026-11-28, AMD EPYC, 2 idle processors, JDK 17, median ns a frame): machine 116, of which sums by table 49; sums of decoded
 * samples 72; C by table 40, by SIMD 36; no garbage.
 */
public class UlawFrameBenchmark extends SampledBenchmark {
    private static final int FRAMES = 128;
    private static final int SAMPLES = 160;
    private static final int LOUD = 88;

    private final byte[] bank = bank();
    private final PowerTable table = table();
    private final RecordingRules rules = RecordingRules.of(RecordingRequest.builder()
            .silence(SilencePolicy.after(Duration.ofSeconds(3)))
            .build());
    private RecordingMachine machine = new RecordingMachine(rules);

    /** Speech and pauses as the load's frames have them: no limit is reached. */
    private static byte[] bank() {
        Random random = new Random(7);
        byte[] bytes = new byte[FRAMES * SAMPLES];
        for (int i = 0; i < bytes.length; i++) {
            double sigma = i / SAMPLES < LOUD ? 1200 : 15;
            bytes[i] = G711.linearToUlaw((short) (random.nextGaussian() * sigma + 12));
        }
        return bytes;
    }

    private static PowerTable table() {
        short[] samples = new short[256];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = G711.ulawToLinear((byte) i);
        }
        return new PowerTable(samples);
    }

    /** Tacet's, per frame; a new recording when the longest one is over. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long machine() {
        if (machine.hasCandidate()) {
            machine = new RecordingMachine(rules);
        }
        long used = 0;
        for (int i = 0; i < FRAMES; i++) {
            used += machine.audio(table, bank, i * SAMPLES, SAMPLES);
        }
        return used;
    }

    /** The machine's sums of x and x² by table, alone, per frame. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long sumsByTable() {
        long sum = 0;
        for (int i = 0; i < 2 * FRAMES; i++) {
            sum += table.add(bank, i * SAMPLES / 2, SAMPLES / 2);
        }
        return sum;
    }

    /** Decoded sample by sample, sums of squares alone, per frame. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long sumsOfDecoded() {
        long loud = 0;
        for (int i = 0; i < 2 * FRAMES; i++) {
            long squares = 0;
            for (int k = 0; k < SAMPLES / 2; k++) {
                int x = G711.ulawToLinear(bank[i * SAMPLES / 2 + k]);
                squares += (long) x * x;
            }
            loud += squares > 178L * 178 * SAMPLES / 2 ? 1 : 0;
        }
        return loud;
    }
}
