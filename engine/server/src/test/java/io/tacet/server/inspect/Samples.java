package io.tacet.server.inspect;

import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.Termination;
import io.tacet.ThreadingMode;
import io.tacet.server.capture.StreamSelection;
import io.tacet.server.replay.CaptureReplay;
import io.tacet.server.replay.MediaReplay;
import io.tacet.server.replay.Press;
import io.tacet.server.replay.ReplayClock;
import io.tacet.server.replay.ReplayLoop;
import io.tacet.server.replay.WavReplay;
import io.tacet.sink.InMemorySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's samples, as series and as recordings of the engine. */
final class Samples {
    static final Path FOLDER = Path.of("..", "..", "samples");

    private Samples() {}

    /** Every WAV and every capture. */
    static List<Path> all() throws IOException {
        List<Path> inputs = new ArrayList<>();
        for (String folder : List.of("audio", "captures")) {
            try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(wav|pcap|pcapng)"))
                        .sorted()
                        .forEach(inputs::add);
            }
        }
        return inputs;
    }

    static Path audio(String name) {
        return FOLDER.resolve("audio").resolve(name + ".wav");
    }

    static MediaReplay replay(Path input, List<Press> presses) throws IOException {
        return input.toString().endsWith(".wav")
                ? WavReplay.open(input, null, presses)
                : CaptureReplay.open(input, StreamSelection.ANY);
    }

    static LevelSeries series(Path input, List<Press> presses) throws IOException {
        try (MediaReplay replay = replay(input, presses)) {
            long timeout = RecordingRequest.builder().build().mediaTimeout().toNanos();
            SeriesRecorder recorder = new SeriesRecorder(replay.payloadTypes(), timeout, nanos -> {});
            replay.play(recorder);
            return recorder.finish();
        }
    }

    /** What the engine makes of it. */
    static Termination record(Path input, List<Press> presses, RecordingRequest.Builder builder) throws IOException {
        ReplayClock clock = new ReplayClock();
        EngineConfig config = EngineConfig.builder(new InMemorySink())
                .threading(ThreadingMode.INVOKER)
                .deliveryThreads(1)
                .nanoClock(clock)
                .build();
        try (MediaReplay replay = replay(input, presses);
                RecordingEngine engine = RecordingEngine.launch(config)) {
            RecordingRequest request =
                    builder.id("").payloadTypes(replay.payloadTypes()).build();
            OpenResult.Opened opened = engine.open(request).orThrow();
            ReplayLoop loop = new ReplayLoop(engine, opened.recording(), opened.input(), clock, false, nanos -> {});
            replay.play(loop);
            loop.finish();
            Termination termination = opened.recording().termination();
            if (termination == null) {
                throw new IllegalStateException("no termination");
            }
            return termination;
        }
    }
}
