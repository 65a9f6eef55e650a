package io.tacet.samples.generator.captures;

/** Telephone events of which packets are lost, repeated, late or out of order. Thread: one. */
final class LostEvents implements CaptureScenarios.Chapter {
    @Override
    public void addTo(CaptureScenarios scenarios) {
        lostEnds(scenarios);
        survivors(scenarios);
        backToBack(scenarios);
        backToBackWithoutMarker(scenarios);
        disorder(scenarios);
    }

    private static void lostEnds(CaptureScenarios scenarios) {
        Call plain = scenarios.call("event-plain", "D1, D7", "One key, nothing wrong");
        oneKey(plain, 600);
        plain.limit(Limit.terminator("5", 4800)).limit(Limit.ended("#", 1, 10560));

        Call then = scenarios.call("event-ends-lost-then-audio", "D1", "All end packets lost, audio goes on after it");
        oneKey(then, 600);
        then.network.lose(packet -> packet.end);
        then.limit(Limit.terminator("0123456789", 4800));

        Call last = scenarios.call("event-ends-lost-then-nothing", "D1", "All end packets lost, nothing comes after");
        oneKey(last, 0);
        last.network.lose(packet -> packet.end);
        last.limit(Limit.terminator("5", 4800));

        Call first = scenarios.call("event-first-end-lost", "D1", "The first of three end packets lost");
        oneKey(first, 400);
        loseEnd(first, true);

        Call others = scenarios.call("event-repeated-ends-lost", "D1", "Only the first of three end packets arrives");
        oneKey(others, 400);
        loseEnd(others, false);
    }

    private static void oneKey(Call call, int speechAfter) {
        Sender caller = call.caller(Format.PCMU).speech(600);
        caller.press('5', 120);
        if (speechAfter > 0) {
            caller.speech(speechAfter);
        }
    }

    private static void loseEnd(Call call, boolean first) {
        Packet firstEnd =
                call.packets.stream().filter(packet -> packet.end).findFirst().orElseThrow();
        call.network.lose(packet -> packet.end && packet == firstEnd == first);
    }

    private static void survivors(CaptureScenarios scenarios) {
        Call end = scenarios.call("event-only-last-end", "D1", "Of a key only the last end packet arrives");
        oneKey(end, 400);
        Packet lastEnd = end.packets.stream()
                .filter(packet -> packet.end)
                .reduce((a, b) -> b)
                .orElseThrow();
        end.network.lose(packet -> packet.isEvent() && packet != lastEnd);
        end.limit(Limit.terminator("5", 4800));

        Call update = scenarios.call("event-only-first-update", "D1", "Of a key only the first packet arrives");
        oneKey(update, 400);
        update.network.lose(packet -> packet.isEvent() && !packet.marker);
        update.limit(Limit.terminator("5", 4800));

        Call late =
                scenarios.call("event-start-lost", "D1", "The first three packets of a key lost, the marker with them");
        oneKey(late, 400);
        late.network.lose(packet -> packet.isEvent() && Network.isDue(packet, 600, 660));
    }

    private static void backToBack(CaptureScenarios scenarios) {
        twoKeys(
                scenarios.call("event-same-key-ends-lost", "D2", "The same key twice, back to back, all ends lost"),
                '5',
                true);
        twoKeys(
                scenarios.call("event-other-key-ends-lost", "D2", "Another key follows back to back, all ends lost"),
                '8',
                true);
        twoKeys(scenarios.call("event-same-key-back-to-back", "D2", "The same key twice, back to back"), '5', false);
    }

    private static void backToBackWithoutMarker(CaptureScenarios scenarios) {
        Call call = scenarios.call(
                "event-same-key-marker-lost",
                "D2",
                "The same key twice, back to back, all ends and the second marker lost");
        twoKeys(call, '5', true);
        Press second = call.presses.get(1);
        call.network.lose(packet -> packet.press == second && packet.marker);

        Call many =
                scenarios.call("event-eight-keys-ends-lost", "D2", "Eight keys of 60 ms back to back, all ends lost");
        Sender caller = many.caller(Format.PCMU).speech(400);
        for (char key : "11122211".toCharArray()) {
            caller.press(key, 60);
        }
        caller.speech(400);
        many.network.lose(packet -> packet.end);
        many.limit(Limit.terminator("2", 3200 + 3 * 480));
    }

    private static void twoKeys(Call call, char second, boolean lost) {
        Sender caller = call.caller(Format.PCMU).speech(400);
        caller.press('5', 100);
        caller.press(second, 100);
        caller.speech(400);
        if (lost) {
            call.network.lose(packet -> packet.end);
        }
    }

    private static void disorder(CaptureScenarios scenarios) {
        Call doubled = scenarios.call("event-doubled", "D1, T6", "Every packet arrives twice");
        threeKeys(doubled);
        doubled.network.repeat(packet -> true, 700);

        Call late = scenarios.call(
                "event-doubled-late", "D1, T6", "Every packet arrives twice, the second time 90 ms later");
        threeKeys(late);
        late.network.repeat(packet -> true, 90_000);

        Call overtaken = scenarios.call("event-ends-overtake", "D1, T6", "End packets overtake the updates");
        threeKeys(overtaken);
        overtaken.network.delay(packet -> packet.isEvent() && !packet.end && !packet.marker, 60);

        Call updates =
                scenarios.call("event-updates-late", "D1, T6", "All packets of a key but its ends are 100 ms late");
        threeKeys(updates);
        updates.network.delay(packet -> packet.isEvent() && !packet.end, 100);
        updates.limit(Limit.terminator("3", 3200 + 2 * 800 + 2 * 2400));

        Call lossy = scenarios.call("event-loss-30", "D1", "30 % of all packets lost, of each key something arrives");
        threeKeys(lossy);
        lossy.network.loseSome(0.3);

        Call everything = scenarios.call(
                "event-disturbed",
                "D1, T6",
                "10 % lost, jitter of 60 ms with reordering, a third of the packets twice");
        threeKeys(everything);
        everything.network.loseSome(0.1);
        everything.network.jitter(60);
        everything.network.repeat(packet -> packet.sequence % 3 == 0, 20_000);
    }

    private static void threeKeys(Call call) {
        Sender caller = call.caller(Format.PCMU).speech(400);
        for (char key : new char[] {'1', '2', '3'}) {
            caller.press(key, 100);
            caller.speech(300);
        }
    }
}
