package io.tacet.server.replay;

import io.tacet.AudioEncoding;
import io.tacet.codec.Decoders;
import org.jspecify.annotations.Nullable;

/** Makes one channel of two, in place; leaves mono as it is. A mix is 16-bit PCM whatever the file holds. Thread: one. */
final class ChannelPicker {
    private final AudioEncoding in;
    private final @Nullable Channel channel;
    private short[] samples = {};

    /**
     * A picker.
     *
     * @param in what the file holds: PCM16, PCMU or PCMA
     * @param channel of a stereo file; null for a mono one
     */
    ChannelPicker(AudioEncoding in, @Nullable Channel channel) {
        this.in = in;
        this.channel = channel;
    }

    /** What comes out. */
    AudioEncoding encoding() {
        return channel == Channel.MIX ? AudioEncoding.PCM16 : in;
    }

    /** Bytes that go in for one sample of each channel. */
    int bytesPerFrame() {
        return in.bytesPerSample() * (channel == null ? 1 : 2);
    }

    /** Replaces whole frames by the samples of one channel; what is left of a frame at the end is dropped. */
    int pick(byte[] bytes, int length) {
        int frames = length / bytesPerFrame();
        if (channel == Channel.MIX) {
            mix(bytes, frames);
        } else if (channel != null) {
            int size = in.bytesPerSample();
            int offset = channel == Channel.LEFT ? 0 : size;
            for (int i = 0; i < frames; i++) {
                System.arraycopy(bytes, 2 * size * i + offset, bytes, size * i, size);
            }
        }
        return frames * encoding().bytesPerSample();
    }

    private void mix(byte[] bytes, int frames) {
        if (samples.length < 2 * frames) {
            samples = new short[2 * frames];
        }
        Decoders.of(in).decode(bytes, 0, frames * bytesPerFrame(), samples);
        for (int i = 0; i < frames; i++) {
            int mixed = (samples[2 * i] + samples[2 * i + 1]) / 2;
            bytes[2 * i] = (byte) mixed;
            bytes[2 * i + 1] = (byte) (mixed >> 8);
        }
    }
}
