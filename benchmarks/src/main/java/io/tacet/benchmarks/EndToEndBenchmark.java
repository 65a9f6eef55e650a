package io.tacet.benchmarks;

import io.tacet.AudioEncoding;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.ThreadingMode;
import io.tacet.codec.Decoders;
import io.tacet.core.RmsLevel;
import io.tacet.spi.AudioDecoder;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All that the engine does with a packet, from the hot call to the block: a recording of 20 s of PCMU that ends by its duration, opening
 * and decision included, beside the arithmetic alone (decode, level) that no recorder can do without. In memory, so that no disk is in
 * it; the host runs the recorder after every packet, which is its dearest way.
 *
 * <p>Result (2026-11-24, AMD EPYC, 2 busy processors, JDK 17 / 25, ns a packet): engine 543 / 472 at least and 830 / 744 in the median,
 * arithmetic 183 / 167 and 188 / 171. The 1380 bytes a packet that the engine allocates here are the in-memory spool's growing files
 * (96 % by a flight recording) and what opening a recording costs, spread over its packets.
 */
public class EndToEndBenchmark extends SampledBenchmark {
    private static final int PACKETS = 1000;
    private static final int HEADER = 12;
    private static final int SAMPLES = 160;
    private static final long PACKET_NANOS = 20_000_000L;
    private static final long DELIVERY_POLL_NANOS = 20_000L;

    private final byte[] packet = packet();
    private final ByteBuffer fields = ByteBuffer.wrap(packet);
    private long nowNanos;
    private final RecordingEngine engine = RecordingEngine.launch(EngineConfig.builder(new Discarding())
            .spoolDirectory(null)
            .threading(ThreadingMode.INVOKER)
            .nanoClock(() -> nowNanos)
            .build());
    private final RecordingRequest request = RecordingRequest.builder()
            .duration(Duration.ofNanos(PACKETS * PACKET_NANOS))
            .silence(SilencePolicy.after(Duration.ofSeconds(3)))
            .build();
    private final AudioDecoder decoder = Decoders.of(AudioEncoding.PCMU);
    private final RmsLevel level = new RmsLevel(8000);
    private final short[] samples = new short[SAMPLES];

    private record Discarding() implements RecordingSink {
        @Override
        public Delivery deliver(SealedRecording recording) {
            return new Delivery.Confirmed("nowhere");
        }
    }

    private static byte[] packet() {
        byte[] bytes = new byte[HEADER + SAMPLES];
        new Random(1).nextBytes(bytes);
        bytes[0] = (byte) 0x80;
        bytes[1] = 0;
        return bytes;
    }

    /** The engine, per packet. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public int engine() {
        OpenResult.Opened opened = engine.open(request).orThrow();
        try (MediaInput input = opened.input()) {
            int taken = 0;
            for (int i = 0; i < PACKETS; i++) {
                fields.putShort(2, (short) i).putInt(4, i * SAMPLES);
                taken += input.onRtp(packet, 0, packet.length, nowNanos, 0) ? 1 : 0;
                engine.doWork();
                nowNanos += PACKET_NANOS;
            }
            if (taken != PACKETS) {
                throw new IllegalStateException("taken are " + taken + " of " + PACKETS + " packets");
            }
            return taken;
        }
    }

    /** Decode and level alone, per packet. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public double arithmetic() {
        double sum = 0;
        for (int i = 0; i < PACKETS; i++) {
            decoder.decode(packet, HEADER, SAMPLES, samples);
            level.samples(samples, 0, SAMPLES / 2);
            sum += level.endOfWindow(SAMPLES / 2);
            level.samples(samples, SAMPLES / 2, SAMPLES / 2);
            sum += level.endOfWindow(SAMPLES / 2);
        }
        return sum;
    }

    /** Waits, outside the measurement, until the recording is sealed and delivered. */
    @TearDown(Level.Invocation)
    public void deliver() {
        while (engine.recordings() > 0) {
            engine.doWork();
            LockSupport.parkNanos(DELIVERY_POLL_NANOS);
        }
    }

    /** Stops the engine's threads. */
    @TearDown
    public void close() {
        engine.close();
    }
}
