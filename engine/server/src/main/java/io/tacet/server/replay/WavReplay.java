package io.tacet.server.replay;

import io.tacet.PayloadFormat;
import io.tacet.PayloadTypes;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays a WAV in frames of 20 ms, split where a key is pressed: a press comes exactly behind the samples before it. Each frame arrives at
 * its first sample's time. Thread: one.
 */
public final class WavReplay implements MediaReplay {
    private static final int FRAMES_PER_SECOND = 50;
    private static final long GIGA = 1_000_000_000L;

    private final WavReader reader;
    private final List<Press> presses;
    private final ChannelPicker picker;
    private final int rate;
    private final List<String> notes = new ArrayList<>();

    private WavReplay(WavReader reader, List<Press> presses, ChannelPicker picker) {
        this.reader = reader;
        this.presses = presses;
        this.picker = picker;
        rate = reader.sampleRate();
    }

    /**
     * Opens a WAV.
     *
     * @param channel of a stereo file; null = mix, with a note
     * @throws IOException if it is no WAV that can be recorded; the message is one line
     * @throws IllegalArgumentException if it holds no samples or a press lies behind its end; the message is one line
     */
    public static WavReplay open(Path file, @Nullable Channel channel, List<Press> presses) throws IOException {
        WavReader reader = WavReader.open(file);
        try {
            if (reader.samples() == 0) {
                throw new IllegalArgumentException("holds no samples; allowed is a WAV with audio");
            }
            List<Press> sorted = new ArrayList<>(presses);
            sorted.sort(Comparator.comparing(Press::seconds));
            for (Press press : sorted) {
                if (press.sample(reader.sampleRate()) > reader.samples()) {
                    throw new IllegalArgumentException("--press is '" + press + "'; allowed are 0 to "
                            + (double) reader.samples() / reader.sampleRate() + " seconds, the length of " + file);
                }
            }
            boolean stereo = reader.channels() == 2;
            Channel chosen = channel == null ? Channel.MIX : channel;
            ChannelPicker picker = new ChannelPicker(reader.encoding(), stereo ? chosen : null);
            WavReplay replay = new WavReplay(reader, sorted, picker);
            if (stereo && channel == null) {
                replay.notes.add("the WAV is stereo; both channels are mixed (--channel left, right or mix)");
            }
            if (reader.truncated()) {
                replay.notes.add("the WAV ends before the size that its header claims; what is there was used");
            }
            return replay;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public PayloadTypes payloadTypes() {
        return PayloadTypes.of(new PayloadFormat(picker.encoding(), rate));
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public long durationNanos() {
        return nanos(reader.samples());
    }

    @Override
    public void play(ReplayTarget target) throws IOException {
        int frame = rate / FRAMES_PER_SECOND;
        byte[] bytes = new byte[frame * picker.bytesPerFrame()];
        long position = 0;
        int next = 0;
        while (true) {
            while (next < presses.size() && presses.get(next).sample(rate) <= position) {
                target.digit(presses.get(next++).digit());
            }
            long end = (position / frame + 1) * frame;
            if (next < presses.size()) {
                end = Math.min(end, presses.get(next).sample(rate));
            }
            int wanted = (int) (end - position) * picker.bytesPerFrame();
            int length = picker.pick(bytes, readFully(bytes, wanted));
            if (length == 0 || !target.audio((int) position, bytes, 0, length, nanos(position))) {
                return;
            }
            position += length / picker.encoding().bytesPerSample();
        }
    }

    private int readFully(byte[] bytes, int length) throws IOException {
        int have = 0;
        while (have < length) {
            int read = reader.read(bytes, have, length - have);
            if (read <= 0) {
                break;
            }
            have += read;
        }
        return have;
    }

    private long nanos(long samples) {
        return samples / rate * GIGA + samples % rate * GIGA / rate;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
