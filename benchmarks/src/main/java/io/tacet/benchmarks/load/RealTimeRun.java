package io.tacet.benchmarks.load;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.RecordingEngine;
import java.nio.file.Path;
import java.util.Locale;

/**
 * N recordings in real time, in a JVM of its own: each gets a frame every 20 ms by the wall clock. Prints how many frames were lost and what
 * the engine used. Thread: main and a paced producer.
 *
 * <p>Arguments: {@code recordings, seconds, warmup} (seconds, unpaced frames count not), {@code durability, directory}. Design note: the
 * recordings are spread over the 20 ms in steps of one, as calls of a switchboard are; a producer that is late sends what is due at once, with
 * the time at which it sends as arrival. Frames that it could not send in time for want of a processor are sent later, not left out. When
 * it was away for longer than the 500 ms that a timestamp is believed, files have the gap that the arrival times told: {@code wrong} counts them.
 */
public final class RealTimeRun {
    private static final int STEPS = 20;
    private static final int BEGIN_PER_STEP = 1;
    private static final long STEP_NANOS = Frames.NANOS / STEPS;

    private final Options options;
    private final CheckingSink sink = new CheckingSink();
    private long lost;
    private long taken;
    private long latestNanos;
    private long nextStep;
    private int begun;

    private RealTimeRun(Options options) {
        this.options = options;
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        new RealTimeRun(Options.of(arguments)).run();
    }

    private void run() throws InterruptedException {
        int count = options.number("recordings", 1000);
        RecordingEngine engine = RecordingEngine.launch(config(count));
        Footprint empty = Footprint.now();
        Calls calls = new Calls(engine, count, 0);
        feed(calls, 1 + (count + BEGIN_PER_STEP * 1000 - 1) / (BEGIN_PER_STEP * 1000));
        feed(calls, options.number("warmup", 10));
        long before = lost;
        latestNanos = 0;
        ThreadCosts start = ThreadCosts.now();
        long began = System.nanoTime();
        feed(calls, options.number("seconds", 60));
        double seconds = (System.nanoTime() - began) / 1e9;
        ThreadCosts used = ThreadCosts.now().since(start);
        print("lost", lost - before);
        print("lostInWarmUp", before);
        print("producerLateMillis", latestNanos / 1e6);
        print("cores", used.engineNanos() / 1e9 / seconds);
        print("recordingsPerCore", count / (used.engineNanos() / 1e9 / seconds));
        for (String group : ThreadCosts.ENGINE) {
            print("cores." + group, used.cpuNanos(group) / 1e9 / seconds);
        }
        print("cores.producer", used.cpuNanos("producer") / 1e9 / seconds);
        print("cores.jvm", used.cpuNanos("jvm") / 1e9 / seconds);
        Footprint live = Footprint.now();
        print("heapBytesEach", (live.heapBytes() - empty.heapBytes()) / (double) count);
        print("directBytesEach", (live.directBytes() - empty.directBytes()) / (double) count);
        print("syncP99Millis", engine.health().syncP99Nanos() / 1e6);
        calls.tellEnded();
        calls.end();
        print("wrong", sink.wrong());
        print("missingFiles", count - sink.files());
        print("missingFrames", Math.max(0, taken - sink.bytes() / Frames.SAMPLES));
        Runtime.getRuntime().halt(0);
    }

    private EngineConfig config(int count) {
        EngineConfig.Builder config = Calls.config(sink, count);
        String durability = options.text("durability", "none");
        if (!durability.equals("memory")) {
            config.spoolDirectory(Path.of(options.text("directory", "spool")))
                    .durability(Durability.valueOf(durability.toUpperCase(Locale.ROOT)));
        }
        return config.build();
    }

    private void feed(Calls calls, int seconds) throws InterruptedException {
        Feeder.instance().run(() -> feedPaced(calls, nextStep + (long) seconds * STEPS * 50));
    }

    private void feedPaced(Calls calls, long end) {
        long origin = System.nanoTime() - nextStep * STEP_NANOS;
        for (; nextStep < end; nextStep++) {
            long due = origin + nextStep * STEP_NANOS;
            long now = System.nanoTime();
            while (now < due) {
                java.util.concurrent.locks.LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            latestNanos = Math.max(latestNanos, now - due);
            begin(calls);
            for (int i = (int) (nextStep % STEPS); i < begun; i += STEPS) {
                long first = Math.max(0, Math.floorDiv(i / BEGIN_PER_STEP - i % STEPS + STEPS - 1, STEPS));
                boolean offered = calls.offer(i, nextStep / STEPS - first, System.nanoTime());
                taken += offered ? 1 : 0;
                lost += offered ? 0 : 1;
            }
        }
    }

    /** Calls begin one after the other, 1,000 a second: files are not made much faster on every disk. */
    private void begin(Calls calls) {
        long most = Math.min(calls.count(), (nextStep + 1) * BEGIN_PER_STEP);
        while (begun < most) {
            calls.begin(begun++);
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
