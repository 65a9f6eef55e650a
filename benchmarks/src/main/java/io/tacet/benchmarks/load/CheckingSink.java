package io.tacet.benchmarks.load;

import io.tacet.OutputEncoding;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import io.tacet.wav.WavHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Reads each sealed WAV and holds it against what its recording was given. Thread: the engine's delivery threads. */
final class CheckingSink implements RecordingSink {
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    @Override
    public Delivery deliver(SealedRecording recording) throws IOException {
        int number =
                Integer.parseInt(recording.manifest().recordingId().substring(1).split("-", 2)[0]);
        int header = WavHeader.length(OutputEncoding.MULAW);
        try (InputStream in = recording.open()) {
            byte[] wav = in.readAllBytes();
            long samples = recording.manifest().samples();
            boolean whole = wav.length >= header + samples && Frames.same(number, wav, header, (int) samples);
            wrong.addAndGet(whole ? 0 : 1);
            bytes.addAndGet(samples);
        }
        files.incrementAndGet();
        return new Delivery.Confirmed("checked");
    }

    long files() {
        return files.get();
    }

    long bytes() {
        return bytes.get();
    }

    long wrong() {
        return wrong.get();
    }

    @Override
    public String toString() {
        return "check";
    }
}
