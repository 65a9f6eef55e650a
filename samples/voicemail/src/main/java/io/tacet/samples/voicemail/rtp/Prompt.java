package io.tacet.samples.voicemail.rtp;

import io.tacet.codec.Decoders;
import io.tacet.samples.voicemail.sdp.AudioSession;
import io.tacet.wav.WavReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** What a caller is told: samples at 8000 Hz. Immutable. */
public final class Prompt {
    /** Nothing. */
    public static final Prompt NONE = new Prompt(new short[0]);

    private static final int LONGEST_SECONDS = 60;
    private static final int RAMP_SAMPLES = AudioSession.CLOCK_RATE / 100;

    private final short[] samples;

    private Prompt(short[] samples) {
        this.samples = samples;
    }

    /**
     * A WAV file: 8000 Hz, mono, at most a minute.
     *
     * @throws IOException with one line if it cannot be read or is something else
     */
    public static Prompt read(Path file) throws IOException {
        try (WavReader wav = WavReader.open(file)) {
            if (wav.sampleRate() != AudioSession.CLOCK_RATE || wav.channels() != 1) {
                throw new IOException("prompt " + file + " has " + wav.sampleRate() + " Hz and " + wav.channels()
                        + " channel(s); allowed is a WAV of 8000 Hz, mono");
            }
            if (wav.samples() > LONGEST_SECONDS * AudioSession.CLOCK_RATE) {
                throw new IOException(
                        "prompt " + file + " is longer than " + LONGEST_SECONDS + " s, which nobody listens to");
            }
            byte[] bytes = new byte[(int) wav.samples() * wav.encoding().bytesPerSample()];
            int length = Math.max(0, wav.read(bytes, 0, bytes.length));
            short[] samples = new short[(int) wav.samples()];
            int count = Decoders.of(wav.encoding()).decode(bytes, 0, length, samples);
            return new Prompt(Arrays.copyOf(samples, count));
        }
    }

    /** A tone with soft edges. */
    public static Prompt tone(double hertz, int millis) {
        short[] tone = new short[millis * AudioSession.CLOCK_RATE / 1000];
        for (int i = 0; i < tone.length; i++) {
            double edge = Math.min(1, Math.min(i, tone.length - i) / (double) RAMP_SAMPLES);
            tone[i] = (short) (8000 * edge * Math.sin(2 * Math.PI * hertz * i / AudioSession.CLOCK_RATE));
        }
        return new Prompt(tone);
    }

    /** This, then another. */
    public Prompt then(Prompt other) {
        short[] both = Arrays.copyOf(samples, samples.length + other.samples.length);
        System.arraycopy(other.samples, 0, both, samples.length, other.samples.length);
        return new Prompt(both);
    }

    /** How many samples it has. */
    int length() {
        return samples.length;
    }

    /** Copies samples; past its end, silence. */
    void copy(int from, short[] to, int count) {
        int there = Math.max(0, Math.min(count, samples.length - from));
        System.arraycopy(samples, from, to, 0, there);
        Arrays.fill(to, there, count, (short) 0);
    }
}
