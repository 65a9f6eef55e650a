package io.tacet.samples;

import io.tacet.EngineConfig;
import io.tacet.MediaInput;
import io.tacet.OpenResult;
import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.RecordingResult;
import io.tacet.SilencePolicy;
import io.tacet.sink.DirectorySink;
import io.tacet.wav.WavReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Plays a mono WAV into the engine as a caller would speak, until three seconds of silence: {@code _01_RecordWavFile IN.wav OUTDIR}. */
public final class _01_RecordWavFile {
    private _01_RecordWavFile() {}

    /** Prints what became of the recording. */
    public static void main(String[] args) throws Exception {
        System.out.println(record(Path.of(args[0]), Path.of(args[1])));
    }

    static RecordingResult record(Path wav, Path directory) throws Exception {
        EngineConfig config = EngineConfig.builder(new DirectorySink(directory))
                .spoolDirectory(directory.resolve(".spool"))
                .build();
        try (WavReader reader = WavReader.open(wav);
                RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened call = engine.open(RecordingRequest.builder()
                            .payloadTypes(PayloadTypes.of(new PayloadFormat(reader.encoding(), reader.sampleRate())))
                            .silence(SilencePolicy.after(Duration.ofSeconds(3)))
                            .build())
                    .orThrow();
            play(reader, call.input());
            return call.recording().completion().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static void play(WavReader reader, MediaInput input) throws Exception {
        byte[] frame = new byte[reader.sampleRate() / 50 * reader.encoding().bytesPerSample()];
        long start = System.nanoTime();
        int timestamp = 0;
        int length = reader.read(frame, 0, frame.length);
        while (length > 0) {
            while (!input.hasRoom(length) && !input.isClosed()) {
                Thread.sleep(1); // a live call never waits; a file does, for it is read faster than it was spoken
            }
            int samples = length / reader.encoding().bytesPerSample();
            input.onAudio(timestamp, frame, 0, length, start + timestamp * 1_000_000_000L / reader.sampleRate());
            timestamp += samples;
            length = reader.read(frame, 0, frame.length);
        }
        input.close();
    }
}
