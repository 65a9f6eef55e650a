package io.tacet.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.rtp.RtpHeader.Kind;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixed header of RTP, and lengths that lie (RFC 3550 section 5.1, RFC 5761 section 4). */
class RtpHeaderTest {
    private final RtpHeader header = new RtpHeader();

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] concat(byte[] head, int... tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(bytes(tail), 0, all, head.length, tail.length);
        return all;
    }

    /** V=2, no marker, PCMU, sequence 0x1234, timestamp 0xFEDCBA98, SSRC 0x89ABCDEF. */
    private static byte[] fixed(int firstByte, int secondByte) {
        return bytes(firstByte, secondByte, 0x12, 0x34, 0xFE, 0xDC, 0xBA, 0x98, 0x89, 0xAB, 0xCD, 0xEF);
    }

    private Kind parse(byte[] packet) {
        return header.parse(packet, 0, packet.length);
    }

    private void assertPayload(int offset, int length) {
        assertEquals(offset, header.payloadOffset());
        assertEquals(length, header.payloadLength());
    }

    @Test
    void shouldReadEveryField() {
        assertEquals(Kind.RTP, parse(concat(fixed(0x80, 0x80 | 101), 1, 2, 3)));
        assertEquals(101, header.payloadType());
        assertTrue(header.marker());
        assertEquals(0x1234, header.sequence());
        assertEquals(0xFEDCBA98, header.timestamp());
        assertEquals(0x89ABCDEF, header.ssrc());
        assertPayload(12, 3);
    }

    @Test
    void shouldReadAPacketWithinALargerArray() {
        byte[] packet = concat(fixed(0x80, 8), 1, 2, 3, 4);
        byte[] array = new byte[100];
        System.arraycopy(packet, 0, array, 37, packet.length);
        assertEquals(Kind.RTP, header.parse(array, 37, packet.length));
        assertEquals(8, header.payloadType());
        assertPayload(37 + 12, 4);
    }

    @Test
    void shouldKeepNothingOfThePacketBefore() {
        assertEquals(Kind.RTP, parse(concat(fixed(0xB1, 0xE5), 0, 0, 0, 9, 0xBE, 0xDE, 0, 1, 1, 2, 3, 4, 5, 6, 0, 2)));
        assertPayload(24, 2);
        byte[] second = bytes(0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        RtpHeader fresh = new RtpHeader();
        assertEquals(Kind.RTP, fresh.parse(second, 0, 12));
        assertEquals(Kind.RTP, parse(second));
        assertEquals(fresh.payloadType(), header.payloadType());
        assertEquals(fresh.marker(), header.marker());
        assertEquals(fresh.sequence(), header.sequence());
        assertEquals(fresh.timestamp(), header.timestamp());
        assertEquals(fresh.ssrc(), header.ssrc());
        assertPayload(fresh.payloadOffset(), fresh.payloadLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void shouldRefuseAPacketShorterThanTheHeader(int length) {
        assertEquals(Kind.MALFORMED, header.parse(fixed(0x80, 0), 0, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x40, 0xC0})
    void shouldRefuseAnotherVersion(int first) {
        assertEquals(Kind.MALFORMED, parse(concat(fixed(first, 0), 1, 2, 3)));
    }

    @ParameterizedTest
    @CsvSource({"191, RTP", "192, RTCP", "200, RTCP", "207, RTCP", "223, RTCP", "224, RTP"})
    void shouldTellRtcpOnTheSamePort(int second, Kind expected) {
        assertEquals(expected, parse(concat(fixed(0x80, second), 1, 2, 3)));
    }

    @Test
    void shouldTellRtcpThatIsShorterThanAnRtpHeader() {
        assertEquals(Kind.RTCP, parse(bytes(0x80, 203, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 56", "14, 4", "15, 0"})
    void shouldSkipContributingSources(int count, int payload) {
        assertEquals(Kind.RTP, header.parse(Arrays.copyOf(fixed(0x80 | count, 0), 72), 0, 72));
        assertPayload(12 + 4 * count, payload);
    }

    @Test
    void shouldRefuseMoreContributingSourcesThanThereIsRoomFor() {
        assertEquals(Kind.MALFORMED, header.parse(Arrays.copyOf(fixed(0x8F, 0), 72), 0, 71));
    }

    @Test
    void shouldSkipAnExtension() {
        assertEquals(Kind.RTP, parse(concat(fixed(0x90, 0), 0xBE, 0xDE, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 42)));
        assertPayload(24, 1);
        assertEquals(Kind.RTP, parse(concat(fixed(0x90, 0), 0, 0, 0, 0)));
        assertPayload(16, 0);
    }

    @ParameterizedTest
    @CsvSource({"12", "15", "19"})
    void shouldRefuseAnExtensionThatIsLongerThanThePacket(int length) {
        // Its header says one word; that ends at 20.
        byte[] packet = concat(fixed(0x90, 0), 0, 0, 0, 1, 1, 2, 3, 4);
        assertEquals(Kind.MALFORMED, header.parse(packet, 0, length));
        packet[14] = (byte) 0xFF;
        assertEquals(Kind.MALFORMED, parse(packet));
    }

    @Test
    void shouldLeavePaddingOut() {
        assertEquals(Kind.RTP, parse(concat(fixed(0xA0, 0), 1, 2, 3, 0, 0, 3)));
        assertPayload(12, 3);
        assertEquals(Kind.RTP, parse(concat(fixed(0xA0, 0), 0, 2)));
        assertPayload(12, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 16, 255})
    void shouldRefusePaddingOfNoneOrMoreThanThePayload(int padding) {
        assertEquals(Kind.MALFORMED, parse(concat(fixed(0xA0, 0), 1, 2, padding)));
    }

    @Test
    void shouldNeverThrowAndNeverPointOutsideThePacket() {
        Random random = new Random(20_261_124);
        for (int i = 0; i < 1_000_000; i++) {
            int offset = random.nextInt(8);
            int length = random.nextInt(40);
            byte[] array = new byte[offset + length];
            random.nextBytes(array);
            if (length > 0 && random.nextBoolean()) {
                array[offset] = (byte) (0x80 | random.nextInt(64));
            }
            if (header.parse(array, offset, length) == Kind.RTP) {
                assertTrue(header.payloadLength() >= 0, "packet " + i);
                assertTrue(header.payloadOffset() >= offset + 12, "packet " + i);
                assertTrue(header.payloadOffset() + header.payloadLength() <= offset + length, "packet " + i);
            }
        }
    }
}
