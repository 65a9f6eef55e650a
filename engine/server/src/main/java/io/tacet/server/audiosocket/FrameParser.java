package io.tacet.server.audiosocket;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes AudioSocket's frames out of a stream of bytes, however it is cut.
 *
 * <pre>
 *  0        1                 3
 * +--------+--------+--------+---------- - -
 * |  kind  |  length (BE)    |  payload
 * +--------+--------+--------+---------- - -
 * 00 hang-up, 0 bytes · 01 UUID, 16 · 02 silence · 03 key, 1 ASCII byte · FF error
 * 10 to 18 samples, 16 bits little-endian, at 8, 12, 16, 24, 32, 44.1, 48, 96, 192 kHz
 * </pre>
 *
 * <p>Thread: one at a time. Design note: audio is handed on in pieces of up to 20 ms, so that a frame's length, true or not, needs no
 * memory. Source: Asterisk's documentation of the AudioSocket protocol.
 */
final class FrameParser {
    static final int HANG_UP = 0x00;
    static final int UUID_KIND = 0x01;
    static final int SILENCE = 0x02;
    static final int DIGIT = 0x03;
    static final int AUDIO = 0x10;
    static final int ERROR = 0xFF;
    static final int HEADER_BYTES = 3;
    /** The longest piece of audio: 20 ms at 48 kHz. No piece of a frame that is kept whole is longer. */
    static final int LONGEST_PIECE = 1920;

    /** By kind from 0x10 on; 0 for rates that no recording has. */
    private static final int[] RATES = {8000, 0, 16_000, 0, 32_000, 0, 48_000, 0, 0};

    /** Of a call that begins with a key. */
    static final int LOWEST_RATE = 8000;

    private static final int UUID_BYTES = 16;
    private static final int LONGEST_OTHER = 320;
    private static final int NONE = -1;

    private boolean identified;
    private int kind = NONE;
    private int remaining;
    private long frames;

    /** What the frames mean. What ends the connection is returned. */
    interface Frames {
        @Nullable
        Ending uuid(UUID call);

        /** An audio frame begins. */
        @Nullable
        Ending audioBegins(int sampleRate);

        /** Samples of it, from the position to the limit; false leaves them for later. */
        boolean audio(ByteBuffer samples);

        @Nullable
        Ending digit(char digit);
    }

    /** What stopped the parser. */
    enum Step {
        /** More bytes are needed. */
        HUNGRY,
        /** Audio was not taken: come again with the same bytes. */
        STALLED,
        /** See {@link #ending()}. */
        ENDED
    }

    private @Nullable Ending ending;

    /** Why the connection ends. */
    @Nullable
    Ending ending() {
        return ending;
    }

    /** Headers so far. */
    long frames() {
        return frames;
    }

    /** Whether a UUID came. */
    boolean identified() {
        return identified;
    }

    /** Whether the far end may stop here: between two frames. */
    boolean betweenFrames() {
        return kind == NONE;
    }

    /** Uses up bytes as far as it can. */
    Step parse(ByteBuffer bytes, Frames taker) {
        while (ending == null) {
            if (kind == NONE) {
                if (bytes.remaining() < HEADER_BYTES) {
                    return Step.HUNGRY;
                }
                kind = bytes.get() & 0xFF;
                remaining = bytes.getShort() & 0xFFFF;
                frames++;
                ending = begin(taker);
            } else {
                int piece = Math.min(remaining, pieceBytes());
                if (bytes.remaining() < piece) {
                    return Step.HUNGRY;
                }
                if (!use(bytes, piece, taker)) {
                    return Step.STALLED;
                }
                remaining -= piece;
                kind = remaining == 0 ? NONE : kind;
            }
        }
        return Step.ENDED;
    }

    /** The far end has closed: whole samples of a frame that will not be finished were heard nevertheless. */
    Step parseLast(ByteBuffer bytes, Frames taker) {
        int samples = bytes.remaining() & ~1;
        if (isAudio(kind) && samples > 0 && !use(bytes, Math.min(samples, remaining), taker)) {
            return Step.STALLED;
        }
        ending = betweenFrames() && !bytes.hasRemaining() ? Ending.DISCONNECTED : Ending.TRUNCATED;
        return Step.ENDED;
    }

    private @Nullable Ending begin(Frames taker) {
        if (!identified && kind != UUID_KIND) {
            return Ending.NO_UUID;
        }
        switch (kind) {
            case HANG_UP:
                return remaining == 0 ? Ending.HANG_UP : Ending.WRONG_LENGTH;
            case UUID_KIND:
                return identified ? Ending.SECOND_UUID : length(UUID_BYTES);
            case DIGIT:
                return length(1);
            case ERROR:
                return Ending.FAR_ERROR;
            case SILENCE:
                return remaining <= LONGEST_OTHER ? emptyIsOver() : Ending.WRONG_LENGTH;
            default:
                return isAudio(kind) ? beginAudio(taker) : Ending.UNKNOWN_KIND;
        }
    }

    private @Nullable Ending beginAudio(Frames taker) {
        int rate = RATES[kind - AUDIO];
        if (rate == 0) {
            return Ending.WRONG_RATE;
        }
        if ((remaining & 1) != 0) {
            return Ending.ODD_LENGTH;
        }
        if (remaining > 2 * rate) {
            return Ending.FRAME_TOO_LONG;
        }
        Ending refused = taker.audioBegins(rate);
        return refused == null ? emptyIsOver() : refused;
    }

    private @Nullable Ending length(int allowed) {
        return remaining == allowed ? null : Ending.WRONG_LENGTH;
    }

    private @Nullable Ending emptyIsOver() {
        kind = remaining == 0 ? NONE : kind;
        return null;
    }

    private int pieceBytes() {
        return isAudio(kind) ? RATES[kind - AUDIO] / 25 : LONGEST_OTHER;
    }

    private static boolean isAudio(int kind) {
        return kind >= AUDIO && kind < AUDIO + RATES.length;
    }

    private boolean use(ByteBuffer bytes, int piece, Frames taker) {
        int end = bytes.position() + piece;
        if (isAudio(kind)) {
            int limit = bytes.limit();
            boolean taken = taker.audio(bytes.limit(end));
            bytes.limit(limit);
            if (!taken) {
                return false;
            }
        } else if (kind == UUID_KIND) {
            identified = true;
            ending = taker.uuid(new UUID(bytes.getLong(), bytes.getLong()));
        } else if (kind == DIGIT) {
            ending = digit(bytes.get(), taker);
        }
        bytes.position(end);
        return true;
    }

    private static @Nullable Ending digit(byte ascii, Frames taker) {
        return ascii > ' ' && ascii < 0x7F ? taker.digit((char) ascii) : Ending.WRONG_DIGIT;
    }
}
