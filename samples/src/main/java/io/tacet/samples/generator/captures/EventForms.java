package io.tacet.samples.generator.captures;

/** Telephone events of unusual length, kind or company. Thread: one. */
final class EventForms implements CaptureScenarios.Chapter {
    private static final int FLASH = 16;

    @Override
    public void addTo(CaptureScenarios scenarios) {
        lengths(scenarios);
        kinds(scenarios);
        company(scenarios);
        clocks(scenarios);
    }

    private static void lengths(CaptureScenarios scenarios) {
        Call blips = scenarios.call("event-blips", "D1", "Keys of 20 ms: nothing but ends");
        keys(blips.caller(Format.PCMU), "1223", 20, 100);

        Call zero = scenarios.call("event-starts-with-zero", "D3", "The first packet of each key has no duration");
        Sender caller = zero.caller(Format.PCMU);
        caller.style.startsWithZero = true;
        keys(caller, "56", 100, 300);

        Call alone = scenarios.call("event-zero-alone", "D3", "A packet without duration stands alone: no press");
        caller = alone.caller(Format.PCMU).speech(400);
        caller.packet(101, caller.timestamp(), new byte[] {9, 10, 0, 0}).marker = true;
        keys(caller, "6", 100, 300);
        alone.limit(Limit.ended("9", 0, 3200 + 3200 + 800 + 2400));

        Call reserved = scenarios.call("event-reserved-bit", "D3", "The reserved bit is set");
        caller = reserved.caller(Format.PCMU);
        caller.style.reservedBit = true;
        keys(caller, "56", 100, 300);
    }

    /** Speech of 400 ms, then the keys, each with speech after it. */
    private static void keys(Sender caller, String keys, int millis, int speechMillis) {
        caller.speech(400);
        for (char key : keys.toCharArray()) {
            caller.press(key, millis);
            caller.speech(speechMillis);
        }
    }

    private static void kinds(CaptureScenarios scenarios) {
        Call all = scenarios.call("event-digits", "D6", "All of 0 to 9, star and hash");
        keys(all.caller(Format.PCMA), "0123456789*#", 60, 80);
        all.limit(Limit.terminator("#", 3200 + 11 * (480 + 640)));
        all.limit(Limit.terminator("*#", 3200 + 10 * (480 + 640)));

        Call letters = scenarios.call("event-letters", "D6", "The keys A to D: digits, never terminators");
        keys(letters.caller(Format.PCMU), "ABCD", 80, 200);

        Call flash = scenarios.call("event-flash", "D6", "Hook flash (16) is listed as an exclamation mark");
        Sender caller = flash.caller(Format.PCMU).speech(400);
        caller.event(FLASH, 100);
        caller.speech(300);
        caller.press('6', 100);
        caller.speech(300);

        Call others =
                scenarios.call("event-others", "D6", "Events 17, 32, 36, 66, 144 and 255 are counted, not listed");
        caller = others.caller(Format.PCMU).speech(400);
        for (int code : new int[] {17, 32, 36, 66, 144, 255}) {
            caller.event(code, 60);
            caller.speech(100);
        }
        caller.press('6', 100);
        caller.speech(300);
        others.limit(Limit.terminator("0123456789*#", 3200 + 6 * (480 + 800)));
    }

    private static void company(CaptureScenarios scenarios) {
        Call both = scenarios.call("event-beside-audio", "D7", "Audio goes on during the keys");
        Sender caller = both.caller(Format.PCMU);
        caller.style.audioGoesOn = true;
        keys(caller, "56#", 120, 300);
        both.limit(Limit.terminator("#", 3200 + 2 * (960 + 2400)));

        Call absent = scenarios.call(
                "event-without-audio", "D7, L8", "No audio during a key of 1.5 s: it is activity, not silence");
        caller = absent.caller(Format.PCMU);
        keys(caller, "5", 1500, 300);
        caller.silence(1600);
        absent.limit(Limit.silence(1, 3200 + 12000 + 2400 + 8000));

        Call alone = scenarios.call("event-alone", "D1, T1", "Keys and nothing else");
        caller = alone.caller(Format.PCMU);
        for (char key : new char[] {'4', '2', '#'}) {
            caller.press(key, 100);
            caller.pause(300);
        }
        alone.limit(Limit.terminator("#", 6400));

        Call dynamic = scenarios.call("event-payload-type-96", "D1", "Events have payload type 96");
        caller = dynamic.caller(Format.PCMA);
        caller.style.payloadType = 96;
        keys(caller, "90", 100, 300);
    }

    private static void clocks(CaptureScenarios scenarios) {
        Call wide = scenarios.call("event-8000-beside-16000", "D1", "Events count at 8000 Hz beside audio at 16000 Hz");
        keys(wide.caller(Format.L16_16K), "56", 100, 300);
        wide.limit(Limit.terminator("6", 6400 + 1600 + 4800));

        Call full = scenarios.call("event-8000-beside-48000", "D1", "Events count at 8000 Hz beside audio at 48000 Hz");
        Sender caller = full.caller(Format.L16_48K);
        caller.frameMillis = 10;
        keys(caller, "56", 100, 200);

        Call same = scenarios.call("event-16000-beside-16000", "D1", "Events count at 16000 Hz, as their audio does");
        caller = same.caller(Format.L16_16K);
        caller.style.clockRate = 16000;
        caller.style.payloadType = 102;
        keys(caller, "56", 100, 300);
    }
}
