package io.tacet.benchmarks.load;

import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.OutputEncoding;
import io.tacet.Recording;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import io.tacet.spi.RecordingSink;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * N live recordings with every limit on, none of which is reached, and their one producer. Thread: opened and ended by any, fed by one.
 *
 * <p>Design note: recording {@code i} is {@code i mod 102} frames ahead of the others, so that blocks of 16 KiB do not become full all at
 * once, which no switchboard's do.
 */
final class Calls {
    /** Frames that a block holds. */
    static final int STAGGER = 102;

    private final RecordingEngine engine;
    private final Recording[] recordings;
    private final MediaInput[] inputs;
    private final ByteBuffer packet = ByteBuffer.allocate(Frames.PACKET);
    private long retries;

    Calls(RecordingEngine engine, int count) {
        this(engine, count, count);
    }

    /** The first {@code open} of them begin at once, the others by {@link #begin}. */
    Calls(RecordingEngine engine, int count, int open) {
        this.engine = engine;
        recordings = new Recording[count];
        inputs = new MediaInput[count];
        for (int i = 0; i < open; i++) {
            begin(i);
        }
    }

    void begin(int number) {
        OpenResult.Opened opened = open(number);
        recordings[number] = opened.recording();
        inputs[number] = opened.input();
    }

    static EngineConfig.Builder config(RecordingSink sink, int count) {
        return EngineConfig.builder(sink).maxRecordings(count + 1000).closeTimeout(Duration.ofMinutes(10));
    }

    private OpenResult.Opened open(int number) {
        return engine.open(RecordingRequest.builder()
                        .id("r" + number)
                        .duration(Duration.ofHours(3))
                        .silence(SilencePolicy.after(Duration.ofSeconds(3)))
                        .terminators(Terminators.of("#"))
                        .outputEncoding(OutputEncoding.MULAW)
                        .build())
                .orThrow();
    }

    int count() {
        return recordings.length;
    }

    static long frame(int recording, long round) {
        return round + recording % STAGGER;
    }

    /** One frame for each recording that has begun; waits for room. */
    void round(long round, long arrivalNanos) {
        byte[] bytes = packet.array();
        for (int i = 0; i < inputs.length; i++) {
            long frame = frame(i, round);
            if (frame >= 0) {
                Frames.packet(packet, i, frame);
                while (!inputs[i].hasRoom(Frames.PACKET)) {
                    retries++;
                    checkLive(i);
                    Thread.onSpinWait();
                }
                inputs[i].onRtp(bytes, 0, Frames.PACKET, arrivalNanos, 0);
            }
        }
    }

    private void checkLive(int recording) {
        if (inputs[recording].isClosed()) {
            throw new IllegalStateException("r" + recording + " ended: " + recordings[recording].termination());
        }
    }

    boolean hasRoom(int recording) {
        return inputs[recording].hasRoom(Frames.PACKET);
    }

    /** Offers one frame without waiting. */
    boolean offer(int recording, long frame, long arrivalNanos) {
        Frames.packet(packet, recording, frame);
        return inputs[recording].onRtp(packet.array(), 0, Frames.PACKET, arrivalNanos, 0);
    }

    /** Waits until every frame up to {@code rounds} was recorded. */
    void await(long rounds) throws InterruptedException {
        for (int i = 0; i < recordings.length; i++) {
            long samples = frame(i, rounds) * Frames.SAMPLES;
            while (recordings[i].positionSamples() < samples) {
                checkLive(i);
                Thread.sleep(1);
            }
        }
    }

    long retries() {
        return retries;
    }

    /** Says on standard error how many have ended already and why the first did: none should have. */
    void tellEnded() {
        int ended = 0;
        String why = "";
        for (Recording recording : recordings) {
            if (recording.termination() != null) {
                why = ended++ == 0 ? recording.id() + ": " + recording.termination() : why;
            }
        }
        if (ended > 0) {
            System.err.println(ended + " of " + recordings.length + " recordings ended by themselves; " + why);
        }
    }

    /** Ends all and waits until every file is sealed and checked. */
    void end() throws InterruptedException {
        for (Recording recording : recordings) {
            recording.stop();
        }
        while (engine.recordings() > 0) {
            Thread.sleep(5);
        }
    }
}
