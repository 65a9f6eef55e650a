package io.tacet.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of the journal. Thread: any; no state.
 *
 * <pre>
 *   segment: | magic 8 | shard 4 | version 4 | generation 8 | oldest 8 | crc 4 | 0 … | records from byte 64
 *   record:  | crc 4 | length 4 | generation 8 | number 4 | kind 4 | offset 8 | payload … | to a multiple of 8
 * </pre>
 *
 * <p>Design note: the CRC32C covers all that follows it, the generation with it, so what an earlier use of a recycled segment left
 * behind is never taken for a record. {@code oldest} is the first generation that was still needed when the segment was begun: older
 * ones that are found beside it were given up, and what they say is no longer true.
 */
final class JournalRecord {
    static final long MAGIC = 0x54414345544A4E4CL;
    static final int VERSION = 2;
    static final int SEGMENT_HEADER_BYTES = 64;
    static final int HEADER_BYTES = 32;

    /** {@link OpenNote}; the offset is the end of what the {@code .part} holds durably. */
    static final int OPEN = 1;
    /** Bytes of the data chunk at the offset. */
    static final int DATA = 2;
    /** Presses and gaps, see {@link Notes}. */
    static final int NOTES = 3;
    /** {@link Story}: the end is decided and all its bytes are in the journal. */
    static final int DECIDED = 4;
    /** The file is sealed, or given up, its story beside it: from here on files tell. The payload is the id. */
    static final int SEALED = 5;
    /** The sink has it, or nothing of it is kept; the event is to be sent. The payload is the id and its {@link Story}. */
    static final int CONFIRMED = 6;
    /** Nothing is left to be done. The payload is the id. */
    static final int EVENT_SENT = 7;

    private static final int OLDEST_AT = 24;
    private static final int HEADER_SUM_AT = 32;
    private static final int CRC = 0;
    private static final int LENGTH = 4;
    private static final int GENERATION = 8;
    private static final int NUMBER = 16;
    private static final int KIND = 20;
    private static final int OFFSET = 24;

    private JournalRecord() {}

    static int bytes(int payload) {
        return HEADER_BYTES + payload + 7 & ~7;
    }

    /** Completes the record at {@code at}, whose payload is in place. */
    static void stamp(
            ByteBuffer buffer, int at, int length, long generation, int number, int kind, long offset, CRC32C crc) {
        buffer.putInt(at + LENGTH, length);
        buffer.putLong(at + GENERATION, generation);
        buffer.putInt(at + NUMBER, number);
        buffer.putInt(at + KIND, kind);
        buffer.putLong(at + OFFSET, offset);
        buffer.putInt(at + CRC, sum(buffer, at, length, crc));
    }

    /** Gives the record at {@code at} another generation. */
    static void restamp(ByteBuffer buffer, int at, long generation, CRC32C crc) {
        stamp(
                buffer,
                at,
                length(buffer, at),
                generation,
                number(buffer, at),
                kind(buffer, at),
                offset(buffer, at),
                crc);
    }

    private static int sum(ByteBuffer buffer, int at, int length, CRC32C crc) {
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(at + HEADER_BYTES + length).position(at + LENGTH);
        crc.reset();
        crc.update(buffer);
        buffer.limit(limit).position(position);
        return (int) crc.getValue();
    }

    /** Whether a whole record of a generation lies at {@code at}. */
    static boolean valid(ByteBuffer buffer, int at, long generation, CRC32C crc) {
        return plausible(buffer, at, generation) && buffer.getInt(at + CRC) == sum(buffer, at, length(buffer, at), crc);
    }

    /** Whether what lies at {@code at} looks like the header of a record of a generation, whole or not. */
    static boolean plausible(ByteBuffer buffer, int at, long generation) {
        if (at + HEADER_BYTES > buffer.limit() || buffer.getLong(at + GENERATION) != generation) {
            return false;
        }
        int length = length(buffer, at);
        return length >= 0 && length <= buffer.limit() - at - HEADER_BYTES;
    }

    static int length(ByteBuffer buffer, int at) {
        return buffer.getInt(at + LENGTH);
    }

    static int number(ByteBuffer buffer, int at) {
        return buffer.getInt(at + NUMBER);
    }

    static int kind(ByteBuffer buffer, int at) {
        return buffer.getInt(at + KIND);
    }

    static long offset(ByteBuffer buffer, int at) {
        return buffer.getLong(at + OFFSET);
    }

    static ByteBuffer segmentHeader(int shard, long generation, long oldest) {
        ByteBuffer header = ByteBuffer.allocate(SEGMENT_HEADER_BYTES);
        header.putLong(MAGIC).putInt(shard).putInt(VERSION).putLong(generation).putLong(oldest);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, header.position());
        header.putInt((int) crc.getValue());
        return header.clear();
    }

    /** The first generation that was needed when the segment was begun. */
    static long oldest(ByteBuffer segment) {
        return segment.getLong(OLDEST_AT);
    }

    /** The generation of a segment, 0 if it was never used, −1 if its header is damaged. */
    static long generation(ByteBuffer segment) {
        if (segment.limit() < SEGMENT_HEADER_BYTES) {
            return 0;
        }
        if (segment.getLong(0) == 0 && segment.getLong(16) == 0) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(segment.slice(0, HEADER_SUM_AT));
        boolean ours = segment.getLong(0) == MAGIC && segment.getInt(12) == VERSION;
        return ours && segment.getInt(HEADER_SUM_AT) == (int) crc.getValue() ? segment.getLong(16) : -1;
    }
}
