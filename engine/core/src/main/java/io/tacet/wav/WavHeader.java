package io.tacet.wav;

import io.tacet.OutputEncoding;
import java.nio.*;

public final class WavHeader {
    private WavHeader() {}

    public static int length(OutputEncoding e) {
        return 44;
    }

    public static byte[] open(OutputEncoding e, int r) {
        return sealed(e, r, 0xFFFFFFFFL - 36);
    }

    public static byte[] sealed(OutputEncoding e, int r, long d) {
        ByteBuffer b = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        b.put("RIFF".getBytes())
                .putInt((int) (36 + d))
                .put("WAVEfmt ".getBytes())
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(r)
                .putInt(2 * r)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes())
                .putInt((int) d);
        return b.array();
    }
}
