package io.tacet.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.RecordingEngine;
import io.tacet.ThreadingMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Costs that do not depend on how fast the machine is: garbage, memory, and that nobody starves. */
class CostsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM = 400;

    private final AtomicLong clock = new AtomicLong(-Calls.STAGGER * Frames.NANOS);
    private final CheckingSink sink = new CheckingSink();

    private RecordingEngine engine(EngineConfig.Builder config) {
        return RecordingEngine.launch(
                config.threading(ThreadingMode.INVOKER).nanoClock(clock::get).build());
    }

    /** Each round a frame for every recording and a look of the recorder, all on this thread. */
    private void rounds(RecordingEngine engine, Calls calls, long from, long to) {
        for (long round = from; round < to; round++) {
            clock.set(round * Frames.NANOS);
            calls.round(round, round * Frames.NANOS);
            engine.doWork();
        }
    }

    /** Once there are as many blocks as the disk keeps waiting: how soon that is, is the disk's. */
    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldAllocateNothingForAFrame(Durability durability, @TempDir Path directory) throws InterruptedException {
        EngineConfig.Builder config = Calls.config(sink, 40)
                .spoolDirectory(directory.resolve("spool"))
                .durability(durability);
        try (RecordingEngine engine = engine(config)) {
            Calls calls = new Calls(engine, 40);
            rounds(engine, calls, -Calls.STAGGER, WARM);
            long recorder = 1;
            long writer = 1;
            for (int tries = 0; tries < 10 && recorder + writer > 0; tries++) {
                ThreadCosts start = ThreadCosts.now();
                long before = THREADS.getCurrentThreadAllocatedBytes();
                rounds(engine, calls, WARM * (tries + 1L), WARM * (tries + 2L));
                recorder = THREADS.getCurrentThreadAllocatedBytes() - before;
                writer = ThreadCosts.now().since(start).allocatedBytes("writer");
            }
            assertEquals(0, recorder, "bytes on the recorder's thread");
            assertEquals(0, writer, "bytes on the writer's thread");
        }
        assertEquals(40, sink.files());
        assertEquals(0, sink.wrong());
    }

    @Test
    void shouldNeverLetARecordingStarveWhileTheWriterRests() {
        EngineConfig.Builder config = Calls.config(sink, 400).stallPoolBytes(1 << 20);
        try (RecordingEngine engine = engine(config)) {
            Calls calls = new Calls(engine, 400);
            for (long round = -Calls.STAGGER; round < 300; round++) {
                clock.set(round * Frames.NANOS);
                for (int i = 0; i < calls.count(); i++) {
                    long frame = Calls.frame(i, round);
                    if (frame >= 0) {
                        offer(engine, calls, i, frame);
                    }
                }
                engine.doWork();
            }
        }
        assertEquals(400, sink.files());
        assertEquals(0, sink.wrong());
    }

    /** At most a second of looks: the writer needs a thousandth of it. */
    private void offer(RecordingEngine engine, Calls calls, int recording, long frame) {
        for (int look = 0; !calls.hasRoom(recording); look++) {
            assertTrue(look < 10_000, "recording " + recording + " got no block");
            engine.doWork();
            java.util.concurrent.locks.LockSupport.parkNanos(100_000);
        }
        assertTrue(calls.offer(recording, frame, clock.get()));
    }

    @Test
    void shouldNeedNoMoreThanFortyKibibytesForARecording() throws InterruptedException {
        int count = 500;
        try (RecordingEngine engine = engine(Calls.config(sink, count))) {
            Footprint empty = Footprint.now();
            Calls calls = new Calls(engine, count);
            rounds(engine, calls, -Calls.STAGGER, 0);
            long each = (Footprint.now().total() - empty.total()) / count;
            assertTrue(each < 40 * 1024, each + " bytes for a recording");
        }
    }
}
