package io.tacet.spi;

import io.tacet.OutputEncoding;
import io.tacet.PacketCounters;
import io.tacet.RecordingManifest;
import io.tacet.Termination;
import io.tacet.wav.WavHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A sealed recording of noise, in memory or in a file: what sinks are tested with. Immutable. */
public final class SampleRecording implements SealedRecording {
    private final RecordingManifest manifest;
    private final byte[] wav;
    private final @Nullable Path path;

    private SampleRecording(RecordingManifest manifest, byte[] wav, @Nullable Path path) {
        this.manifest = manifest;
        this.wav = wav;
        this.path = path;
    }

    /**
     * A recording in memory.
     *
     * @param samples of 16-bit PCM at 8 kHz
     * @param seed of the noise: another seed, other bytes
     */
    public static SampleRecording of(String id, int samples, long seed) {
        byte[] audio = new byte[2 * samples];
        new Random(seed).nextBytes(audio);
        byte[] header = WavHeader.sealed(OutputEncoding.PCM16, 8000, audio.length);
        byte[] wav = Arrays.copyOf(header, header.length + audio.length);
        System.arraycopy(audio, 0, wav, header.length, audio.length);
        return new SampleRecording(manifest(id, samples), wav, null);
    }

    /** The same recording in a file. */
    public SampleRecording in(Path file) throws IOException {
        return new SampleRecording(manifest, wav, Files.write(file, wav));
    }

    /** The same bytes with another story. */
    public SampleRecording with(RecordingManifest other) {
        return new SampleRecording(other, wav, path);
    }

    /** A manifest without incidents. */
    public static RecordingManifest manifest(String id, long samples) {
        return new RecordingManifest(
                id,
                Termination.Cause.ENDED,
                null,
                OutputEncoding.PCM16,
                8000,
                samples,
                samples,
                List.of(),
                List.of(),
                new RecordingManifest.Levels(null, null, null, null, null, null),
                null,
                false,
                List.of(),
                List.of(),
                PacketCounters.NONE,
                null,
                Map.of());
    }

    /** All bytes; a copy. */
    public byte[] wav() {
        return wav.clone();
    }

    @Override
    public RecordingManifest manifest() {
        return manifest;
    }

    @Override
    public long size() {
        return wav.length;
    }

    @Override
    public InputStream open() throws IOException {
        return path == null ? new ByteArrayInputStream(wav) : Files.newInputStream(path);
    }

    @Override
    public @Nullable Path path() {
        return path;
    }
}
