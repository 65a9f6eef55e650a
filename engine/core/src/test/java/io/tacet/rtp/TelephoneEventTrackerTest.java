package io.tacet.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tacet.PayloadTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tests of RULES D1 to D5 do not reach: many presses at once, durations that wrap, hostile payloads. */
class TelephoneEventTrackerTest {
    private static final PayloadTypes TYPES =
            PayloadTypes.builder().events(101, 8_000).redundant(100).build();

    private final List<String> told = new ArrayList<>();
    private final ReceiverCounters counters = new ReceiverCounters();
    private final RtpReceiver receiver = new RtpReceiver(TYPES, 0, new PacketPool(), counters, new PressListener() {
        @Override
        public void pressed(int event, long atSample, long durationSamples, boolean beganBefore) {
            told.add(event + "@" + atSample + "+" + durationSamples + (beganBefore ? " before" : ""));
        }

        @Override
        public void lasted(int event, long atSample, long durationSamples) {
            told.add(event + "@" + atSample + " lasts " + durationSamples);
        }
    });
    private int sequence;

    @BeforeEach
    void beginWithAudio() {
        send(0, 0, new byte[160], 0);
    }

    private void send(int type, int timestamp, byte[] payload, long position) {
        byte[] packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(1)
                .put(payload)
                .array();
        long arrival = 1_000_000_000L + position * 125_000;
        receiver.rtp(packet, 0, packet.length, arrival, 0);
        while (receiver.next(arrival)) {
            if (receiver.item() == RtpReceiver.Item.AUDIO) {
                counters.written++;
                receiver.taken(receiver.samples());
            } else {
                receiver.filled(receiver.samples());
            }
        }
    }

    private void event(int event, boolean end, int timestamp, int duration, long position) {
        byte[] payload = {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
        send(101, timestamp, payload, position);
    }

    @Test
    void shouldCountOnWhenADurationWrapsWithinOneTimestamp() {
        event(1, false, 800, 160, 800);
        event(1, false, 800, 65_520, 66_320);
        event(1, true, 800, 144, 66_480); // 65536 + 144
        assertEquals(List.of("1@800+160", "1@800 lasts 65520", "1@800 lasts 65680"), told);
    }

    @Test
    void shouldRememberEightPressesForPacketsThatComeLate() {
        for (int i = 0; i < 8; i++) {
            event(i, true, 800 + 400 * i, 160, 800 + 400 * i);
        }
        told.clear();
        event(0, true, 800, 320, 4_000);
        assertEquals(List.of("0@800 lasts 320"), told);
    }

    @Test
    void shouldSayNothingAboutRepeatsThatTellNothingNew() {
        event(5, false, 800, 160, 800);
        event(5, true, 800, 320, 960);
        event(5, true, 800, 320, 960);
        event(5, true, 800, 320, 960);
        assertEquals(List.of("5@800+160", "5@800 lasts 320"), told);
    }

    @Test
    void shouldIgnoreTrailingBytesThatAreNoWholeEvent() {
        send(101, 800, new byte[] {5, (byte) 0x8A, 0, (byte) 160, 6, (byte) 0x8A, 0}, 800);
        assertEquals(List.of("5@800+160"), told);
    }

    @Test
    void shouldTakeOnlyTheEventsOfARedundantPayload() {
        // Blocks: unknown payload type 99, a press that was lost, and the primary one.
        byte[] payload = {
            (byte) (0x80 | 99),
            50,
            0,
            2,
            (byte) (0x80 | 101),
            25,
            0,
            4,
            101,
            7,
            7,
            1,
            (byte) 0x8A,
            0,
            (byte) 160,
            2,
            0x0A,
            0,
            (byte) 160
        };
        send(100, 4_000, payload, 4_000);
        assertEquals(List.of("1@2400+160", "2@4000+160"), told); // 25 << 6 = 1600 before
    }

    @Test
    void shouldRejectRedundantPayloadsWhoseLengthsLie() {
        send(100, 800, new byte[] {(byte) (0x80 | 101), 0, 3, (byte) 0xFF, 101, 1, 10, 0, (byte) 160}, 800);
        send(100, 800, new byte[] {(byte) (0x80 | 101), 0, 0}, 800);
        send(100, 800, new byte[] {101}, 800);
        send(100, 800, new byte[0], 800);
        assertEquals(List.of(), told);
        assertEquals(4, counters.malformed);
    }

    @Test
    void shouldNeverThrowForAnyPayloadOfEvents() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                byte[] payload = new byte[random.nextInt(30)];
                random.nextBytes(payload);
                send(random.nextBoolean() ? 101 : 100, random.nextInt(), payload, 160L * i);
            }
        }
        receiver.abandon();
        long accounted =
                counters.written + counters.events + counters.comfortNoise + counters.duplicate + counters.late;
        accounted += counters.malformed + counters.payloadType + counters.afterEnd;
        assertEquals(counters.taken, accounted);
        assertTrue(counters.events > 0);
    }
}
