package io.tacet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.RecordingRequest;
import io.tacet.Termination;
import io.tacet.Terminators;
import io.tacet.ThreadingMode;
import io.tacet.ring.FrameRing;
import io.tacet.sink.InMemorySink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plain audio waits for its recording's turn, what may end a recording does not; clocks are the test's, nothing is timed. */
class TurnsTest {
    private static final long FRAME_NANOS = 20_000_000L;
    private static final long TURN_NANOS = 100_000_000L;
    private static final int FRAME = 160;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong turnClock = new AtomicLong();
    /** Only lends its spool and its callbacks; its own recorder sees nothing of the shard. */
    private final Engine engine = new Engine(config(ThreadingMode.INVOKER));

    private final Shard shard = new Shard(1, config(ThreadingMode.SHARED), engine, turnClock::get);
    private final List<Call> calls = new ArrayList<>();

    private EngineConfig config(ThreadingMode threading) {
        return EngineConfig.builder(new InMemorySink())
                .threading(threading)
                .nanoClock(clock::get)
                .build();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** One recording of the shard, fed in steps of 20 ms. */
    private final class Call {
        final FrameRing ring = new FrameRing(4096, 64);
        final RecordingHandle handle;
        final RecordingSession session;
        final MediaInput input;
        int frames;

        Call(RecordingRequest.Builder request) {
            RecordingRequest built = request.id("r" + calls.size()).build();
            handle = new RecordingHandle(built, engine, ring, "");
            session = new RecordingSession(built, shard, ring, handle, null, null, clock.get());
            handle.attach(session);
            input = new SessionInput(ring, handle, session);
            calls.add(this);
            shard.control(new Command(Command.Kind.OPEN, session, 0, '\0', clock.get(), ""));
        }

        void frame() {
            packet(0, frames, new byte[FRAME]);
            frames++;
        }

        void key(int event) {
            packet(101, frames, new byte[] {(byte) event, 10, 0, (byte) 160});
        }

        private void packet(int type, int frame, byte[] payload) {
            ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
            packet.put((byte) 0x80)
                    .put((byte) type)
                    .putShort((short) frame)
                    .putInt(frame * FRAME)
                    .putInt(7);
            packet.put(payload).flip();
            assertTrue(input.onRtp(packet, clock.get(), 0));
        }

        long waiting() {
            return ring.tail() - ring.head();
        }
    }

    private static RecordingRequest.Builder request() {
        return RecordingRequest.builder().duration(Duration.ofMinutes(1)).terminators(Terminators.of("#"));
    }

    private void step() {
        clock.addAndGet(FRAME_NANOS);
        turnClock.addAndGet(FRAME_NANOS);
    }

    /** So long that it is known and steady, up to the beginning of a turn. */
    private void settle() {
        for (int i = 0; i < 10; i++) {
            step();
            calls.forEach(Call::frame);
            shard.doWork();
        }
        turnClock.addAndGet(TURN_NANOS);
        shard.doWork();
        calls.forEach(call -> assertEquals(0, call.waiting()));
    }

    @Test
    void audioFarFromALimitWaitsForItsTurn() {
        Call call = new Call(request());
        settle();
        for (int i = 1; i <= 4; i++) {
            step();
            call.frame();
            shard.doWork();
            assertEquals(i, call.waiting());
        }
        step();
        shard.doWork();
        assertEquals(0, call.waiting());
        assertEquals(14 * FRAME, call.handle.positionSamples());
    }

    @Test
    void aTerminatorIsUsedAtOnceWithAllThatCameBefore() {
        Call call = new Call(request());
        settle();
        step();
        call.frame();
        call.key(11);
        shard.doWork();
        step();
        shard.doWork();
        Termination ended = call.handle.termination();
        assertEquals(new Termination.Terminator('#', 11 * FRAME), ended);
    }

    @Test
    void nothingWaitsInTheLastSecondBeforeALimit() {
        Call call = new Call(request().duration(Duration.ofSeconds(2)));
        settle();
        long held = 0;
        while (call.handle.termination() == null) {
            step();
            call.frame();
            shard.doWork();
            boolean near = call.frames * FRAME >= 8000 + 6 * FRAME;
            assertEquals(0, near ? call.waiting() : 0, "frame " + call.frames);
            held = Math.max(held, call.waiting());
        }
        assertTrue(held >= 3, "audio before waited for turns");
        assertEquals(100, call.frames);
        assertEquals(new Termination.MaxDuration(16000), call.handle.termination());
    }

    @Test
    void aRingThatIsHalfFullDoesNotWait() {
        Call call = new Call(request());
        settle();
        clock.addAndGet(FRAME_NANOS);
        for (int i = 0; i < 11; i++) {
            call.frame();
        }
        shard.doWork();
        assertEquals(11, call.waiting());
        call.frame();
        shard.doWork();
        assertEquals(0, call.waiting());
    }

    @Test
    void whatComesFasterThanRealTimeDoesNotWait() {
        Call call = new Call(request());
        settle();
        for (int i = 0; i < 30; i++) {
            clock.addAndGet(FRAME_NANOS);
            call.frame();
            shard.doWork();
        }
        turnClock.addAndGet(TURN_NANOS);
        shard.doWork();
        clock.addAndGet(FRAME_NANOS);
        call.frame();
        shard.doWork();
        assertEquals(0, call.waiting(), "600 ms came in a turn of 100 ms");
        turnClock.addAndGet(TURN_NANOS);
        shard.doWork();
        for (int i = 0; i < 2; i++) {
            clock.addAndGet(FRAME_NANOS);
            call.frame();
            shard.doWork();
            assertEquals(i, call.waiting(), "a turn of real time went by");
        }
    }

    @Test
    void everyRecordingHasOneTurnInARoundHoweverOthersEnd() {
        Random random = new Random(7);
        for (int i = 0; i < 600; i++) {
            new Call(request());
        }
        settle();
        for (int round = 0; round < 20; round++) {
            for (int part = 0; part < 5; part++) {
                step();
                List<Call> live = live();
                live.forEach(Call::frame);
                for (int i = 0; i < 5; i++) {
                    live.get(random.nextInt(live.size())).handle.stop();
                }
                shard.doWork();
                shard.doWork();
                for (Call call : live()) {
                    assertTrue(call.waiting() <= 10, call.handle.id() + " missed its turn: " + call.waiting());
                }
            }
        }
        assertTrue(live().size() < 200);
        turnClock.addAndGet(TURN_NANOS);
        shard.doWork();
        live().forEach(call -> assertEquals(call.frames * (long) FRAME, call.handle.positionSamples()));
    }

    private List<Call> live() {
        return calls.stream().filter(call -> call.handle.termination() == null).toList();
    }
}
