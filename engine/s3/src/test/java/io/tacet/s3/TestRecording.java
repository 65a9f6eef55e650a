package io.tacet.s3;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.Termination.Cause;
import io.tacet.spi.SealedRecording;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A sealed recording of random bytes. */
record TestRecording(RecordingManifest manifest, byte[] bytes) implements SealedRecording {
    static TestRecording of(String id, int size, Map<String, String> labels) {
        byte[] bytes = new byte[size];
        new Random(id.hashCode()).nextBytes(bytes);
        return new TestRecording(
                new RecordingManifest(
                        id,
                        Cause.SILENCE,
                        null,
                        OutputEncoding.PCM16,
                        8000,
                        80_000,
                        80_000,
                        List.of(),
                        List.of(),
                        new RecordingManifest.Levels(null, null, null, null, null, null),
                        null,
                        false,
                        List.of(),
                        List.of(),
                        PacketCounters.NONE,
                        null,
                        labels),
                bytes);
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable Path path() {
        return null;
    }

    @Override
    public String toString() {
        return manifest.recordingId();
    }
}
