package io.tacet.wav;

import io.tacet.AudioEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads the audio of a WAV: 16-bit PCM, µ-law or A-law, 8, 16, 32 or 48 kHz, one or two channels; RIFF and RF64, plain and extensible.
 *
 * <p>Thread: one at a time. Design note: memory is one buffer of 16 KiB whatever the file claims. A file that is longer or shorter than
 * it says is read as far as it goes, and {@link #streamed()} or {@link #truncated()} tells; a file that cannot be understood is refused
 * with one line. Source: as {@link WavHeader}; EBU Tech 3306 for RF64.
 */
public final class WavReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final WavSource source;
    private final WavLayout layout;
    private final int frameBytes;
    private final long end;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long position;
    private int used;
    private int filled;

    private WavReader(WavSource source, WavLayout layout) {
        this.source = source;
        this.layout = layout;
        frameBytes = layout.format().frameBytes();
        position = layout.dataOffset();
        end = position + samples() * frameBytes;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file a regular file; a pipe cannot be read at any position
     * @return a reader before the first sample; the caller closes it
     * @throws WavFormatException if it is no WAV that can be read; the message is one line
     * @throws IOException if it cannot be opened
     */
    public static WavReader open(Path file) throws IOException {
        return open(WavSource.of(file));
    }

    /** Reads the header; closes the source if that fails. */
    static WavReader open(WavSource source) throws IOException {
        try {
            return new WavReader(source, new ChunkWalk(source).layout());
        } catch (IOException | RuntimeException failed) {
            source.close();
            throw failed;
        }
    }

    /** {@return PCM16, PCMU or PCMA} */
    public AudioEncoding encoding() {
        return layout.format().encoding();
    }

    /** {@return the rate in Hz: 8000, 16000, 32000 or 48000} */
    public int sampleRate() {
        return layout.format().sampleRate();
    }

    /** {@return 1 or 2} */
    public int channels() {
        return layout.format().channels();
    }

    /** {@return how many samples each channel has, by what is there; a partial one at the end does not count} */
    public long samples() {
        return layout.dataBytes() / frameBytes;
    }

    /**
     * {@return whether the header holds a placeholder for the size, as a pipe's does: the audio was taken to reach to the end of the file}
     */
    public boolean streamed() {
        return layout.streamed();
    }

    /** {@return whether the file ends before the size that its header claims: worth a warning} */
    public boolean truncated() {
        return layout.truncated();
    }

    /**
     * Reads whole samples of all channels, interleaved, in the file's encoding.
     *
     * @param out takes the bytes
     * @param offset where
     * @param length how many at most; at least those of one sample of every channel, unless 0
     * @return how many bytes were read; less than a whole number of samples below {@code length} only at the end; −1 at the end
     * @throws IllegalArgumentException if {@code length} is too short for one sample of every channel
     * @throws IOException if the file cannot be read
     */
    public int read(byte[] out, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, out.length);
        int wanted = length - length % frameBytes;
        if (wanted == 0) {
            if (length == 0) {
                return 0;
            }
            throw new IllegalArgumentException("length is " + length + "; allowed are " + frameBytes + " and more");
        }
        int done = 0;
        while (done < wanted) {
            if (used == filled && !fill()) {
                break;
            }
            int part = Math.min(wanted - done, filled - used);
            System.arraycopy(buffer, used, out, offset + done, part);
            used += part;
            done += part;
        }
        done -= done % frameBytes;
        return done == 0 ? -1 : done;
    }

    private boolean fill() throws IOException {
        int length = (int) Math.min(BUFFER_BYTES, end - position);
        int count = length == 0 ? -1 : source.read(position, buffer, 0, length);
        if (count <= 0) {
            return false;
        }
        position += count;
        used = 0;
        filled = count;
        return true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** For example {@code wav(PCMU, 8000 Hz, 1 channel, 24000 samples)}. */
    @Override
    public String toString() {
        return "wav(" + encoding() + ", " + sampleRate() + " Hz, " + (channels() == 1 ? "1 channel" : "2 channels")
                + ", " + samples() + " samples)";
    }
}
