package io.tacet.samples.generator.captures;

/** Telephone events whose sequence numbers, timestamps or markers are unusual. Thread: one. */
final class EventNumbers implements CaptureScenarios.Chapter {
    private static final int WRAP = 65536;

    @Override
    public void addTo(CaptureScenarios scenarios) {
        wraps(scenarios);
        ends(scenarios);
        timestamps(scenarios);
        markers(scenarios);
        restarts(scenarios);
        restartsSoon(scenarios);
        poison(scenarios);
    }

    private static void wraps(CaptureScenarios scenarios) {
        Call inside = scenarios.call("event-sequence-wraps-inside", "D2, T6", "The sequence number wraps within a key");
        Sender caller = inside.caller(Format.PCMU);
        caller.sequence = WRAP - 20 - 3;
        twoKeys(caller);

        Call between =
                scenarios.call("event-sequence-wraps-between", "D2, T6", "The sequence number wraps between two keys");
        caller = between.caller(Format.PCMU);
        caller.sequence = WRAP - 20 - 7 - 10;
        twoKeys(caller);

        Call stamp = scenarios.call("event-timestamp-wraps-inside", "D2, T6", "The timestamp wraps within a key");
        caller = stamp.caller(Format.PCMU);
        caller.timestampBase = -3200 - 400;
        twoKeys(caller);

        Call stampBetween =
                scenarios.call("event-timestamp-wraps-between", "D2, T6", "The timestamp wraps between two keys");
        caller = stampBetween.caller(Format.PCMU);
        caller.timestampBase = -3200 - 800 - 1000;
        twoKeys(caller);
        stampBetween.limit(Limit.terminator("6", 3200 + 800 + 2400));

        Call zero =
                scenarios.call("event-zero", "D2, T6", "A key's first packet has sequence number 0 and timestamp 0");
        caller = zero.caller(Format.PCMU);
        caller.sequence = WRAP - 20;
        caller.timestampBase = -3200;
        twoKeys(caller);
    }

    /** 5 and 6 of 100 ms; 20 packets before, 7 and 15 after it, 7. */
    private static void twoKeys(Sender caller) {
        caller.speech(400);
        caller.press('5', 100);
        caller.speech(300);
        caller.press('6', 100);
        caller.speech(300);
    }

    private static void ends(CaptureScenarios scenarios) {
        Call same = scenarios.call(
                "event-ends-same-sequence", "D2", "Repeated ends have the sequence number of the first (sipp)");
        Sender caller = same.caller(Format.PCMU);
        caller.style.ends = EventStyle.Ends.SAME_SEQUENCE;
        twoKeys(caller);

        Call fresh = scenarios.call(
                "event-ends-new-sequence",
                "D2",
                "Repeated ends have new sequence numbers and come 20 ms apart (GStreamer)");
        caller = fresh.caller(Format.PCMU);
        caller.style.endSpacingMillis = 20;
        twoKeys(caller);

        Call stamped = scenarios.call(
                "event-ends-new-timestamps", "D2 c", "Repeated ends have new timestamps (a peer of rtpengine)");
        caller = stamped.caller(Format.PCMU);
        caller.style.ends = EventStyle.Ends.NEW_TIMESTAMP;
        twoKeys(caller);
        stamped.limit(Limit.terminator("6", 3200 + 800 + 2400));
    }

