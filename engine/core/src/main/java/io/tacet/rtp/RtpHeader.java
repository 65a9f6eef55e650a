package io.tacet.rtp;

/**
 * Reads the fixed header of RTP (RFC 3550 section 5.1) and finds the payload; a flyweight that keeps nothing of the packet.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           synchronization source (SSRC) identifier            |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * </pre>
 *
 * <p>Thread: one. Never throws for what a packet contains.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3550#section-5.1">RFC 3550 section 5.1</a>
 */
public final class RtpHeader {
    /** Bytes of the fixed header. */
    public static final int LENGTH = 12;

    /** What a packet is. */
    public enum Kind {
        /** RTP of version 2, its lengths consistent. */
        RTP,
        /** RTCP on the same port (RFC 5761 section 4). */
        RTCP,
        /** Neither: too short, another version, or lengths that lie. */
        MALFORMED
    }

    private int payloadType;
    private boolean marker;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadOffset;
    private int payloadLength;

    /** Holds nothing until {@link #parse}. */
    public RtpHeader() {}

    /**
     * Parses one packet, with its CSRC list, header extension and padding (RFC 3550 sections 5.1 and 5.3.1).
     *
     * @param bytes the array that holds it; nothing outside of the packet is read
     * @param offset where it begins
     * @param length in bytes, 0 or more
     * @return what it is; the accessors are valid after {@link Kind#RTP} only
     */
    public Kind parse(byte[] bytes, int offset, int length) {
        if (length < 4 || (bytes[offset] & 0xC0) != 0x80) {
            return Kind.MALFORMED;
        }
        int second = bytes[offset + 1] & 0xFF;
        if (second >= 192 && second <= 223) {
            return Kind.RTCP;
        }
        if (length < LENGTH) {
            return Kind.MALFORMED;
        }
        int first = bytes[offset];
        int end = length;
        int payload = LENGTH + 4 * (first & 0x0F);
        if ((first & 0x10) != 0) {
            if (payload + 4 > end) {
                return Kind.MALFORMED;
            }
            payload += 4 + 4 * uint16(bytes, offset + payload + 2);
        }
        if ((first & 0x20) != 0) {
            int padding = bytes[offset + end - 1] & 0xFF;
            if (padding == 0) {
                return Kind.MALFORMED;
            }
            end -= padding;
        }
        if (payload > end) {
            return Kind.MALFORMED;
        }
        marker = second >= 128;
        payloadType = second & 0x7F;
        sequence = uint16(bytes, offset + 2);
        timestamp = int32(bytes, offset + 4);
        ssrc = int32(bytes, offset + 8);
        payloadOffset = offset + payload;
        payloadLength = end - payload;
        return Kind.RTP;
    }

    /** {@return the payload type, 0 to 127} */
    public int payloadType() {
        return payloadType;
    }

    /** {@return the marker bit} */
    public boolean marker() {
        return marker;
    }

    /** {@return the sequence number, 0 to 65535} */
    public int sequence() {
        return sequence;
    }

    /** {@return the timestamp, 32 bits, modular} */
    public int timestamp() {
        return timestamp;
    }

    /** {@return the synchronization source, 32 bits} */
    public int ssrc() {
        return ssrc;
    }

    /** {@return where the payload begins in the array} */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** {@return bytes of payload without padding, 0 or more} */
    public int payloadLength() {
        return payloadLength;
    }

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static int int32(byte[] bytes, int at) {
        return uint16(bytes, at) << 16 | uint16(bytes, at + 2);
    }
}
