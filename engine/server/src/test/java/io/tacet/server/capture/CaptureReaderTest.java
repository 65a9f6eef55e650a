package io.tacet.server.capture;

import static io.tacet.server.capture.CaptureBytes.datagram;
import static io.tacet.server.capture.CaptureBytes.ethernet;
import static io.tacet.server.capture.CaptureBytes.ipv4;
import static io.tacet.server.capture.CaptureBytes.ipv6;
import static io.tacet.server.capture.CaptureBytes.join;
import static io.tacet.server.capture.CaptureBytes.text;
import static io.tacet.server.capture.CaptureBytes.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
    private static final int MICROS = 0xA1B2C3D4;
    private static final int NANOS = 0xA1B23C4D;
    private static final byte[] HELLO = datagram(5000, text("hello"));

    private static CaptureBytes big() {
        return new CaptureBytes(ByteOrder.BIG_ENDIAN);
    }

    /** What a capture holds: {@code arrival flow payload} a line, then the statistics are in {@link #last}. */
    private final List<String> lines = new ArrayList<>();

    private CaptureStatistics read(byte[] file) throws IOException {
        lines.clear();
        Datagram view = new Datagram();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file))) {
            while (reader.next(view)) {
                String payload = new String(view.bytes(), view.offset(), view.length(), StandardCharsets.ISO_8859_1);
                lines.add(view.arrivalNanos() + " " + view.flow() + " " + payload);
            }
            return reader.statistics();
        }
    }

    private void shouldReadHello(int linkType, byte[] frame) throws IOException {
        CaptureStatistics statistics =
                read(big().pcapHeader(MICROS, linkType).pcapRecord(1, 0, frame).toByteArray());
        assertEquals(List.of("0 10.0.0.1:4000 → 10.0.0.2:5000 hello"), lines);
        assertEquals(List.of(), statistics.warnings());
    }

    @ParameterizedTest
    @CsvSource({"BIG,true", "BIG,false", "LITTLE,true", "LITTLE,false"})
    void shouldReadBothByteOrdersAndBothResolutions(String order, boolean nanos) throws IOException {
        CaptureBytes file = new CaptureBytes(order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        file.pcapHeader(nanos ? NANOS : MICROS, 101).pcapRecord(1_700_000_000L, 999_999, HELLO);
        file.pcapRecord(1_700_000_001L, 19_999, HELLO);
        read(file.toByteArray());
        long later = 1_000_000_000L - 980_000L * (nanos ? 1 : 1000);
        assertEquals(
                List.of("0 10.0.0.1:4000 → 10.0.0.2:5000 hello", later + " 10.0.0.1:4000 → 10.0.0.2:5000 hello"),
                lines);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 101, 228})
    void shouldReadRawIp(int linkType) throws IOException {
        shouldReadHello(linkType, HELLO);
    }

    @Test
    void shouldReadEthernetWithAndWithoutTags() throws IOException {
        shouldReadHello(1, ethernet(HELLO));
        shouldReadHello(1, ethernet(HELLO, 0x8100));
        shouldReadHello(1, ethernet(HELLO, 0x88A8, 0x8100));
        shouldReadHello(1, join(ethernet(HELLO), new byte[13])); // padded to the smallest frame
    }

    @Test
    void shouldReadLinuxCookedAndLoopback() throws IOException {
        shouldReadHello(113, join(new byte[14], new byte[] {8, 0}, HELLO));
        shouldReadHello(113, join(new byte[14], new byte[] {(byte) 0x81, 0, 0, 7, 8, 0}, HELLO));
        shouldReadHello(276, join(new byte[] {8, 0}, new byte[18], HELLO));
        shouldReadHello(0, join(new byte[] {2, 0, 0, 0}, HELLO));
        shouldReadHello(108, join(new byte[] {0, 0, 0, 2}, HELLO));
    }

    @Test
    void shouldIgnoreTheFrameCheckBitsOfTheLinkType() throws IOException {
        shouldReadHello(0x2400_0001, ethernet(HELLO));
    }

    @Test
    void shouldSkipIpv4OptionsAndFragments() throws IOException {
        shouldReadHello(101, ipv4(17, 0, 3, udp(4000, 5000, text("hello"))));
        shouldReadHello(101, ipv4(17, 0x4000, 0, udp(4000, 5000, text("hello"))));
        byte[] first = ipv4(17, 0x2000, 0, udp(4000, 5000, text("hello")));
        byte[] second = ipv4(17, 0x0001, 0, text("lo"));
        CaptureStatistics statistics = read(big().pcapHeader(MICROS, 101)
                .pcapRecord(1, 0, first)
                .pcapRecord(1, 0, second)
                .toByteArray());
        assertEquals(List.of(), lines);
        assertEquals(2, statistics.fragments());
        assertEquals(List.of("2 packets of the capture are IP fragments and left out"), statistics.warnings());
    }

    @Test
    void shouldWalkThroughIpv6ExtensionHeaders() throws IOException {
        byte[] udp = udp(4000, 5000, text("six"));
        byte[] hopByHop = join(new byte[] {60, 0, 1, 4, 0, 0, 0, 0}, destination(44), atomicFragment(), udp);
        byte[] laterFragment = join(new byte[] {17, 0, 0, 8, 0, 0, 0, 9}, udp);
        CaptureStatistics statistics = read(big().pcapHeader(MICROS, 229)
                .pcapRecord(1, 0, ipv6(17, udp))
                .pcapRecord(1, 0, ipv6(0, hopByHop))
                .pcapRecord(1, 0, ipv6(44, laterFragment))
                .pcapRecord(1, 0, ipv6(6, udp))
                .toByteArray());
        String line = "0 [fd00:0:0:0:0:0:0:1]:4000 → [fd00:0:0:0:0:0:0:2]:5000 six";
        assertEquals(List.of(line, line), lines);
        assertEquals(1, statistics.fragments());
        assertEquals(1, statistics.other());
    }

    private static byte[] destination(int next) {
        return join(new byte[] {(byte) next, 1}, new byte[14]);
    }

    private static byte[] atomicFragment() {
        return new byte[] {17, 0, 0, 0, 0, 0, 0, 9};
    }

    @Test
    void shouldCountShortenedAndMalformedPackets() throws IOException {
        byte[] badHeader = HELLO.clone();
        badHeader[0] = 0x42;
        byte[] badUdpLength = HELLO.clone();
        badUdpLength[25] = 99;
        CaptureBytes file = big().pcapHeader(MICROS, 101);
        for (int length : new int[] {19, 24, 30}) {
            file.pcapRecord(1, 0, Arrays.copyOf(HELLO, length), HELLO.length);
        }
        file.pcapRecord(1, 0, badHeader).pcapRecord(1, 0, badUdpLength).pcapRecord(1, 0, new byte[0]);
        CaptureStatistics statistics = read(file.toByteArray());
        assertEquals(List.of(), lines);
        assertEquals(3, statistics.truncated());
        assertEquals(2, statistics.malformed());
        assertEquals(1, statistics.other());
        assertEquals(6, statistics.records());
    }

    @Test
    void shouldNeverLetTimeGoBack() throws IOException {
        CaptureStatistics statistics = read(big().pcapHeader(MICROS, 101)
                .pcapRecord(5, 0, HELLO)
                .pcapRecord(3, 0, HELLO)
                .pcapRecord(6, 0, HELLO)
                .toByteArray());
        assertEquals(
                List.of("0", "0", "1000000000"),
                lines.stream().map(CaptureReaderTest::time).toList());
        assertEquals(1, statistics.timeSteps());
    }

    private static String time(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    @Test
    void shouldUseEverythingBeforeTheCutWhereverAFileIsCut() throws IOException {
        byte[] pcap = big().pcapHeader(MICROS, 101)
                .pcapRecord(1, 0, HELLO)
                .pcapRecord(2, 0, HELLO)
                .toByteArray();
        int second = 24 + 16 + HELLO.length;
        for (int length = 24; length < pcap.length; length++) {
            CaptureStatistics statistics = read(Arrays.copyOf(pcap, length));
            assertEquals(length < second ? 0 : 1, lines.size());
            boolean whole = length == 24 || length == second;
            assertEquals(whole ? null : Long.valueOf(length < second ? 24 : second), statistics.cut());
        }
        byte[] pcapng = new CaptureBytes(ByteOrder.LITTLE_ENDIAN)
                .section()
                .describe(101, 0, 6, 0)
                .enhanced(0, 1, HELLO)
                .toByteArray();
        for (int length = 12; length < pcapng.length; length++) {
            read(Arrays.copyOf(pcapng, length));
            assertEquals(List.of(), lines);
        }
    }

    @Test
    void shouldSayWhereARecordIsTooLargeAndNotBelieveIt() {
        CaptureBytes file = big().pcapHeader(MICROS, 101).pcapRecord(1, 0, HELLO);
        int offset = file.size();
        file.raw(file.buffer(16).putInt(8, 0x7FFFFFFF).array());
        CaptureFormatException e = assertThrows(CaptureFormatException.class, () -> read(file.toByteArray()));
        assertEquals(
                "a record claims 2147483647 bytes; allowed are 0 to 262144 (at byte " + offset + ")", e.getMessage());
        assertEquals(1, lines.size());
    }

    @Test
    void shouldRefuseWhatIsNoCaptureInOneLine() {
        refused("the file is too short for a capture (at byte 0)", text("abc"));
        refused("the file is neither pcap nor pcapng (at byte 0)", text("not a capture at all"));
        refused("the file is compressed (gzip); unpack it first (at byte 0)", new byte[] {0x1F, (byte) 0x8B, 8, 0});
        refused(
                "the capture ends inside its file header (at byte 0)",
                new byte[] {(byte) 0xA1, (byte) 0xB2, (byte) 0xC3, (byte) 0xD4});
        refused(
                "link type 105 is not supported; supported are " + LinkLayer.SUPPORTED + " (at byte 20)",
                big().pcapHeader(MICROS, 105).toByteArray());
    }

    private void refused(String message, byte[] file) {
        assertEquals(
                message,
                assertThrows(CaptureFormatException.class, () -> read(file)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BIG", "LITTLE"})
    void shouldReadSectionsInterfacesAndResolutionsOfPcapng(String name) throws IOException {
        ByteOrder order = name.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteOrder other = name.equals("BIG") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        CaptureBytes file = new CaptureBytes(order).section();
        file.block(0x0BAD, file.buffer(400_000)); // far larger than the window, of no known type
        file.describe(101, 0, 6, 0).describe(1, 0, 9, 100).describe(101, 0, 0x80 | 10, 0);
        file.describe(147, 0, 6, 0);
        file.enhanced(0, 100_000_000L, HELLO); // 100 s in microseconds
        file.enhanced(1, 20_000_000L, ethernet(HELLO)); // 20 ms in nanoseconds, 100 s on
        file.enhanced(2, 100 * 1024 + 512, HELLO); // 100.5 s in units of 1/1024 s
        file.enhanced(3, 1, HELLO); // a link type that nobody knows
        file.raw(new CaptureBytes(other)
                .section()
                .describe(101, 0, 3, 0)
                .enhanced(0, 102_000, HELLO)
                .toByteArray());
        CaptureStatistics statistics = read(file.toByteArray());
        assertEquals(
                List.of("0", "20000000", "500000000", "2000000000"),
                lines.stream().map(CaptureReaderTest::time).toList());
        assertEquals(1, statistics.unknownLink());
    }

    @Test
    void shouldReadSimplePacketsWithTheTimeBefore() throws IOException {
        CaptureBytes file = big().section().describe(101, 40, 6, 0);
        file.enhanced(0, 1_000_000, HELLO).enhanced(0, 3_000_000, HELLO);
        file.simple(HELLO.length, HELLO);
        file.simple(100, Arrays.copyOf(datagram(5000, new byte[72]), 40)); // snap length 40
        CaptureStatistics statistics = read(file.toByteArray());
        assertEquals(
                List.of("0", "2000000000", "2000000000"),
                lines.stream().map(CaptureReaderTest::time).toList());
        assertEquals(2, statistics.untimed());
        assertEquals(1, statistics.truncated());
    }

    @Test
    void shouldRefuseBrokenBlocksInOneLine() {
        byte[] good =
                big().section().describe(101, 0, 6, 0).enhanced(0, 1, HELLO).toByteArray();
        int at = good.length - 12 - 20 - (HELLO.length + 3 & ~3);
        byte[] wrongTrailer = good.clone();
        wrongTrailer[good.length - 1]++;
        refused("the two lengths of a block differ (at byte " + at + ")", wrongTrailer);
        byte[] wrongInterface = good.clone();
        wrongInterface[at + 11] = 7;
        refused("a packet names interface 7 that was not described (at byte " + at + ")", wrongInterface);
        byte[] tooLong = good.clone();
        tooLong[at + 22] = 1;
        refused("a packet is longer than its block (at byte " + at + ")", tooLong);
        byte[] huge = good.clone();
        huge[at + 4] = 0x7F;
        refused(
                "a record claims " + (0x7F000000L + good.length - at) + " bytes; allowed are 0 to 262144 (at byte " + at
                        + ")",
                huge);
    }

    @Test
    void shouldSurviveAnyBytes() {
        long seed = 20261124;
        Random random = new Random(seed);
        byte[] pcap = big().pcapHeader(MICROS, 1)
                .pcapRecord(1, 0, ethernet(HELLO, 0x8100))
                .pcapRecord(1, 0, ethernet(ipv6(0, join(destination(17), udp(1, 2, HELLO)))))
                .toByteArray();
        byte[] pcapng = big().section()
                .describe(1, 0, 6, 0)
                .enhanced(0, 1, ethernet(HELLO))
                .simple(60, ethernet(HELLO))
                .toByteArray();
        for (int round = 0; round < 5000; round++) {
            byte[] file = (round % 2 == 0 ? pcap : pcapng).clone();
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt(256);
            }
            try {
                read(Arrays.copyOf(file, 4 + random.nextInt(file.length - 3)));
            } catch (CaptureFormatException e) {
                assertEquals(-1, String.valueOf(e.getMessage()).indexOf(10));
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }
}
