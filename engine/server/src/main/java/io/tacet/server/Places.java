package io.tacet.server;

import io.tacet.RecordingManifest;
import io.tacet.action.ActionLabels;
import io.tacet.sink.DirectorySink;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where recordings lie: those of actions at {@code BUCKET/KEY}, others under their id. One spool may hold both after a crash, and each
 * command that recovers it puts each where it belongs. Thread: delivery threads.
 */
final class Places {
    private Places() {}

    /** A directory that stands for all buckets. */
    static DirectorySink directory(Path directory) {
        return new DirectorySink(directory, Places::name);
    }

    /** Recordings of actions into buckets, others into the directory. */
    static RecordingSink buckets(RecordingSink s3, Path directory) {
        DirectorySink others = directory(directory);
        return new RecordingSink() {
            @Override
            public Delivery deliver(SealedRecording recording) throws Exception {
                return ofAction(recording.manifest()) ? s3.deliver(recording) : others.deliver(recording);
            }

            @Override
            public void close() throws IOException {
                s3.close();
            }

            @Override
            public String toString() {
                return s3.toString();
            }
        };
    }

    private static boolean ofAction(RecordingManifest manifest) {
        return manifest.labels().keySet().containsAll(java.util.List.of(ActionLabels.BUCKET, ActionLabels.KEY));
    }

    private static String name(RecordingManifest manifest) {
        return ofAction(manifest)
                ? manifest.labels().get(ActionLabels.BUCKET) + "/"
                        + manifest.labels().get(ActionLabels.KEY)
                : manifest.recordingId();
    }
}
