package io.tacet.server.replay;

import io.tacet.MediaInput;
import io.tacet.MediaSource;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Offers media to one recording and runs its recorder in between, so that nothing is dropped and every replay of the same media does the
 * same work at the same points.
 *
 * <p>Thread: one; it is the media thread and the recorder (INVOKER).
 */
public final class ReplayLoop implements ReplayTarget {
    private static final int PACKETS_BETWEEN_WORK = 16;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long STEP_NANOS = 10_000_000;
    /** More than any frame of media; what is longer may never fit, so it is offered without waiting and counted by the engine. */
    private static final int LARGEST_FRAME = 4096;

    private final RecordingEngine engine;
    private final Recording recording;
    private final MediaInput input;
    private final ReplayClock clock;
    private final boolean realtime;
    private final LongConsumer progress;
    private final long wallStart = System.nanoTime();
    private final long mediaStart;
    private int packets;
    private volatile boolean interrupted;

    /**
     * A loop that begins at the clock's present time.
     *
     * @param realtime whether media is offered when it is due, rather than at once
     * @param progress told the media time in nanoseconds since the beginning, now and then
     */
    public ReplayLoop(
            RecordingEngine engine,
            Recording recording,
            MediaInput input,
            ReplayClock clock,
            boolean realtime,
            LongConsumer progress) {
        this.engine = engine;
        this.recording = recording;
        this.input = input;
        this.clock = clock;
        this.realtime = realtime;
        this.progress = progress;
        mediaStart = clock.getAsLong();
    }

    /** Stops the replay: what was offered is recorded, what follows is not. From any thread. */
    public void interrupt() {
        interrupted = true;
        recording.stop();
    }

    /** Whether it was stopped. */
    public boolean interrupted() {
        return interrupted;
    }

    @Override
    public boolean rtp(byte[] bytes, int offset, int length, long arrivalNanos) {
        if (!ready(length, arrivalNanos)) {
            return false;
        }
        input.onRtp(bytes, offset, length, arrivalNanos, MediaSource.UNCHECKED);
        return goesOn();
    }

    @Override
    public boolean audio(int timestamp, byte[] bytes, int offset, int length, long arrivalNanos) {
        if (!ready(length, arrivalNanos)) {
            return false;
        }
        input.onAudio(timestamp, bytes, offset, length, arrivalNanos);
        return goesOn();
    }

    @Override
    public void digit(char digit) {
        recording.digit(digit);
    }

    /** Ends the input and runs the recorder until the recording is decided, sealed and delivered. */
    public void finish() {
        while (interrupted && recording.termination() == null) {
            work();
        }
        input.close();
        while (!recording.state().isTerminal()) {
            work();
        }
    }

    private boolean goesOn() {
        if (++packets % PACKETS_BETWEEN_WORK == 0) {
            engine.doWork();
            progress.accept(clock.getAsLong() - mediaStart);
        }
        return !interrupted && recording.termination() == null;
    }

    /** Lets time pass until the packet arrives, and makes room for it. */
    private boolean ready(int length, long arrivalNanos) {
        if (realtime) {
            waitUntilDue(arrivalNanos);
        }
        boolean pause = arrivalNanos - clock.getAsLong() > PAUSE_NANOS;
        clock.advanceTo(arrivalNanos);
        if (pause) {
            engine.doWork();
        }
        if (!input.hasRoom(length)) {
            engine.doWork();
        }
        while (length <= LARGEST_FRAME && !input.hasRoom(length) && recording.termination() == null) {
            work();
        }
        return !interrupted && recording.termination() == null;
    }

    private void waitUntilDue(long arrivalNanos) {
        while (!interrupted && recording.termination() == null) {
            long wall = mediaStart + System.nanoTime() - wallStart;
            if (wall >= arrivalNanos) {
                return;
            }
            if (wall - clock.getAsLong() > STEP_NANOS) {
                clock.advanceTo(wall);
                engine.doWork();
                progress.accept(wall - mediaStart);
            }
            LockSupport.parkNanos(Math.min(STEP_NANOS, arrivalNanos - wall));
        }
    }

    private void work() {
        if (engine.doWork() == 0) {
            LockSupport.parkNanos(100_000);
        }
    }
}
