package io.tacet.runtime;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.Recording;
import io.tacet.RecordingListener;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.ThreadingMode;
import io.tacet.spi.RecordingSink;
import io.tacet.spool.FileOperations;
import io.tacet.spool.FileSpool;
import io.tacet.spool.JournalLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An engine on a spool of the test's choice, and recordings whose samples are {@link Victim#sample}. Thread: the test's. */
final class SpoolHarness implements AutoCloseable {
    static final int FRAME = 160;
    static final JournalLimits SMALL = new JournalLimits(1 << 17, 20_000_000L);

    final Engine engine;
    final Map<String, List<RecordingResult>> told = new ConcurrentHashMap<>();

    /** One recording. */
    final class Call {
        final int serial;
        final Recording recording;
        final MediaInput input;
        /** When all of it arrives: a pause of the test must not look like one of the sender. */
        final long arrivalNanos = System.nanoTime();

        int frames;

        Call(int serial, OpenResult.Opened opened) {
            this.serial = serial;
            recording = opened.recording();
            input = opened.input();
        }

        /** Sends frames of 20 ms, all at once. */
        Call send(int count) {
            byte[] frame = new byte[2 * FRAME];
            for (int i = 0; i < count; i++) {
                int at = frames++ * FRAME;
                for (int s = 0; s < FRAME; s++) {
                    short value = Victim.sample(serial, at + s);
                    frame[2 * s] = (byte) value;
                    frame[2 * s + 1] = (byte) (value >> 8);
                }
                while (!input.hasRoom(frame.length) && recording.termination() == null) {
                    Thread.onSpinWait();
                }
                input.onAudio(at, frame, 0, frame.length, arrivalNanos);
            }
            return this;
        }

        RecordingResult result() {
            await(() -> !told.getOrDefault(recording.id(), List.of()).isEmpty(), "no result of " + recording.id());
            return java.util.Objects.requireNonNull(told.get(recording.id())).get(0);
        }
    }

    SpoolHarness(Path spool, RecordingSink sink, Durability durability, FileOperations files) throws IOException {
        this(spool, sink, durability, files, SMALL);
    }

    SpoolHarness(Path spool, RecordingSink sink, Durability durability, FileOperations files, JournalLimits limits)
            throws IOException {
        EngineConfig config = EngineConfig.builder(sink)
                .spoolDirectory(spool)
                .durability(durability)
                .recovery(false)
                .threading(ThreadingMode.SHARED)
                .retry(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50))
                .closeTimeout(Duration.ofSeconds(5))
                .build();
        engine = new Engine(config, new FileSpool(spool, durability, limits, files));
    }

    /** Waits until the events of all listeners that were called are noted. */
    void awaitNoted() {
        CountDownLatch done = new CountDownLatch(1);
        engine.callbacks().runNoted(done::countDown);
        await(() -> done.getCount() == 0, "a listener does not return");
    }

    Call open(int serial) {
        return open(serial, result -> {});
    }

    Call open(int serial, Consumer<RecordingResult> also) {
        return call(serial, tryOpen(serial, also));
    }

    Call call(int serial, OpenResult opened) {
        return new Call(serial, opened.orThrow());
    }

    OpenResult tryOpen(int serial) {
        return tryOpen(serial, result -> {});
    }

    private OpenResult tryOpen(int serial, Consumer<RecordingResult> also) {
        RecordingListener listener = new RecordingListener() {
            @Override
            public void onCompleted(RecordingResult result) {
                told.computeIfAbsent(result.recordingId(), id -> new CopyOnWriteArrayList<>())
                        .add(result);
                also.accept(result);
            }
        };
        return engine.open(RecordingRequest.builder()
                .id("r" + serial)
                .payloadTypes(Victim.format())
                .labels(Map.of("call", "c" + serial))
                .listener(listener)
                .build());
    }

    /** What a death at this moment leaves. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    static void await(BooleanSupplier condition, String otherwise) {
        long patience = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError(otherwise);
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
