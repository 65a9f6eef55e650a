package io.tacet.rtp;

import io.tacet.PayloadTypes;
import org.jspecify.annotations.Nullable;

/**
 * Turns packets of telephone events into presses, one for each key that was pressed (RULES D1 to D5).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     event     |E|R| volume    |          duration             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>Thread: recorder. Design note: a press is its (event, timestamp); senders break that in three known ways (the timestamp moves with
 * each packet, stands still between presses, or changes with the repeated ends), each told apart by sequence number, marker and
 * duration. The last {@value #REMEMBERED} presses are remembered for packets that come late.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4733#section-2.3">RFC 4733 section 2.3</a>
 */
final class TelephoneEventTracker {
    private static final int REMEMBERED = 8;
    private static final int LONGEST_SEGMENT = 0xFFFF;

    private final @Nullable PressMemory[] memory = new PressMemory[REMEMBERED];
    private final PayloadTypes types;
    private final MediaTimeline timeline;
    private final PressListener listener;
    private final int rate;
    private int newest;
    private int count;
    private long end;

    TelephoneEventTracker(PayloadTypes types, MediaTimeline timeline, PressListener listener) {
        this.types = types;
        this.timeline = timeline;
        this.listener = listener;
        rate = types.primary().clockRate();
    }

    /** The source is another from here on: nothing before is continued. */
    void newSource() {
        count = 0;
    }

    /** Where the last event ends, as far as known; 0 if there was none. */
    long end() {
        return end;
    }

    /** Takes one packet, in order of sequence as far as possible. */
    void packet(Packet packet, boolean first) {
        if (packet.redundant) {
            redundant(packet, first);
        } else {
            block(packet, packet.payloadType, packet.timestamp, packet.offset, packet.length, first, false);
        }
    }

    /** RFC 2198: redundant blocks, oldest first, then the primary one. Lengths were checked by {@link RedundantPayload}. */
    private void redundant(Packet packet, boolean first) {
        int at = packet.offset;
        int block = RedundantPayload.firstBlock(packet.bytes, packet.offset);
        while ((packet.bytes[at] & 0x80) != 0) {
            int offset = RedundantPayload.timestampOffset(packet.bytes, at);
            int length = RedundantPayload.blockLength(packet.bytes, at);
            block(packet, packet.bytes[at] & 0x7F, packet.timestamp - offset, block, length, first, true);
            block += length;
            at += 4;
        }
        int length = packet.offset + packet.length - block;
        block(packet, packet.bytes[at] & 0x7F, packet.timestamp, block, length, first, false);
    }

    private void block(Packet packet, int type, int timestamp, int offset, int length, boolean first, boolean old) {
        int clockRate = types.eventClockRate(type);
        if (clockRate == 0) {
            return;
        }
        int start = timestamp;
        for (int at = offset; at + 4 <= offset + length; at += 4) {
            int event = packet.bytes[at] & 0xFF;
            boolean ended = (packet.bytes[at + 1] & 0x80) != 0;
            int duration = RtpHeader.uint16(packet.bytes, at + 2);
            event(packet, event, ended, duration, start, clockRate, first, old);
            start += (int) ((long) duration * rate / clockRate);
        }
    }

    private void event(
            Packet packet,
            int event,
            boolean ended,
            int duration,
            int timestamp,
            int clockRate,
            boolean first,
            boolean old) {
        PressMemory press = find(event, timestamp);
        if (old) {
            if (press == null) {
                create(packet, event, ended, duration, timestamp, clockRate, first);
            }
            return;
        }
        if (press != null && isNewInFrozenTime(press, packet, duration)) {
            press = null;
        } else if (press == null) {
            press = continued(packet, event, ended, duration, timestamp, clockRate);
        }
        if (press == null) {
            create(packet, event, ended, duration, timestamp, clockRate, first);
        } else {
            update(press, packet, ended, duration);
        }
    }

    private @Nullable PressMemory find(int event, int timestamp) {
        for (int i = 0; i < count; i++) {
            PressMemory press = memory[newest - i & REMEMBERED - 1];
            if (press != null
                    && press.event == event
                    && timestamp - press.firstTimestamp >= 0
                    && press.timestamp - timestamp >= 0) {
                return press;
            }
        }
        return null;
    }

    private static boolean isNewInFrozenTime(PressMemory press, Packet packet, int duration) {
        return press.ended && packet.number > press.number && packet.marker && duration < press.duration;
    }

