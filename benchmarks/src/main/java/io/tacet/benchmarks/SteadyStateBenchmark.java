package io.tacet.benchmarks;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import io.tacet.ThreadingMode;
import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One packet of a recording that runs on: from {@link MediaInput#onRtp} through the recorder into the block, and by the writer to a file. Opening
 * and sealing are outside, so that {@code -prof gc} shows what a packet allocates on any thread: nothing is the claim.
 *
 * <p>Result (2026-11-28, AMD EPYC, 2 idle processors, JDK 17): 0.1 bytes a packet on all threads together, which is the opening of one
 * recording an iteration; 580 ns a packet, 760 with events, most of it two threads that wake each other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up methods before any other
public class SteadyStateBenchmark {
    private static final int HEADER = 12;
    private static final int SAMPLES = 160;
    private static final long PACKET_NANOS = 20_000_000L;

    /** What the packets are: audio, or one telephone-event update in every ten. */
    @Param({"audio", "events"})
    private String media = "audio";

    private final byte[] packet = new byte[HEADER + SAMPLES];
    private final ByteBuffer fields = ByteBuffer.wrap(packet);
    private final byte[] event = new byte[HEADER + 4];
    private final ByteBuffer eventFields = ByteBuffer.wrap(event);
    private boolean events;
    private long nowNanos;
    private int sequence;
    private int timestamp;
    private Path directory = Path.of("");
    private RecordingEngine engine;
    private MediaInput input;
    private Recording recording;

    /** One engine for all iterations: what it allocates once is not a packet's. */
    @Setup
    public void launch() throws IOException {
        new Random(1).nextBytes(packet);
        packet[0] = (byte) 0x80;
        packet[1] = 0;
        event[0] = (byte) 0x80;
        event[1] = 101;
        events = media.equals("events");
        directory = Files.createTempDirectory("tacet-steady");
        engine = RecordingEngine.launch(EngineConfig.builder(new DirectorySink(directory))
                .spoolDirectory(directory.resolve("spool"))
                .durability(Durability.NONE)
                .threading(ThreadingMode.INVOKER)
                .nanoClock(() -> nowNanos)
                .build());
    }

    /** A recording with every limit on, none of which is reached. */
    @Setup(Level.Iteration)
    public void open() {
        OpenResult.Opened opened = engine.open(RecordingRequest.builder()
                        .cap(Duration.ofDays(365))
                        .duration(Duration.ofDays(364))
                        .silence(SilencePolicy.after(Duration.ofSeconds(3)))
                        .terminators(Terminators.of("#"))
                        .build())
                .orThrow();
        input = opened.input();
        recording = opened.recording();
    }

    /** One packet, and the recorder's look at it. */
    @Benchmark
    public int packet() {
        if (events && sequence % 10 == 0) {
            eventFields.putShort(2, (short) sequence++).putInt(4, timestamp - timestamp % 8000);
            event[HEADER] = (byte) (timestamp / 8000 % 10);
            eventFields.putShort(HEADER + 2, (short) (timestamp % 8000 + 160));
            offer(event);
        }
        fields.putShort(2, (short) sequence++).putInt(4, timestamp);
        timestamp += SAMPLES;
        offer(packet);
        nowNanos += PACKET_NANOS;
        return engine.doWork();
    }

    private void offer(byte[] bytes) {
        while (!input.hasRoom(bytes.length)) {
            engine.doWork(); // the writer is behind: a live call never is
            Thread.onSpinWait();
        }
        input.onRtp(bytes, 0, bytes.length, nowNanos, 0);
    }

    /** Gives the recording up: nothing of it is kept. */
    @TearDown(Level.Iteration)
    public void abort() {
        if (recording.termination() != null) {
            throw new IllegalStateException("the recording ended: " + recording.termination());
        }
        recording.abort();
        while (engine.recordings() > 0) {
            engine.doWork();
            Thread.onSpinWait();
        }
    }

    /** Stops the engine and removes its files. */
    @TearDown
    public void close() throws IOException {
        engine.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
