package io.tacet.wav;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chunks of a file up to its audio. Thread: one; used once.
 *
 * <p>Design note: reads the file's length and its headers, never more; nothing is allocated by a size that the file claims, and the
 * walk is bounded. The size of the RIFF chunk is ignored: it is the field that writers get wrong most, and all readers ignore it.
 *
 * <p>Source: RIFF (IBM, Microsoft 1991); EBU Tech 3306 for RF64 and its ds64 chunk.
 */
final class ChunkWalk {
    private static final int RIFF = Wire.id("RIFF");
    private static final int RF64 = Wire.id("RF64");
    private static final int WAVE = Wire.id("WAVE");
    private static final int DS64 = Wire.id("ds64");
    private static final int FMT = Wire.id("fmt ");
    private static final int DATA = Wire.id("data");
    private static final int HEADER_BYTES = 8;
    private static final int MOST_CHUNKS = 1000;
    private static final long UNKNOWN = 0xFFFFFFFFL;

    private final WavSource source;
    private final byte[] bytes = new byte[WavFormat.MOST_BYTES];
    private @Nullable WavFormat format;
    private boolean rf64;
    private long longDataBytes;

    ChunkWalk(WavSource source) {
        this.source = source;
    }

    WavLayout layout() throws IOException {
        long at = form();
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            if (source.size() - at < HEADER_BYTES) {
                String missing = format == null ? "no fmt chunk" : "no data chunk";
                throw bad(missing + " before the end of the file", source.size(), "allowed is fmt, then data");
            }
            read(at, HEADER_BYTES);
            int id = Wire.id(bytes, 0);
            long size = Wire.u32(bytes, 4);
            long body = at + HEADER_BYTES;
            if (id == DATA) {
                return data(at, body, size);
            }
            if (id == FMT) {
                format(at, body, size);
            } else if (id == DS64 && rf64) {
                ds64(at, body, size);
            }
            at = next(id, at, size);
        }
        throw bad("more than " + MOST_CHUNKS + " chunks before the audio", at, "allowed are " + MOST_CHUNKS);
    }

    /** Checks the first twelve bytes. */
    private long form() throws IOException {
        String allowed = "allowed is a file that begins with RIFF or RF64, size, WAVE";
        if (source.size() == 0) {
            throw bad("the file is empty", 0, allowed);
        }
        if (source.size() < 12) {
            throw bad("the file ends within its header", source.size(), allowed);
        }
        read(0, 12);
        int magic = Wire.id(bytes, 0);
        if (magic != RIFF && magic != RF64) {
            throw bad("the file begins with " + Wire.name(magic), 0, allowed);
        }
        if (Wire.id(bytes, 8) != WAVE) {
            throw bad("the form is " + Wire.name(Wire.id(bytes, 8)), 8, allowed);
        }
        rf64 = magic == RF64;
        return 12;
    }

    private void format(long at, long body, long size) throws IOException {
        if (format != null) {
            throw bad("a second fmt chunk", at, "allowed is one");
        }
        if (size < WavFormat.LEAST_BYTES) {
            throw bad("the fmt chunk has " + size + " bytes", at + 4, "allowed are 16 and more");
        }
        int length = (int) Math.min(size, WavFormat.MOST_BYTES);
        read(body, length);
        format = WavFormat.of(source.name(), bytes, length, body);
    }

    /** The 64-bit sizes: of the file, then of the audio. */
    private void ds64(long at, long body, long size) throws IOException {
        if (size < 24) {
            throw bad("the ds64 chunk has " + size + " bytes", at + 4, "allowed are 24 and more");
        }
        read(body, 16);
        longDataBytes = Wire.i64(bytes, 8);
    }

    private WavLayout data(long at, long body, long claimed) throws IOException {
        WavFormat known = format;
        if (known == null) {
            throw bad("the data chunk comes before the fmt chunk", at, "allowed is fmt, then data");
        }
        long size = claimed == UNKNOWN && longDataBytes > 0 ? longDataBytes : claimed;
        long there = source.size() - body;
        boolean placeholder = placeholder(size);
        if (size == UNKNOWN || size > there) {
            return new WavLayout(known, body, there, placeholder, !placeholder);
        }
        if (!placeholder || size == there || chunksTo(body + size + (size & 1))) {
            return new WavLayout(known, body, size, false, false);
        }
        return new WavLayout(known, body, there, true, false);
    }

    /** Whether a writer that cannot seek may have left this: 0, about 2 GiB (sox: 0x7FFFF000), about 4 GiB. */
    private static boolean placeholder(long size) {
        return size == 0 || size >= 0x7FFF0000L && size <= 0x80010000L || size >= 0xFFFF0000L && size <= UNKNOWN;
    }

    /** Whether nothing but chunks follows, up to the end of the file: then the size before them was meant. */
    private boolean chunksTo(long start) throws IOException {
        long at = start;
        for (int chunk = 0; chunk < MOST_CHUNKS && source.size() - at >= HEADER_BYTES; chunk++) {
            read(at, HEADER_BYTES);
            if (!Wire.printable(Wire.id(bytes, 0))) {
                return false;
            }
            long size = Wire.u32(bytes, 4);
            at += HEADER_BYTES + size + (size & 1);
        }
        return at == source.size() || at == source.size() + 1;
    }

    /** Where the next chunk begins; chunks of an odd length are followed by a pad byte. */
    private long next(int id, long at, long size) throws WavFormatException {
        long end = at + HEADER_BYTES + size;
        if (end > source.size()) {
            throw bad(
                    "chunk " + Wire.name(id) + " has " + size + " bytes and ends behind the file",
                    at,
                    "allowed are " + (source.size() - at - HEADER_BYTES));
        }
        return end + (size & 1);
    }

    private void read(long at, int length) throws IOException {
        int have = 0;
        while (have < length) {
            int count = at + have >= source.size() ? -1 : source.read(at + have, bytes, have, length - have);
            if (count <= 0) {
                throw bad("the file ends within a chunk", at + have, "allowed is a whole chunk");
            }
            have += count;
        }
    }

    private WavFormatException bad(String problem, long at, String allowed) {
        return new WavFormatException(source.name(), problem, at, allowed);
    }
}
