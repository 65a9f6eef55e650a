package io.tacet.samples.generator.audio;

import io.tacet.samples.generator.speech.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Mono WAV files: 44 bytes of header for PCM16; a longer fmt, a fact chunk and a pad byte for G.711. */
final class WavBytes {
    private WavBytes() {}

    static byte[] of(Encoding encoding, int rate, byte[] data) {
        boolean linear = encoding == Encoding.PCM16;
        int format = linear ? 1 : encoding == Encoding.PCMA ? 6 : 7;
        int bytesPerSample = encoding.bytesPerSample();
        int pad = data.length & 1;
        int header = linear ? 44 : 58;
        ByteBuffer wav = ByteBuffer.allocate(header + data.length + pad).order(ByteOrder.LITTLE_ENDIAN);
        tag(wav, "RIFF").putInt(header - 8 + data.length + pad);
        tag(wav, "WAVE");
        tag(wav, "fmt ").putInt(linear ? 16 : 18);
        wav.putShort((short) format).putShort((short) 1).putInt(rate).putInt(rate * bytesPerSample);
        wav.putShort((short) bytesPerSample).putShort((short) (8 * bytesPerSample));
        if (!linear) {
            wav.putShort((short) 0);
            tag(wav, "fact").putInt(4).putInt(data.length);
        }
        tag(wav, "data").putInt(data.length).put(data);
        return wav.array();
    }

    private static ByteBuffer tag(ByteBuffer wav, String tag) {
        return wav.put(tag.getBytes(StandardCharsets.US_ASCII));
    }
}
