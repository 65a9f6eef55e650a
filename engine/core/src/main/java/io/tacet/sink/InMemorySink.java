package io.tacet.sink;

import io.tacet.RecordingManifest;
import io.tacet.spi.Delivery;
import io.tacet.spi.RecordingSink;
import io.tacet.spi.SealedRecording;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps recordings in memory by their id: for tests, and for hosts that take the bytes from here. Thread: any. */
public final class InMemorySink implements RecordingSink {
    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();

    /** A sink without recordings. */
    public InMemorySink() {}

    @Override
    public Delivery deliver(SealedRecording recording) throws IOException {
        RecordingManifest manifest = recording.manifest();
        String id = manifest.recordingId();
        byte[] wav;
        try (InputStream in = recording.open()) {
            wav = in.readAllBytes();
        }
        if (wav.length != recording.size()) {
            return new Delivery.Retry("recording has " + wav.length + " of " + recording.size() + " bytes", null);
        }
        Kept before = kept.putIfAbsent(id, new Kept(wav, manifest));
        if (before != null && !Arrays.equals(before.wav, wav)) {
            return new Delivery.Refused("recording " + id + " is there with other content; it is never overwritten");
        }
        return new Delivery.Confirmed("memory:" + id);
    }

    /**
     * Of a recording that was delivered.
     *
     * @param id of the recording
     * @return its WAV from the first byte; a copy
     * @throws NoSuchElementException if there is no such recording
     */
    public byte[] wav(String id) {
        return kept(id).wav.clone();
    }

    /**
     * Of a recording that was delivered.
     *
     * @param id of the recording
     * @return its manifest
     * @throws NoSuchElementException if there is no such recording
     */
    public RecordingManifest manifest(String id) {
        return kept(id).manifest;
    }

    /** {@return which recordings are there now, in order of their ids; a copy} */
    public Set<String> ids() {
        return new TreeSet<>(kept.keySet());
    }

    @Override
    public String toString() {
        return "memory";
    }

    private Kept kept(String id) {
        Kept found = kept.get(id);
        if (found == null) {
            throw new NoSuchElementException("no recording '" + id + "'; there are " + ids());
        }
        return found;
    }

    private static final class Kept {
        private final byte[] wav;
        private final RecordingManifest manifest;

        Kept(byte[] wav, RecordingManifest manifest) {
            this.wav = wav;
            this.manifest = manifest;
        }
    }
}
