package io.tacet.server.fuzz;

import io.tacet.PayloadTypes;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.Terminators;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/**
 * Datagrams as they come, broken ones too, into a recording. Input: a byte of options, then for each datagram a byte of time in steps of 4
 * ms (255: 10 s), a byte of source and command, two bytes of length, the datagram.
 */
public final class RtpTarget {
    private static final long STEP_NANOS = 4_000_000;
    private static final long JUMP_NANOS = 10_000_000_000L;
    private static final int JUMP = 255;
    private static final int LONGEST = 2048;

    private RtpTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] input) {
        Script script = new Script(input);
        FuzzedRecording recording = new FuzzedRecording(request(script.u8()));
        boolean goesOn = true;
        while (goesOn && script.hasMore()) {
            int time = script.u8();
            int meta = script.u8();
            recording.elapse(time == JUMP ? JUMP_NANOS : time * STEP_NANOS);
            int length = script.take(Math.min(LONGEST, script.u16()));
            recording.rtp(script.array(), script.offset(), length, meta & 3);
            command(recording, meta >> 2 & 15);
            goesOn = (meta & 0x40) != 0 || recording.look();
        }
        recording.end();
    }

    /** The options of a first byte. */
    static RecordingRequest.Builder request(int options) {
        RecordingRequest.Builder request = RecordingRequest.builder()
                .payloadTypes(
                        PayloadTypes.builder().events(101, 8000).redundant(100).build())
                .trimTrailingSilence((options & 1) != 0)
                .maskEvents((options & 2) != 0)
                .source((options & 4) != 0 ? 1 : 0);
        if ((options & 8) != 0) {
            request.silence(SilencePolicy.after(Duration.ofMillis(300)));
        }
        if ((options & 16) != 0) {
            request.terminators(Terminators.ALL);
        }
        if ((options & 32) != 0) {
            request.duration(Duration.ofMillis(1500));
        }
        return request;
    }

    private static void command(FuzzedRecording recording, int command) {
        switch (command) {
            case 9 -> recording.call().recording().pause();
            case 10 -> recording.call().recording().resume();
            case 11 -> recording.call().recording().digit('5');
            case 12 -> recording.call().recording().stop();
            default -> {
                // Most datagrams come alone.
            }
        }
    }

    /** A seed: one datagram more. */
    static void append(ByteArrayOutputStream seed, long deltaNanos, byte[] bytes, int offset, int length) {
        seed.write((int) Math.min(JUMP - 1, deltaNanos / STEP_NANOS));
        seed.write(0);
        seed.write(length >> 8);
        seed.write(length);
        seed.write(bytes, offset, length);
    }
}
