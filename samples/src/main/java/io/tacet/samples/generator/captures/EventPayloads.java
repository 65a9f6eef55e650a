package io.tacet.samples.generator.captures;

import java.nio.ByteBuffer;

/** Payloads that hold less or more than one event. Thread: one. */
final class EventPayloads implements CaptureScenarios.Chapter {
    private static final int RED = 121;

    @Override
    public void addTo(CaptureScenarios scenarios) {
        tooShort(scenarios);
        several(scenarios);
        redundant(scenarios);
    }

    private static void tooShort(CaptureScenarios scenarios) {
        Call call = scenarios.call("event-short-payloads", "D4", "Payloads of 1, 2 and 3 bytes are no events");
        Sender caller = call.caller(Format.PCMU).speech(400);
        for (int length = 1; length <= 3; length++) {
            byte[] block = {9, 10, 1};
            caller.packet(101, caller.timestamp(), java.util.Arrays.copyOf(block, length));
            caller.speech(100);
        }
        caller.press('6', 100);
        caller.speech(300);
        call.limit(Limit.ended("9", 0, 3200 + 3 * 800 + 800 + 2400));
    }

    private static void several(CaptureScenarios scenarios) {
        Call call = scenarios.call(
                "event-several-in-a-payload", "D4", "One payload holds three keys, and is sent three times");
        Sender caller = call.caller(Format.PCMU).speech(400);
        int timestamp = caller.timestamp();
        ByteBuffer payload = ByteBuffer.allocate(12);
        Press[] presses = new Press[3];
        for (int i = 0; i < 3; i++) {
            payload.put((byte) (i + 1)).put((byte) 0x8A).putShort((short) 400);
            presses[i] = new Press(i + 1, caller.dueMicros());
            call.add(presses[i]);
            caller.pause(50);
        }
        for (int i = 0; i < 3; i++) {
            Packet packet = caller.packet(101, timestamp, payload.array());
            packet.marker = i == 0;
            packet.press = presses[0];
            for (Press press : presses) {
                packet.told.add(new Packet.Told(press, 400));
            }
        }
        caller.speech(400);
        call.limit(Limit.terminator("2", 3600)).limit(Limit.terminator("3", 4000));
    }

    private static void redundant(CaptureScenarios scenarios) {
        Call plain = scenarios.call(
                "event-redundant", "D4", "Events in redundant payloads (RFC 2198): nothing is reported twice");
        keys(plain.caller(Format.PCMU));

        Call lost = scenarios.call(
                "event-redundant-only",
                "D4",
                "All packets of a key lost: it is known from the redundant blocks of the next");
        keys(lost.caller(Format.PCMU));
        lost.network.lose(packet -> packet.press == lost.presses.get(1));
    }

    private static void keys(Sender caller) {
        caller.style.redundantType = RED;
        caller.speech(400);
        for (char key : new char[] {'4', '5', '6'}) {
            caller.press(key, 100);
            caller.speech(200);
        }
    }
}
