package io.tacet.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes WAVs by hand. */
final class Wavs {
    private Wavs() {}

    static Path pcm16(Path file, int rate, short[] samples) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : samples) {
            data.putShort(sample);
        }
        return write(file, 1, 1, rate, 16, data.array());
    }

    /** Interleaves two channels. */
    static short[] stereo(short[] left, short[] right) {
        short[] both = new short[2 * left.length];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }
        return both;
    }

    static Path write(Path file, int tag, int channels, int rate, int bits, byte[] data) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF"))
                .putInt(36 + data.length)
                .put(ascii("WAVEfmt "))
                .putInt(16);
        header.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * channels * bits / 8);
        header.putShort((short) (channels * bits / 8)).putShort((short) bits);
        header.put(ascii("data")).putInt(data.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header.array());
        all.writeBytes(data);
        return Files.write(file, all.toByteArray());
    }

    /** Samples of a tone of 400 Hz: a square wave, whose RMS is its amplitude, without DC over each 10 ms. */
    static void tone(short[] samples, int rate, double fromSeconds, double toSeconds, int amplitude) {
        int half = rate / 800;
        for (int i = (int) Math.round(fromSeconds * rate); i < Math.round(toSeconds * rate); i++) {
            samples[i] = (short) (i / half % 2 == 0 ? amplitude : -amplitude);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
