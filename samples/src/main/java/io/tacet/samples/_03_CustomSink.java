package io.tacet.samples;

import io.tacet.EngineConfig;
import io.tacet.OpenResult;
import io.tacet.RecordingEngine;
import io.tacet.RecordingRequest;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** A sink of one's own: it is given finished recordings, may block, and says confirmed, later, or never. */
public final class _03_CustomSink {
    private _03_CustomSink() {}

    /** Confirms with the SHA-256 of the WAV, after having been unavailable once. */
    static final class DigestSink implements RecordingSink {
        private int attempts;

        @Override
        public Delivery deliver(SealedRecording recording) throws Exception {
            if (attempts++ == 0) {
                return new Delivery.Retry("not ready yet", Duration.ofMillis(50));
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream wav = recording.open()) {
                digest.update(wav.readAllBytes());
            }
            return new Delivery.Confirmed("sha256:" + HexFormat.of().formatHex(digest.digest()));
        }

        @Override
        public String toString() {
            return "digest";
        }
    }

    /** Prints the result. */
    public static void main(String[] args) throws Exception {
        EngineConfig config = EngineConfig.builder(new DigestSink()).build();
        try (RecordingEngine engine = RecordingEngine.launch(config)) {
            OpenResult.Opened call =
                    engine.open(RecordingRequest.builder().build()).orThrow();
            System.out.println(call.recording()); // the chain, down to the sink
            call.input().onAudio(0, new byte[160], 0, 160, System.nanoTime());
            call.input().close();
            System.out.println(
                    call.recording().completion().toCompletableFuture().get(10, TimeUnit.SECONDS));
        }
    }
}
