package io.tacet.benchmarks.load;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.OutputEncoding;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Termination;
import io.tacet.Terminators;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long after the arrival of the frame that decides {@code onEnded} is called: N recordings in real time, each of which ends, by its
 * duration or by a key in turn, and is followed by the next. In a JVM of its own. Thread: a paced producer; the engine's callback thread takes
 * the time.
 *
 * <p>Arguments: {@code recordings, seconds, warmup, frames} (of a recording at least; up to twice as many, spread evenly), {@code durability,
 * directory}. Prints percentiles in microseconds and the histogram as {@code histogram.<µs>=count}.
 */
public final class LatencyRun {
    private static final int STEPS = 20;
    private static final long STEP_NANOS = Frames.NANOS / STEPS;

    private final Options options;
    private final Histogram latencies = new ConcurrentHistogram(60_000_000_000L, 3);
    private final Sleeper sleeper = new Sleeper();
    private final ByteBuffer packet = ByteBuffer.allocate(Frames.PACKET);
    private final byte[] key = new byte[16];
    private Line[] lines = new Line[0];
    private int begun;
    private long opened;
    private long lost;
    private long sent;
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong otherwise = new AtomicLong();

    private LatencyRun(Options options) {
        this.options = options;
    }

    /** Takes everything and reads nothing, so that its garbage makes no pauses. */
    private record Forgetting() implements RecordingSink {
        @Override
        public Delivery deliver(SealedRecording recording) {
            return new Delivery.Confirmed("forgotten");
        }
    }

    /** One place of a switchboard: a recording after the other. */
    private final class Line implements RecordingListener {
        private final RecordingEngine engine;
        private MediaInput input;
        private int stream;
        private int length;
        private int frame;
        private boolean byKey;
        private volatile long decidedNanos;
        private volatile boolean done;

        Line(RecordingEngine engine, int first) {
            this.engine = engine;
            input = open(first);
        }

        private MediaInput open(int frames) {
            long number = opened++;
            stream = (int) (number % 1000);
            length = frames;
            frame = 0;
            byKey = number % 2 == 1;
            decidedNanos = 0;
            done = false;
            RecordingRequest.Builder request = RecordingRequest.builder()
                    .id("r" + number % 1_000_000 + "-" + number)
                    .silence(SilencePolicy.after(Duration.ofSeconds(3)))
                    .terminators(Terminators.of("#"))
                    .outputEncoding(OutputEncoding.MULAW)
                    .listener(this);
            request.duration(byKey ? Duration.ofHours(1) : Duration.ofMillis(20L * frames));
            OpenResult.Opened call = engine.open(request.build()).orThrow();
            return call.input();
        }

        @Override
        public void onEnded(Recording recording, Termination termination) {
            long arrived = decidedNanos; // 0 if it ended by itself, before its last frame
            Termination.Cause expected = byKey ? Termination.Cause.TERMINATOR : Termination.Cause.DURATION;
            if (arrived != 0 && termination.cause() == expected) {
                latencies.recordValue(Math.max(0, System.nanoTime() - arrived));
                decided.incrementAndGet();
            } else {
                otherwise.incrementAndGet();
            }
            done = true;
        }

        void send(int least) {
            if (frame >= length) {
                if (done) {
                    input.close();
                    input = open(least + (int) (opened * 7919L % least));
                }
                return;
            }
            frame++;
            long now = System.nanoTime();
            if (frame == length) {
                decidedNanos = now;
            }
            boolean taken = frame == length && byKey ? press(now) : audio(now);
            lost += taken ? 0 : 1;
            sent += frame == length ? 1 : 0;
        }

        private boolean audio(long now) {
            Frames.packet(packet, stream, frame);
            return input.onRtp(packet.array(), 0, Frames.PACKET, now, 0);
        }

        private boolean press(long now) {
            ByteBuffer fields = ByteBuffer.wrap(key);
            fields.put(0, (byte) 0x80).put(1, (byte) (101 | 0x80)).putShort(2, (short) frame);
            fields.putInt(4, frame * Frames.SAMPLES).putInt(8, stream + 1);
            fields.put(12, (byte) 11).put(13, (byte) 10).putShort(14, (short) 160);
            return input.onRtp(key, 0, key.length, now, 0);
        }
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        new LatencyRun(Options.of(arguments)).run();
    }

    private void run() throws InterruptedException {
        int count = options.number("recordings", 1);
        int least = options.number("frames", 50);
        RecordingEngine engine = RecordingEngine.launch(config(count));
        lines = new Line[count];
        feed(options.number("warmup", 10) + count / 1000, least, engine);
        latencies.reset();
        sleeper.reset();
        lost = 0;
        feed(options.number("seconds", 60), least, engine);
        Thread.sleep(500); // so that the last are told
        Histogram kept = latencies.copy();
        print("undecided", sent - decided.get());
        print("otherwise", otherwise.get());
        print("sleeper.p99.9", sleeper.percentile(99.9));
        print("ended", kept.getTotalCount());
        print("lost", lost);
        print("p50", kept.getValueAtPercentile(50) / 1e3);
        print("p99", kept.getValueAtPercentile(99) / 1e3);
        print("p99.9", kept.getValueAtPercentile(99.9) / 1e3);
        print("max", kept.getMaxValue() / 1e3);
        kept.logarithmicBucketValues(100_000, 1.25).forEach(bucket -> {
            if (bucket.getCountAddedInThisIterationStep() > 0) {
                print("histogram." + bucket.getValueIteratedTo() / 1000, bucket.getCountAddedInThisIterationStep());
            }
        });
        Runtime.getRuntime().halt(0);
    }

    private EngineConfig config(int count) {
        EngineConfig.Builder config = Calls.config(new Forgetting(), 2 * count + 4000);
        return config.spoolDirectory(Path.of(options.text("directory", "spool")))
                .durability(
                        Durability.valueOf(options.text("durability", "power").toUpperCase(Locale.ROOT)))
                .build();
    }

    /** Lines begin one after the other, 1,000 a second. */
    private void feed(int seconds, int least, RecordingEngine engine) throws InterruptedException {
        Feeder.instance().run(() -> {
            long steps = seconds * 50L * STEPS;
            long origin = System.nanoTime();
            for (long step = 0; step < steps; step++) {
                long due = origin + step * STEP_NANOS;
                for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                    LockSupport.parkNanos(due - now);
                }
                if (begun < lines.length) {
                    lines[begun] = new Line(engine, 2 + (int) (begun * 7919L % (2 * least)));
                    begun++;
                }
                for (int i = (int) (step % STEPS); i < begun; i += STEPS) {
                    lines[i].send(least);
                }
            }
        });
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
