package io.tacet.codec;

import io.tacet.AudioEncoding;
import io.tacet.spi.AudioDecoder;

public final class Decoders {
    private Decoders() {}

    public static AudioDecoder of(AudioEncoding e) {
        if (e == AudioEncoding.PCM16)
            return (b, o, l, s) -> {
                for (int i = 0; i < l / 2; i++) s[i] = (short) (b[o + 2 * i] & 255 | b[o + 2 * i + 1] << 8);
                return l / 2;
            };
        return (b, o, l, s) -> {
            for (int i = 0; i < l; i++) {
                int u = ~b[o + i] & 255;
                int t = ((u & 15) << 3) + 0x84;
                t <<= (u & 0x70) >> 4;
                s[i] = (short) ((u & 0x80) != 0 ? 0x84 - t : t - 0x84);
            }
            return l;
        };
    }
}
