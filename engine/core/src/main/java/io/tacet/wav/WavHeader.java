package io.tacet.wav;

import io.tacet.OutputEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a mono WAV: all bytes before the first sample. Thread: any; no state.
 *
 * <p>Design note: while a file grows, its sizes are 0xFFFFFFFF: readers play that to the end of the file, whereas they show nothing
 * for 0. PCM has the canonical 44 bytes, which every reader knows; G.711 needs a {@code fact} chunk and a fmt chunk with its (empty)
 * extension, 58 bytes.
 *
 * <pre>
 *   PCM16   RIFF size WAVE | fmt  16 | data size |                      44 bytes
 *   G.711   RIFF size WAVE | fmt  18 | fact 4 samples | data size |     58 bytes
 * </pre>
 *
 * <p>Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM, Microsoft 1991), and New Multimedia Data Types and
 * Data Techniques 3.0 (Microsoft 1994) for {@code cbSize} and {@code fact}.
 */
public final class WavHeader {
    private static final long MAX_FILE_BYTES = 0xFFFFFFFFL;
    private static final int UNKNOWN = -1;
    private static final int PCM_BYTES = 44;
    private static final int G711_BYTES = 58;
    private static final int RIFF_PREFIX_BYTES = 8;

    private WavHeader() {}

    /**
     * {@return length of the header in bytes: 44 or 58}
     *
     * @param encoding of the file
     */
    public static int length(OutputEncoding encoding) {
        return encoding == OutputEncoding.PCM16 ? PCM_BYTES : G711_BYTES;
    }

    /**
     * {@return how many bytes of audio a file can hold, so that it stays below 4 GiB with header and pad byte}
     *
     * @param encoding of the file
     */
    public static long maxDataBytes(OutputEncoding encoding) {
        return MAX_FILE_BYTES - length(encoding) & ~1L;
    }

    /**
     * {@return whether one pad byte follows the audio: chunks have an even length, but their size does not count the pad byte}
     *
     * @param encoding of the file
     * @param dataBytes of audio
     */
    public static boolean padded(OutputEncoding encoding, long dataBytes) {
        return (dataBytes & 1) != 0;
    }

    /**
     * The header of a file that still grows.
     *
     * @param encoding of the file
     * @param sampleRate in Hz, 1 and more
     * @return 44 or 58 bytes whose sizes are 0xFFFFFFFF
     * @throws IllegalArgumentException if the rate is below 1
     */
    public static byte[] open(OutputEncoding encoding, int sampleRate) {
        return header(encoding, sampleRate, UNKNOWN, UNKNOWN);
    }

    /**
     * The exact header of a finished file.
     *
     * @param encoding of the file
     * @param sampleRate in Hz, 1 and more
     * @param dataBytes of audio, without the pad byte that must follow if it is odd
     * @return 44 or 58 bytes
     * @throws IllegalArgumentException if that is below 0 or above {@link #maxDataBytes}, or the rate is below 1
     */
    public static byte[] sealed(OutputEncoding encoding, int sampleRate, long dataBytes) {
        if (dataBytes < 0 || dataBytes > maxDataBytes(encoding)) {
            throw new IllegalArgumentException("dataBytes is " + dataBytes + "; allowed are 0 to "
                    + maxDataBytes(encoding) + " (a WAV is smaller than 4 GiB)");
        }
        long pad = padded(encoding, dataBytes) ? 1 : 0;
        return header(
                encoding, sampleRate, (int) (length(encoding) - RIFF_PREFIX_BYTES + dataBytes + pad), (int) dataBytes);
    }

    private static byte[] header(OutputEncoding encoding, int sampleRate, int riffSize, int dataSize) {
        if (sampleRate < 1) {
            throw new IllegalArgumentException("sampleRate is " + sampleRate + "; allowed are 1 Hz and more");
        }
        boolean pcm = encoding == OutputEncoding.PCM16;
        int sampleBytes = encoding.bytesPerSample();
        ByteBuffer header = ByteBuffer.allocate(length(encoding)).order(ByteOrder.LITTLE_ENDIAN);
        header.put(id("RIFF")).putInt(riffSize).put(id("WAVE"));
        header.put(id("fmt ")).putInt(pcm ? 16 : 18);
        header.putShort((short) encoding.formatTag()).putShort((short) 1);
        header.putInt(sampleRate).putInt(sampleRate * sampleBytes);
        header.putShort((short) sampleBytes).putShort((short) (8 * sampleBytes));
        if (!pcm) {
            header.putShort((short) 0);
            header.put(id("fact")).putInt(4).putInt(dataSize);
        }
        header.put(id("data")).putInt(dataSize);
        return header.array();
    }

    private static byte[] id(String fourCc) {
        return fourCc.getBytes(StandardCharsets.US_ASCII);
    }
}
