package io.tacet.samples.generator.captures;

/** Keys at the very start: those that began the recording, and those that begin with it. Thread: one. */
final class EventStarts implements CaptureScenarios.Chapter {
    @Override
    public void addTo(CaptureScenarios scenarios) {
        Call first = scenarios.call(
                "event-first-of-all", "D5, T1", "The recording's first packet begins a key, with all numbers 0");
        Sender caller = first.caller(Format.PCMU);
        caller.sequence = 0;
        caller.timestampBase = 0;
        caller.press('5', 100);
        caller.speech(500);
        first.limit(Limit.terminator("5", 0));

        Call tail = scenarios.call(
                "event-tail-of-key",
                "D5",
                "The recording begins in the middle of a key: it is listed before it and ends nothing");
        Press hash = beforeTheRecording(tail, 200);
        tail.network.lose(packet -> packet.press == hash && !packet.end && Network.isDue(packet, 0, 100));
        startAt(tail, 120);
        tail.limit(Limit.ended("#", 0, 640 + 4000 + 960 + 2400)).limit(Limit.terminator("5", 640 + 4000));

        Call ends = scenarios.call(
                "event-tail-of-key-ends",
                "D5",
                "The recording begins with the repeated ends of a key: it ends nothing");
        Press released = beforeTheRecording(ends, 200);
        ends.network.lose(packet -> packet.press == released && !packet.end);
        startAt(ends, 200);
        ends.limit(Limit.ended("#", 0, 4000 + 960 + 2400));

        Call held = scenarios.call(
                "event-tail-of-long-key",
                "D5",
                "The recording begins while a key is held for the third second: it ends nothing");
        Press hash3 = beforeTheRecording(held, 3000);
        held.network.lose(packet -> packet.press == hash3 && !packet.end && Network.isDue(packet, 0, 2480));
        startAt(held, 2500);
        held.limit(Limit.ended("#", 0, 4000 + 4000 + 960 + 2400));

        Call beside = scenarios.call(
                "event-tail-beside-audio",
                "D5",
                "The recording begins with audio, in the middle of a key: it ends nothing");
        caller = beside.caller(Format.PCMU);
        caller.style.audioGoesOn = true;
        Press down = caller.press('#', 200);
        down.beganBefore = true;
        caller.speech(500);
        caller.press('5', 120);
        caller.speech(300);
        beside.network.lose(
                packet -> Network.isDue(packet, 0, 100) && (packet.isEvent() || Network.isDue(packet, 0, 80)));
        beside.limit(Limit.ended("#", 0, 960 + 4000 + 960 + 2400));
    }

    private static Press beforeTheRecording(Call call, int millis) {
        Sender caller = call.caller(Format.PCMU);
        Press press = caller.press('#', millis);
        press.beganBefore = true;
        caller.speech(500);
        caller.press('5', 120);
        caller.speech(300);
        return press;
    }

    /** Position 0 is what the first packet says of the key: how long it was down by then. */
    private static void startAt(Call call, int millis) {
        call.originMicros = Call.START_MICROS + millis * 1000L;
    }
}
