package io.tacet.samples.generator.captures;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Sends the packets of one event, in the sender's style. Thread: one. Source: RFC 4733 section 2.5.1, RFC 2198. */
final class EventSender {
    private static final int LONGEST = 0xFFFF;
    private static final int LONGEST_OFFSET = 0x3FFF;
    private static final int VOLUME = 10;
    private static final int REDUNDANT_BLOCKS = 2;

    private record Block(Press press, int timestamp, byte[] bytes, long duration) {}

    private final Sender sender;
    private final EventStyle style;
    private final Deque<Block> finished = new ArrayDeque<>();
    private @Nullable Integer standing;

    EventSender(Sender sender) {
        this.sender = sender;
        style = sender.style;
    }

    /** Updates, then ends; audio goes on beside them if there is some. */
    void send(Press press, int code, int millis, double[] audio) {
        long start = sender.position();
        int base = sender.timestamp();
        if (style.timestampStands) {
            standing = standing == null ? Integer.valueOf(base) : standing;
            base = standing;
        }
        if (style.startsWithZero) {
            packet(press, code, base, 0, false, true);
        }
        int step = sender.length(style.updateMillis);
        int updates = millis / style.updateMillis;
        for (int k = 1; k <= updates; k++) {
            long duration = k * (long) style.updateMillis * style.clockRate / 1000;
            int timestamp = style.timestampMoves ? base + (k - 1) * step : base;
            if (k == updates) {
                ends(press, code, timestamp, duration, step, k == 1);
            } else {
                boundary(press, code, timestamp, duration);
                packet(press, code, timestamp, duration, false, k == 1 && !style.startsWithZero);
            }
            int at = (k - 1) * step;
            if (audio.length > 0) {
                sender.audio(Arrays.copyOfRange(audio, at, at + step));
            } else {
                sender.moveTo(Math.max(sender.position(), start + at + step));
            }
        }
    }

    /** The last packet of a segment says that it lasted as long as can be said. */
    private void boundary(Press press, int code, int timestamp, long duration) {
        long before = duration - style.updateMillis * (long) style.clockRate / 1000;
        if (style.longPress == EventStyle.LongPress.SEGMENTS && before < LONGEST && duration > LONGEST) {
            packet(press, code, timestamp, LONGEST, false, false);
        }
    }

    private void ends(Press press, int code, int timestamp, long duration, int step, boolean first) {
        int sequence = sender.sequence;
        for (int i = 0; i < style.endCount; i++) {
            if (i > 0) {
                sender.moveTo(sender.position() + sender.length(style.endSpacingMillis));
            }
            int shift = style.ends == EventStyle.Ends.NEW_TIMESTAMP ? i * step : 0;
            if (style.ends == EventStyle.Ends.SAME_SEQUENCE) {
                sender.sequence = sequence;
            }
            packet(press, code, timestamp + shift, duration, true, first && i == 0);
        }
        finished.addLast(new Block(press, timestamp, block(code, duration, true), duration));
        if (finished.size() > REDUNDANT_BLOCKS) {
            finished.removeFirst();
        }
    }

    private void packet(Press press, int code, int timestamp, long duration, boolean end, boolean first) {
        long segment = 0;
        long told = duration;
        if (style.longPress == EventStyle.LongPress.SEGMENTS && duration > LONGEST) {
            segment = (duration - 1) / LONGEST;
            told = duration - segment * LONGEST;
        } else if (style.longPress == EventStyle.LongPress.SATURATES) {
            told = Math.min(LONGEST, duration);
        }
        boolean saturated = style.longPress == EventStyle.LongPress.SATURATES;
        int stamp = timestamp + (int) (segment * LONGEST);
        byte[] block = block(code, told, end);
        boolean redundant = style.redundantType > 0;
        byte[] payload = redundant ? redundant(stamp, block) : block;
        Packet packet = sender.packet(redundant ? style.redundantType : style.payloadType, stamp, payload);
        packet.press = press;
        packet.end = end;
        packet.told.add(new Packet.Told(press, saturated ? told : duration));
        if (redundant) {
            finished.forEach(old -> packet.told.add(new Packet.Told(old.press, old.duration)));
        }
        packet.marker = style.marker == EventStyle.Marker.ALWAYS || first && style.marker == EventStyle.Marker.FIRST;
    }

    private byte[] block(int code, long duration, boolean end) {
        int flags = (end ? 0x80 : 0) | (style.reservedBit ? 0x40 : 0) | VOLUME;
        ByteBuffer block = ByteBuffer.allocate(4);
        block.put((byte) code).put((byte) flags).putShort((short) duration);
        return block.array();
    }

    private byte[] redundant(int timestamp, byte[] block) {
        finished.removeIf(old -> timestamp - old.timestamp > LONGEST_OFFSET);
        ByteBuffer payload = ByteBuffer.allocate(finished.size() * 8 + 1 + block.length);
        for (Block old : finished) {
            int offset = timestamp - old.timestamp;
            payload.put((byte) (0x80 | style.payloadType));
            payload.put((byte) (offset >> 6)).put((byte) (offset << 2)).put((byte) old.bytes.length);
        }
        payload.put((byte) style.payloadType);
        finished.forEach(old -> payload.put(old.bytes));
        return payload.put(block).array();
    }
}