    private static void timestamps(CaptureScenarios scenarios) {
        Call moves =
                scenarios.call("event-timestamp-moves", "D2 b", "The timestamp moves on with every packet of a key");
        Sender caller = moves.caller(Format.PCMU);
        caller.style.timestampMoves = true;
        twoKeys(caller);
        moves.limit(Limit.terminator("5", 3200));

        Call all = scenarios.call(
                "event-timestamp-moves-with-ends",
                "D2 b, D2 c",
                "The timestamp moves on with every packet, repeated ends too");
        caller = all.caller(Format.PCMU);
        caller.style.timestampMoves = true;
        caller.style.ends = EventStyle.Ends.NEW_TIMESTAMP;
        twoKeys(caller);

        Call stands = scenarios.call(
                "event-timestamp-stands",
                "D1, D2",
                "All presses of a key have the timestamp of the first; placed by arrival");
        caller = stands.caller(Format.PCMU).speech(400);
        caller.style.timestampStands = true;
        caller.press('5', 100);
        for (int i = 0; i < 2; i++) {
            caller.speech(700);
            caller.press('5', 100).correction = -160;
        }
        caller.speech(300);
        stands.limit(Limit.terminator("5", 3200));
    }

    private static void markers(CaptureScenarios scenarios) {
        for (EventStyle.Marker marker : new EventStyle.Marker[] {EventStyle.Marker.NEVER, EventStyle.Marker.ALWAYS}) {
            boolean never = marker == EventStyle.Marker.NEVER;
            String name = "event-marker-" + (never ? "never" : "always");
            String situation =
                    never ? "No packet of any key has the marker" : "Every packet of every key has the marker";
            Call call = scenarios.call(name, "D2", situation);
            Sender caller = call.caller(Format.PCMU).speech(400);
            caller.style.marker = marker;
            for (char key : new char[] {'5', '5', '6'}) {
                caller.press(key, 100);
                caller.speech(200);
            }
        }
    }

    private static void restarts(CaptureScenarios scenarios) {
        Call restart = scenarios.call(
                "event-sender-restarts",
                "D1, T3",
                "The sender restarts with new numbers and the same SSRC; a key before and after");
        Sender caller = restart.caller(Format.PCMU);
        twoKeys(caller);
        caller.restart(51000, 0x7A000000);
        twoKeys(caller);
        restart.limit(Limit.duration(2, 16000));

        Call again = scenarios.call(
                "event-sender-restarts-alike",
                "D2, T3",
                "The sender restarts with the same SSRC, sequence number and timestamp; the keys look the same as before");
        caller = again.caller(Format.PCMU);
        caller.restart(1000, 50000);
        twoKeys(caller);
        caller.speech(4400);
        caller.restart(1000, 50000);
        twoKeys(caller);
    }

    private static void restartsSoon(CaptureScenarios scenarios) {
        Call soon = scenarios.call(
                "event-sender-restarts-soon",
                "D2, T3",
                "The same recorded stream is played twice, with the same SSRC and numbers (sipp playing a capture)");
        Sender caller = soon.caller(Format.PCMU);
        for (int i = 0; i < 2; i++) {
            caller.restart(1000, 50000);
            twoKeys(caller);
        }
    }

    private static void poison(CaptureScenarios scenarios) {
        Call repeated = scenarios.call(
                "event-poisoned-end",
                "D1, D2 c",
                "An end with timestamp 0xFFFFFFFF follows a key; the next keys count");
        Sender caller = repeated.caller(Format.PCMU).speech(400);
        Press five = caller.press('5', 100);
        byte[] block = {5, (byte) 0x8A, 800 >> 8, (byte) 800};
        Packet poison = caller.packet(101, -1, block);
        poison.press = five;
        poison.end = true;
        threeMoreKeys(caller);
        repeated.limit(Limit.terminator("7", 3200 + 800 + 2400 + 800 + 2400));

        Call empty = scenarios.call(
                "event-poisoned-empty-end",
                "D3",
                "An end with timestamp 0xFFFFFFFF and no duration stands alone: no press, and the next keys count");
        caller = empty.caller(Format.PCMU).speech(400);
        caller.packet(101, -1, new byte[] {9, (byte) 0x8A, 0, 0});
        threeMoreKeys(caller);
    }

    private static void threeMoreKeys(Sender caller) {
        for (char key : new char[] {'6', '7', '5'}) {
            caller.speech(300);
            caller.press(key, 100);
        }
        caller.speech(200);
    }
}
