package io.tacet.samples.generator.captures;

/** Keys that are held for longer than a duration field can say. Thread: one. */
final class LongEvents implements CaptureScenarios.Chapter {
    private static final int HELD_MILLIS = 12_000;

    @Override
    public void addTo(CaptureScenarios scenarios) {
        Call wraps = scenarios.call("event-12-s-wraps", "D2", "A key is held for 12 s; its duration wraps");
        held(wraps, EventStyle.LongPress.WRAPS);

        Call segments = scenarios.call(
                "event-12-s-segments", "D2 a", "A key is held for 12 s, in segments (RFC 4733 section 2.5.1.3)");
        held(segments, EventStyle.LongPress.SEGMENTS);
        segments.limit(Limit.ended("#", 3, 102_400));
        segments.limit(Limit.terminator("5", 3200));

        Call saturates =
                scenarios.call("event-12-s-saturates", "D2", "A key is held for 12 s; its duration stays at 0xFFFF");
        held(saturates, EventStyle.LongPress.SATURATES);

        Call lost = scenarios.call(
                "event-12-s-segments-ends-lost", "D2 a", "A key is held for 12 s, in segments, and all ends are lost");
        held(lost, EventStyle.LongPress.SEGMENTS);
        lost.network.lose(packet -> packet.end);
    }

    private static void held(Call call, EventStyle.LongPress kind) {
        Sender caller = call.caller(Format.PCMU).speech(400);
        caller.style.longPress = kind;
        caller.style.updateMillis = 50;
        caller.press('5', HELD_MILLIS);
        caller.speech(400);
    }
}
