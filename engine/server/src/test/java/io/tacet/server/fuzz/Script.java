package io.tacet.server.fuzz;

/** Reads a fuzzer's bytes as numbers; behind the end everything is 0. */
final class Script {
    private final byte[] bytes;
    private int at;

    Script(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int u8() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    int s8() {
        return (byte) u8();
    }

    int u16() {
        return u8() << 8 | u8();
    }

    /** At most so many bytes that follow, in the array itself from {@link #offset}. */
    int take(int most) {
        offset = at;
        int length = Math.min(most, bytes.length - at);
        at += length;
        return length;
    }

    private int offset;

    int offset() {
        return offset;
    }

    byte[] array() {
        return bytes;
    }
}
