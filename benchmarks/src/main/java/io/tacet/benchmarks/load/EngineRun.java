package io.tacet.benchmarks.load;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.RecordingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of the engine in a JVM of its own, unpaced: frames from {@code onRtp} to the WAV on disk. Prints what each group of threads cost a
 * frame as {@code name=value}. Thread: main and a producer, which retries with {@code onSpinWait} and is counted apart.
 *
 * <p>Arguments: {@code recordings, frames} (measured, of each), {@code warmup} (seconds at most), {@code most} (frames of each in the warm-up
 * at most), {@code durability} (none, process, power or memory), {@code directory}. Design note: the engine's clock is the frames' own,
 * so that limits see the time that the media claims; the journal's 50 ms stay the wall's.
 */
public final class EngineRun {
    private final Options options;
    private final AtomicLong clock = new AtomicLong(-Calls.STAGGER * Frames.NANOS);
    private final CheckingSink sink = new CheckingSink();
    private static final int PAUSE_MILLIS = 100;
    private static final long IDLE_NANOS = PAUSE_MILLIS * 1_000_000L / 10;

    private long rounds = -Calls.STAGGER;

    private EngineRun(Options options) {
        this.options = options;
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        new EngineRun(Options.of(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        int count = options.number("recordings", 100);
        int frames = options.number("frames", 512);
        RecordingEngine engine = RecordingEngine.launch(config(count));
        Footprint empty = Footprint.now();
        Calls calls = new Calls(engine, count);
        warmUp(calls, count);
        measure(calls, frames);
        Footprint live = Footprint.now();
        print("heapBytesEach", (live.heapBytes() - empty.heapBytes()) / (double) count);
        print("directBytesEach", (live.directBytes() - empty.directBytes()) / (double) count);
        finish(engine, calls);
    }

    private EngineConfig config(int count) {
        EngineConfig.Builder config = Calls.config(sink, count).nanoClock(clock::get);
        String durability = options.text("durability", "none");
        if (!durability.equals("memory")) {
            config.spoolDirectory(Path.of(options.text("directory", "spool")))
                    .durability(Durability.valueOf(durability.toUpperCase(Locale.ROOT)));
        }
        return config.build();
    }

    private void warmUp(Calls calls, int count) throws InterruptedException, IOException {
        long end = System.nanoTime() + options.number("warmup", 5) * 1_000_000_000L;
        int most = options.number("most", Integer.MAX_VALUE);
        produce(calls, Calls.STAGGER + 1);
        do {
            produce(calls, Math.max(1, Math.min(most - (int) rounds, 100_000 / count)));
        } while (System.nanoTime() < end && rounds < most);
        calls.await(rounds);
        print("warmupRounds", rounds);
        new ProcessBuilder("sync").inheritIO().start().waitFor();
        Thread.sleep(500);
    }

    private void measure(Calls calls, int frames) throws InterruptedException {
        long before = calls.retries();
        ThreadCosts start = ThreadCosts.now();
        long began = System.nanoTime();
        produce(calls, frames);
        calls.await(rounds);
        double seconds = (System.nanoTime() - began) / 1e9;
        ThreadCosts recorded = ThreadCosts.now().since(start);
        ThreadCosts all = settled(start);
        double total = (double) frames * calls.count();
        long engine = all.engineNanos() - all.cpuNanos("recorder") + recorded.cpuNanos("recorder");
        print("nanosPerFrame", engine / total);
        print("nanosPerFrame.recorder", recorded.cpuNanos("recorder") / total);
        all.groups().forEach((name, sums) -> {
            if (!name.equals("recorder")) {
                print("nanosPerFrame." + name, sums[0] / total);
            }
        });
        for (String group : ThreadCosts.ENGINE) {
            print("bytesPerFrame." + group, all.allocatedBytes(group) / total);
        }
        print("bytesPerFrame.producer", all.allocatedBytes("producer") / total);
        print("framesPerSecond", total / seconds);
        print("frames", total);
        print("retriesPerFrame", (calls.retries() - before) / total);
    }

    /** Costs since {@code start} once the journal and the writer have nothing left that they hold. */
    private static ThreadCosts settled(ThreadCosts start) throws InterruptedException {
        ThreadCosts before = ThreadCosts.now();
        while (true) {
            Thread.sleep(PAUSE_MILLIS);
            ThreadCosts now = ThreadCosts.now();
            ThreadCosts more = now.since(before);
            if (more.cpuNanos("writer") + more.cpuNanos("journal") < IDLE_NANOS) {
                return now.since(start);
            }
            before = now;
        }
    }

    /** Feeds from a thread of its own, so that it is counted apart. */
    private void produce(Calls calls, int frames) throws InterruptedException {
        Feeder feeder = Feeder.instance();
        long from = rounds;
        rounds += frames;
        long to = rounds;
        feeder.run(() -> {
            for (long round = from; round < to; round++) {
                long now = round * Frames.NANOS;
                clock.setOpaque(now);
                calls.round(round, now);
            }
        });
    }

    private void finish(RecordingEngine engine, Calls calls) throws InterruptedException {
        ThreadCosts start = ThreadCosts.now();
        long began = System.nanoTime();
        calls.end();
        print("sealSeconds", (System.nanoTime() - began) / 1e9);
        print("sealMicrosEach", ThreadCosts.now().since(start).engineNanos() / 1e3 / calls.count());
        engine.close();
        Feeder.instance().stop();
        print("files", sink.files());
        print("wrong", sink.wrong());
        print("bytes", sink.bytes());
        long expected = 0;
        for (int i = 0; i < calls.count(); i++) {
            expected += Calls.frame(i, rounds) * Frames.SAMPLES;
        }
        if (sink.wrong() > 0 || sink.files() != calls.count() || sink.bytes() != expected) {
            throw new IllegalStateException("files differ from what was sent: " + sink.wrong() + " wrong, "
                    + sink.files() + " of " + calls.count() + " there, " + sink.bytes() + " of " + expected
                    + " bytes");
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }
}
