package io.tacet.wav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.OutputEncoding;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WavHeaderTest {
    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    @Test
    void shouldWriteTheCanonical44BytesOfPcm() {
        byte[] expected = hex(
                "52494646 24030000 57415645",
                "666d7420 10000000 0100 0100 401f0000 803e0000 0200 1000",
                "64617461 00030000");
        assertArrayEquals(expected, WavHeader.sealed(OutputEncoding.PCM16, 8000, 768));
        assertEquals(44, WavHeader.length(OutputEncoding.PCM16));
    }

    @Test
    void shouldWriteAFactChunkForG711AndCountThePadByteInTheRiffSizeOnly() {
        byte[] expected = hex(
                "52494646 38000000 57415645",
                "666d7420 12000000 0700 0100 401f0000 401f0000 0100 0800 0000",
                "66616374 04000000 05000000",
                "64617461 05000000");
        assertArrayEquals(expected, WavHeader.sealed(OutputEncoding.MULAW, 8000, 5));
        assertEquals(58, WavHeader.length(OutputEncoding.MULAW));
        expected[20] = 6;
        assertArrayEquals(expected, WavHeader.sealed(OutputEncoding.ALAW, 8000, 5));
    }

    @Test
    void shouldPadOddAudioOnly() {
        assertTrue(WavHeader.padded(OutputEncoding.MULAW, 5));
        assertFalse(WavHeader.padded(OutputEncoding.MULAW, 6));
        assertFalse(WavHeader.padded(OutputEncoding.PCM16, 0));
    }

    @Test
    void shouldWritePlaceholdersWhileOpenAndDifferFromTheSealedHeaderInSizesOnly() {
        for (OutputEncoding encoding : OutputEncoding.values()) {
            byte[] open = WavHeader.open(encoding, 48000);
            byte[] sealed = WavHeader.sealed(encoding, 48000, 0);
            assertEquals(WavHeader.length(encoding), open.length);
            int[] sizes = encoding == OutputEncoding.PCM16 ? new int[] {4, 40} : new int[] {4, 46, 54};
            for (int at : sizes) {
                assertEquals(0xFFFFFFFFL, Wire.u32(open, at), encoding + " at " + at);
                System.arraycopy(sealed, at, open, at, 4);
            }
            assertArrayEquals(sealed, open);
        }
    }

    @Test
    void shouldKeepTheFileBelowFourGibibytes() {
        for (OutputEncoding encoding : OutputEncoding.values()) {
            long most = WavHeader.maxDataBytes(encoding);
            byte[] header = WavHeader.sealed(encoding, 8000, most);
            assertEquals(most, Wire.u32(header, header.length - 4));
            assertTrue(header.length + most <= 0xFFFFFFFFL);
            assertEquals(header.length + most - 8, Wire.u32(header, 4));
            String message = String.valueOf(
                    assertThrows(IllegalArgumentException.class, () -> WavHeader.sealed(encoding, 8000, most + 1))
                            .getMessage());
            assertTrue(message.contains("allowed are 0 to " + most), message);
        }
    }

    @Test
    void shouldRefuseWhatNoFileCanHave() {
        assertThrows(IllegalArgumentException.class, () -> WavHeader.sealed(OutputEncoding.PCM16, 8000, -1));
        assertThrows(IllegalArgumentException.class, () -> WavHeader.open(OutputEncoding.PCM16, 0));
    }
}
