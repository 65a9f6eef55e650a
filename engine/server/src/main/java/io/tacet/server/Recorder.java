package io.tacet.server;

import io.tacet.Durability;
import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.PayloadFormat;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.ThreadingMode;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.ReplayClock;
import io.tacet.server.replay.ReplayLoop;
import io.tacet.spi.RecordingSink;
import io.tacet.wav.WavFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Records inputs into a directory, one engine each: its clock is the input's. Thread: main. */
final class Recorder {
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_MOST = Duration.ofSeconds(1);
    private static final Duration RETRY_AGE = Duration.ofSeconds(5);

    private static final long LARGEST_WAV = 0xFFFF_0000L;

    private final Path directory;
    private final boolean realtime;
    private final Interruption interruption;
    private final Supplier<EngineConfig.Builder> engines;
    private final Outcome outcome;
    private final PrintStream err;

    Recorder(
            Path directory,
            boolean realtime,
            Durability durability,
            Interruption interruption,
            PrintStream out,
            PrintStream err) {
        this(
                directory,
                () -> engineInto(directory).durability(durability),
                new Report("tacet record", out, err),
                realtime,
                interruption,
                err);
    }

    /** Records with other engines, which keep their spool in the directory, and tells another outcome. */
    Recorder(
            Path directory,
            Supplier<EngineConfig.Builder> engines,
            Outcome outcome,
            boolean realtime,
            Interruption interruption,
            PrintStream err) {
        this.directory = directory;
        this.engines = engines;
        this.outcome = outcome;
        this.realtime = realtime;
        this.interruption = interruption;
        this.err = err;
    }

    /** An engine that records into a directory, its spool inside; whoever waits at the command line does not wait for long retries. */
    static EngineConfig.Builder engineInto(Path directory) {
        return engineInto(directory, Places.directory(directory));
    }

    /** The same with a sink of its own. */
    static EngineConfig.Builder engineInto(Path directory, RecordingSink sink) {
        return EngineConfig.builder(sink)
                .spoolDirectory(directory.resolve(".spool"))
                .retry(RETRY_FIRST, RETRY_MOST, RETRY_AGE);
    }

    /** The usual cap, or the input's own length where that is more; a WAV cannot be longer than its 32-bit sizes can say. */
    static Duration cap(MediaReplay replay, RecordingRequest request) {
        PayloadFormat format = replay.payloadTypes().primary();
        long bytesPerSecond =
                (long) format.clockRate() * request.outputEncoding().bytesPerSample();
        Duration most = Duration.ofSeconds(LARGEST_WAV / bytesPerSecond);
        Duration input = Duration.ofNanos(replay.durationNanos()).plusSeconds(1);
        Duration wanted = input.compareTo(request.cap()) > 0 ? input : request.cap();
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    /** Records one input and says what became of it; returns the exit code. */
    int record(Path input, ReplayInput.Options options, RecordingRequest.Builder builder) {
        try (MediaReplay replay = ReplayInput.open(input, options)) {
            OutputDirectory.create(directory);
            builder.payloadTypes(replay.payloadTypes());
            RecordingRequest request = builder.cap(cap(replay, builder.build())).build();
            for (String note : replay.notes()) {
                err.println(input + ": " + note);
            }
            return record(input, replay, request);
        } catch (WavFormatException e) {
            err.println("tacet record: " + TacetCommand.oneLine(e));
        } catch (IOException | IllegalArgumentException e) {
            err.println("tacet record: " + input + ": " + TacetCommand.oneLine(e));
        } catch (UncheckedIOException e) {
            err.println("tacet record: --out is " + directory + ": " + TacetCommand.oneLine(e));
        } catch (UsageException e) {
            err.println("tacet record: " + TacetCommand.oneLine(e));
        }
        return TacetCommand.UNUSABLE;
    }

    private int record(Path input, MediaReplay replay, RecordingRequest request) throws IOException {
        ReplayClock clock = new ReplayClock();
        EngineConfig config =
                engines.get().threading(ThreadingMode.INVOKER).nanoClock(clock).build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult opened = engine.open(request);
            if (opened instanceof OpenResult.Refused refused) {
                return outcome.refused(input.toString(), refused);
            }
            return play(input, replay, request, engine, opened.orThrow(), clock);
        }
    }

    private int play(
            Path input,
            MediaReplay replay,
            RecordingRequest request,
            RecordingEngine engine,
            OpenResult.Opened opened,
            ReplayClock clock)
            throws IOException {
        String name = String.valueOf(input.getFileName());
        try (ProgressMeter meter = ProgressMeter.of(name, replay.durationNanos(), realtime, err)) {
            ReplayLoop loop = new ReplayLoop(engine, opened.recording(), opened.input(), clock, realtime, meter::at);
            interruption.current(loop::interrupt);
            try {
                replay.play(loop);
            } catch (IOException e) {
                opened.recording().abort();
                loop.finish();
                throw e;
            } finally {
                interruption.current(null);
            }
            loop.finish();
        }
        RecordingResult result =
                opened.recording().completion().toCompletableFuture().join();
        return outcome.of(input.toString(), request, result);
    }
}
