package io.tacet.rtp;

/**
 * Reads the block headers of a redundant payload (RFC 2198 section 3).
 *
 * <pre>
 *  0                   1                    2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3  4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |F|   block PT  |  timestamp offset         |   block length    |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2198#section-3">RFC 2198 section 3</a>
 */
final class RedundantPayload {
    private RedundantPayload() {}

    /** Where the primary block begins, or −1 if the lengths do not fit. */
    static int primaryBlock(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        int blocks = 0;
        while (at < end && (bytes[at] & 0x80) != 0) {
            if (at + 4 > end) {
                return -1;
            }
            blocks += blockLength(bytes, at);
            at += 4;
        }
        int primary = at + 1 + blocks;
        return at < end && primary <= end ? primary : -1;
    }

    /** The payload type of the primary block; the lengths must fit. */
    static int primaryType(byte[] bytes, int offset) {
        return bytes[firstBlock(bytes, offset) - 1] & 0x7F;
    }

    /** Where the first block begins, behind all headers. */
    static int firstBlock(byte[] bytes, int offset) {
        int at = offset;
        while ((bytes[at] & 0x80) != 0) {
            at += 4;
        }
        return at + 1;
    }

    static int timestampOffset(byte[] bytes, int at) {
        return (bytes[at + 1] & 0xFF) << 6 | (bytes[at + 2] & 0xFF) >> 2;
    }

    static int blockLength(byte[] bytes, int at) {
        return (bytes[at + 2] & 0x03) << 8 | bytes[at + 3] & 0xFF;
    }
}
