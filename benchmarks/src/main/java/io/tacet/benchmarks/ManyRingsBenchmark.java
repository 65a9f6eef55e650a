package io.tacet.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ten thousand recordings as a server has them: each gets one frame, then each is drained. Nothing is in a cache when its turn comes, so
 * this is the price of memory, not of instructions.
 *
 * <p>Result (2026-11-24, AMD EPYC, 2 busy processors, JDK 17 / 25, ns a frame, least of all runs): ring 66 / 66, JCTools with recycled
 * holders 104 / 97, JCTools with copies 32 / 25, ArrayBlockingQueue with copies 37 / 33. Fresh copies lie in a warm allocation buffer
 * and are the cheapest until they are collected (176 bytes a frame); a ring a recording has memory of its own, and pays for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class ManyRingsBenchmark {
    private static final int RECORDINGS = 10_000;
    private static final int LENGTH = 160;

    /** Who carries. */
    @Param({"ring", "jctoolsRecycled", "jctoolsCopies", "arrayBlockingQueue"})
    public String channel = "ring";

    private final byte[] packet = new byte[1500];
    private final FrameChannel[] recordings = new FrameChannel[RECORDINGS];

    /** Makes the channels. */
    @Setup
    public void setUp() {
        for (int i = 0; i < RECORDINGS; i++) {
            recordings[i] = FrameChannel.of(channel);
        }
    }

    /** One frame for each recording, then a drain of each: per frame. */
    @Benchmark
    @OperationsPerInvocation(RECORDINGS)
    public long oneFrameEach() {
        for (FrameChannel recording : recordings) {
            recording.offer(packet, 12, LENGTH, 160, 20_000_000);
        }
        long sum = 0;
        for (FrameChannel recording : recordings) {
            sum += recording.poll();
        }
        return sum;
    }
}