    /** The latest press, if this packet with a timestamp of its own goes on with it (RULES D2 a to c). */
    private @Nullable PressMemory continued(
            Packet packet, int event, boolean ended, int duration, int timestamp, int clockRate) {
        if (count == 0 || packet.marker) {
            return null;
        }
        PressMemory press = memory[newest];
        if (press == null || press.event != event) {
            return null;
        }
        long step = packet.number - press.number;
        if (press.ended) {
            boolean repeatedEnd = ended && duration == press.duration && step >= 1 && step <= 3;
            return repeatedEnd ? move(press, timestamp) : null;
        }
        if (step == 1 && duration > press.duration) {
            return move(press, timestamp); // the timestamp moves with each packet, the duration counts from the start
        }
        int inRate = (int) ((long) press.duration * rate / clockRate);
        int longest = (int) ((long) LONGEST_SEGMENT * rate / clockRate);
        int moved = timestamp - press.timestamp;
        if (moved == inRate || moved == longest || moved == press.duration || moved == LONGEST_SEGMENT) {
            press.base += moved == longest || moved == LONGEST_SEGMENT ? LONGEST_SEGMENT : press.duration;
            press.duration = 0;
            return move(press, timestamp);
        }
        return step == 1 && duration >= press.duration ? move(press, timestamp) : null;
    }

    private static PressMemory move(PressMemory press, int timestamp) {
        press.timestamp = timestamp;
        return press;
    }

    private void update(PressMemory press, Packet packet, boolean ended, int duration) {
        if (packet.number > press.number) {
            if (!press.ended && duration + 0x8000 < press.duration) {
                press.base += 0x10000;
            }
            press.number = packet.number;
            press.duration = duration;
        } else {
            press.duration = Math.max(press.duration, duration);
        }
        press.ended |= ended;
        long total = inSamples(press.base + press.duration, press.clockRate);
        boolean longer = total > press.samples;
        press.samples = Math.max(press.samples, total);
        if (!press.reported) {
            report(press);
        } else if (longer) {
            end = Math.max(end, press.position + press.samples);
            listener.lasted(press.event, press.position, press.samples);
        }
    }

    private void create(
            Packet packet, int event, boolean ended, int duration, int timestamp, int clockRate, boolean first) {
        newest = newest + 1 & REMEMBERED - 1;
        count = Math.min(count + 1, REMEMBERED);
        PressMemory press = memory[newest];
        if (press == null) {
            press = new PressMemory();
            memory[newest] = press;
        }
        press.event = event;
        press.firstTimestamp = timestamp;
        press.timestamp = timestamp;
        press.clockRate = clockRate;
        press.number = packet.number;
        press.base = 0;
        press.duration = duration;
        press.samples = inSamples(duration, clockRate);
        press.ended = ended;
        press.position = position(timestamp, press.samples, packet.arrivalNanos);
        press.beganBefore = press.position < 0 || first && beganBefore(ended, duration, clockRate);
        press.reported = false;
        if (duration > 0) {
            report(press);
        }
    }

    /** How long the key of a recording's very first packet was down before it, in samples of the audio (RULES D5). */
    static int samplesBefore(Packet packet, PayloadTypes types) {
        int at = packet.redundant
                ? RedundantPayload.primaryBlock(packet.bytes, packet.offset, packet.length)
                : packet.offset;
        boolean ended = (packet.bytes[at + 1] & 0x80) != 0;
        int duration = RtpHeader.uint16(packet.bytes, at + 2);
        int clockRate = types.eventClockRate(packet.payloadType);
        return beganBefore(ended, duration, clockRate)
                ? (int) ((long) duration * types.primary().clockRate() / clockRate)
                : 0;
    }

    /** A key that is already long down, or already released, in the very first packet (RULES D5). */
    static boolean beganBefore(boolean ended, int duration, int clockRate) {
        return ended || duration * 1000L > 60L * clockRate;
    }

    private void report(PressMemory press) {
        press.reported = true;
        end = Math.max(end, press.position + press.samples);
        listener.pressed(press.event, press.position, press.samples, press.beganBefore);
    }

    private long position(int timestamp, long durationSamples, long arrivalNanos) {
        long told = timeline.positionOf(timestamp);
        long seen = timeline.positionAt(arrivalNanos) - durationSamples;
        return timeline.nanos(Math.abs(told - seen)) > MediaTimeline.TOLERANCE_NANOS ? seen : told;
    }

    private long inSamples(long duration, int clockRate) {
        return duration * rate / clockRate;
    }

    /** What is remembered of a press. */
    private static final class PressMemory {
        int event;
        int firstTimestamp;
        int timestamp;
        int clockRate;
        long number;
        long base;
        int duration;
        long samples;
        long position;
        boolean ended;
        boolean beganBefore;
        boolean reported;
    }
}
