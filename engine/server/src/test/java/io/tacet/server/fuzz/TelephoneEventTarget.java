package io.tacet.server.fuzz;

import io.tacet.rtp.RtpHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Well-formed packets of one sender whose events are anything: so a fuzzer reaches the tracker with every input. Input: a byte of options
 * as for {@link RtpTarget}, then for each packet its kind and marker, time in ms, step of the sequence, step of the timestamp, length and
 * bytes of the payload.
 */
public final class TelephoneEventTarget {
    private static final long MILLISECOND = 1_000_000;
    private static final int MARKER = 4;
    private static final int LONGEST = 64;
    private static final int AUDIO_LENGTH = 160;
    private static final int[] PAYLOAD_TYPES = {0, 101, 100, 13};

    private TelephoneEventTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        Script script = new Script(input);
        FuzzedRecording recording = new FuzzedRecording(RtpTarget.request(script.u8()));
        byte[] packet = new byte[12 + AUDIO_LENGTH];
        int sequence = 65_500;
        int timestamp = -8000;
        boolean goesOn = true;
        while (goesOn && script.hasMore()) {
            int kind = script.u8();
            recording.elapse(script.u8() * MILLISECOND);
            sequence += script.s8();
            timestamp += (short) script.u16();
            int length = script.take(Math.min(LONGEST, script.u8()));
            System.arraycopy(script.array(), script.offset(), packet, 12, length);
            ByteBuffer.wrap(packet)
                    .put((byte) 0x80)
                    .put((byte) (PAYLOAD_TYPES[kind & 3] | ((kind & MARKER) != 0 ? 0x80 : 0)))
                    .putShort((short) sequence)
                    .putInt(timestamp)
                    .putInt((kind & 0x38) == 0x38 ? 8 : 7);
            recording.rtp(packet, 0, 12 + ((kind & 3) == 0 ? AUDIO_LENGTH : length), 0);
            goesOn = recording.look();
        }
        recording.end();
    }

    /** A seed: one packet more, if it is one that this target can send. */
    static void append(
            ByteArrayOutputStream seed, long deltaNanos, RtpHeader packet, byte[] bytes, @Nullable RtpHeader before) {
        int kind = 0;
        while (kind < PAYLOAD_TYPES.length && PAYLOAD_TYPES[kind] != packet.payloadType()) {
            kind++;
        }
        if (kind == PAYLOAD_TYPES.length) {
            return;
        }
        int steps = before == null ? 1 : packet.sequence() - before.sequence();
        int ticks = before == null ? 0 : packet.timestamp() - before.timestamp();
        int length = kind == 0 ? 0 : Math.min(LONGEST, packet.payloadLength());
        seed.write(packet.marker() ? kind | MARKER : kind);
        seed.write((int) Math.min(255, deltaNanos / MILLISECOND));
        seed.write(steps);
        seed.write(ticks >> 8);
        seed.write(ticks);
        seed.write(length);
        seed.write(bytes, packet.payloadOffset(), length);
    }
}
