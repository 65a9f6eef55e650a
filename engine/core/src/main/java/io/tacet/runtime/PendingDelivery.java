package io.tacet.runtime;

import io.tacet.RecordingManifest;
import io.tacet.RecordingResult;
import io.tacet.spi.SealedRecording;
import io.tacet.spool.SealedFile;
import io.tacet.spool.Story;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sealed recording that waits for the sink. Thread: one delivery thread at a time. Holds no manifest while it waits: that is read again
 * for each attempt, so that hours of them cost no memory.
 */
final class PendingDelivery implements SealedRecording {
    final String id;
    final SealedFile file;
    final Runnable waits;
    final Consumer<RecordingResult> done;
    /** Place among all; the oldest goes first. */
    final long order;

    private final long sealedNanos = System.nanoTime();
    private @Nullable Story story;
    private int attempts;
    long dueNanos;
    long triedNanos;

    PendingDelivery(String id, SealedFile file, long order, Runnable waits, Consumer<RecordingResult> done) {
        this.id = id;
        this.file = file;
        this.order = order;
        this.waits = waits;
        this.done = done;
    }

    long ageNanos() {
        return System.nanoTime() - sealedNanos;
    }

    int nextAttempt() {
        return attempts++;
    }

    /** Reads the story for an attempt. */
    Story load() throws IOException {
        Story read = file.story();
        story = read;
        return read;
    }

    void unload() {
        story = null;
    }

    @Override
    public RecordingManifest manifest() {
        Story loaded = story;
        if (loaded == null) {
            throw new IllegalStateException("a delivery's manifest is there while it is delivered");
        }
        return loaded.manifest();
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
