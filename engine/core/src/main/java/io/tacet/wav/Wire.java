package io.tacet.wav;

/** Little-endian numbers, and chunk names for people. */
final class Wire {
    private Wire() {}

    static int u16(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF | (bytes[offset + 1] & 0xFF) << 8;
    }

    static int i32(byte[] bytes, int offset) {
        return u16(bytes, offset) | u16(bytes, offset + 2) << 16;
    }

    static long u32(byte[] bytes, int offset) {
        return i32(bytes, offset) & 0xFFFFFFFFL;
    }

    static long i64(byte[] bytes, int offset) {
        return u32(bytes, offset) | u32(bytes, offset + 4) << 32;
    }

    /** A chunk's four characters as they compare: big-endian, so that they read in order. */
    static int id(String fourCc) {
        return fourCc.charAt(0) << 24 | fourCc.charAt(1) << 16 | fourCc.charAt(2) << 8 | fourCc.charAt(3);
    }

    static int id(byte[] bytes, int offset) {
        return Integer.reverseBytes(i32(bytes, offset));
    }

    /** Whether all four characters are printable ASCII, as those of all registered chunks. */
    static boolean printable(int id) {
        for (int shift = 0; shift < 32; shift += 8) {
            int c = id >>> shift & 0xFF;
            if (c < 0x20 || c > 0x7E) {
                return false;
            }
        }
        return true;
    }

    static String name(int id) {
        if (!printable(id)) {
            return String.format("0x%08x", id);
        }
        return "'" + (char) (id >>> 24) + (char) (id >>> 16 & 0xFF) + (char) (id >>> 8 & 0xFF) + (char) (id & 0xFF)
                + "'";
    }
}
