package io.tacet.runtime;

import io.tacet.RecordingManifest;
import io.tacet.spi.SealedRecording;
import io.tacet.spool.SealedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A sealed recording that waits for the sink. Thread: one delivery thread at a time. */
final class PendingDelivery implements SealedRecording {
    private final RecordingHandle handle;
    private final RecordingManifest manifest;
    private final SealedFile file;
    private final @Nullable String failure;
    private final long sealedNanos = System.nanoTime();
    private int attempts;

    PendingDelivery(RecordingHandle handle, RecordingManifest manifest, SealedFile file, @Nullable String failure) {
        this.handle = handle;
        this.manifest = manifest;
        this.file = file;
        this.failure = failure;
    }

    RecordingHandle handle() {
        return handle;
    }

    /** A storage fault that ended the recording, or null. */
    @Nullable
    String failure() {
        return failure;
    }

    long ageNanos() {
        return System.nanoTime() - sealedNanos;
    }

    int nextAttempt() {
        return attempts++;
    }

    void release() throws IOException {
        file.release();
    }

    @Override
    public RecordingManifest manifest() {
        return manifest;
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public InputStream open() throws IOException {
        return file.open();
    }

    @Override
    public @Nullable Path path() {
        return file.path();
    }
}
