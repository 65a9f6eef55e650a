package io.tacet.samples.generator.captures;

/** Senders that pause, jump, change or restart. Thread: one. */
final class ChangingTimelines implements CaptureScenarios.Chapter {
    @Override
    public void addTo(CaptureScenarios scenarios) {
        gaps(scenarios);
        jumps(scenarios);
        sources(scenarios);
        formats(scenarios);
    }

    private static void gaps(CaptureScenarios scenarios) {
        Call dtx = scenarios.call("timeline-dtx", "T3, L7", "Nothing is sent for 4 s while the timestamp goes on");
        Sender caller = dtx.caller(Format.PCMU).speech(1000).pause(4000).speech(800);
        caller.press('7', 100);
        caller.speech(300);
        dtx.limit(Limit.silence(2, 24000)).limit(Limit.silence(3, 32000)).limit(Limit.ended("#", 5, 49600));
        dtx.limit(Limit.terminator("7", 46400)).limit(Limit.duration(3, 24000));

        Call within = scenarios.call(
                "timeline-dtx-with-key", "T3, L8", "Nothing is sent for 4 s but a key in the middle: it is activity");
        caller = within.caller(Format.PCMU).speech(600).pause(2000);
        caller.press('5', 100);
        caller.pause(2000).speech(400);
        within.limit(Limit.silence(1.5, 16800)).limit(Limit.ended("#", 3, caller.position()));

        Call noise = scenarios.call("timeline-comfort-noise", "T3, L7", "Comfort noise (payload type 13) for 3 s");
        caller = noise.caller(Format.PCMU).speech(1000).comfortNoise(3000).speech(1000);
        noise.limit(Limit.silence(1, 16000))
                .limit(Limit.silence(2, 24000))
                .limit(Limit.ended("", 3.5, caller.position()));

        Call mute = scenarios.call(
                "timeline-clock-stands", "T3", "Mute: nothing is sent for 3 s, and the timestamp stands still");
        caller = mute.caller(Format.PCMA).speech(1000).freeze(3000).speech(1000);
        caller.press('7', 100);
        caller.speech(300);
        mute.limit(Limit.silence(2, 24000)).limit(Limit.ended("#", 4, 43200)).limit(Limit.terminator("7", 40000));
    }

    private static void jumps(CaptureScenarios scenarios) {
        int[] jumps = {1_000_000, -500_000};
        for (int jump : jumps) {
            String direction = jump > 0 ? "forward" : "back";
            Call call = scenarios.call(
                    "timeline-jump-" + direction,
                    "T3",
                    "The timestamp jumps " + direction + "; the time that passed counts");
            Sender caller = call.caller(Format.PCMU).speech(1000).jump(jump).speech(600);
            caller.press('7', 100);
            caller.speech(300);
            call.limit(Limit.terminator("7", 12800)).limit(Limit.ended("", 1, 16000));
        }

        Call wraps = scenarios.call("timeline-wraps", "T6", "Sequence number and timestamp wrap within audio");
        Sender caller = wraps.caller(Format.PCMU);
        caller.sequence = 65536 - 25;
        caller.timestampBase = -5000;
        caller.speech(1200);
        caller.press('7', 100);
        caller.speech(300);
    }

    private static void sources(CaptureScenarios scenarios) {
        Call change =
                scenarios.call("timeline-ssrc-changes", "T7", "Another SSRC takes over after 200 ms; its keys count");
        Sender first = change.caller(Format.PCMU).speech(800);
        first.press('3', 100);
        first.speech(100);
        Sender second = change.sender(Format.PCMU, Endpoint.CALLER, true, 1200).speech(600);
        second.press('7', 100);
        second.speech(300);
        change.limit(Limit.terminator("7", 9600 + 4800)).limit(Limit.ended("#", 1, 9600 + 8000));

        Call key =
                scenarios.call("timeline-ssrc-begins-with-key", "T7", "Another SSRC takes over and begins with a key");
        key.caller(Format.PCMU).speech(600);
        Sender next = key.sender(Format.PCMU, Endpoint.CALLER, true, 700);
        next.press('7', 100);
        next.speech(400);
        key.limit(Limit.terminator("7", 5600));

        Call quiet = scenarios.call("timeline-silence", "L5, T9", "Speech, a quiet line, speech: silence is exact");
        quiet.caller(Format.PCMA).silence(500).speech(1500).silence(2500).speech(500);
        quiet.limit(Limit.silence(0.5, 4000))
                .limit(Limit.silence(1, 24000))
                .limit(Limit.silence(2, 32000))
                .limit(Limit.silence(2.5, 36000))
                .limit(Limit.duration(1, 8000))
                .limit(Limit.ended("", 3, 40000));
    }

    private static void formats(CaptureScenarios scenarios) {
        Call encoding = scenarios.call("timeline-pcmu-to-pcma", "T6", "The sender switches from PCMU to PCMA");
        Sender caller =
                encoding.caller(Format.PCMU).speech(800).switchTo(Format.PCMA).speech(800);
        caller.press('7', 100);
        caller.speech(300).silence(1400);
        encoding.limit(Limit.silence(1, 16000 + 8000));

        Call ptime = scenarios.call("timeline-ptime", "T6", "Packets of 20, 40, 10, 60 and 30 ms");
        caller = ptime.caller(Format.PCMU);
        for (int millis : new int[] {20, 40, 10, 60, 30}) {
            caller.frameMillis = millis;
            caller.speech(480);
        }
        caller.press('7', 100);
        caller.speech(300).silence(1200);
        ptime.limit(Limit.silence(1, 5 * 3840 + 800 + 2400 + 8000));

        Call wide = scenarios.call("timeline-l16", "T6", "16-bit linear audio at 16000 Hz");
        caller = wide.caller(Format.L16_16K).speech(700).silence(1100).speech(300);
        caller.press('7', 100);
        caller.speech(200);
        wide.limit(Limit.silence(1, 11200 + 16000)).limit(Limit.terminator("7", 33600));
    }
}
