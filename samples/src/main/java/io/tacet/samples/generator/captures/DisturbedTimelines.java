package io.tacet.samples.generator.captures;

/** Networks that lose, repeat, reorder, delay and forge. Thread: one. */
final class DisturbedTimelines implements CaptureScenarios.Chapter {
    @Override
    public void addTo(CaptureScenarios scenarios) {
        loss(scenarios);
        order(scenarios);
        stall(scenarios);
        overtakenStall(scenarios);
        foreign(scenarios);
        notAudio(scenarios);
    }

    private static Sender talk(Call call, Format format) {
        Sender caller = call.caller(format).speech(900);
        caller.press('7', 100);
        return caller.speech(900);
    }

    private static void loss(CaptureScenarios scenarios) {
        Call tenth = scenarios.call("timeline-loss-10", "T3, L7", "10 % of the packets lost");
        talk(tenth, Format.PCMU).speech(1000);
        tenth.network.loseSome(0.1);
        tenth.limit(Limit.duration(1.5, 12000));

        Call half = scenarios.call("timeline-loss-50", "T3, L7", "Every second packet lost, more or less");
        talk(half, Format.PCMA).speech(1000);
        half.network.loseSome(0.5);
        half.limit(Limit.ended("", 1, 23200));

        Call burst = scenarios.call("timeline-burst", "T3, L7", "500 ms lost within speech, and 600 ms within silence");
        burst.caller(Format.PCMU).speech(2000).silence(3000).speech(400);
        burst.network.lose(packet -> Network.isDue(packet, 800, 1300) || Network.isDue(packet, 2700, 3300));
        burst.limit(Limit.silence(1, 24000))
                .limit(Limit.silence(2, 32000))
                .limit(Limit.silence(3, 40000))
                .limit(Limit.ended("", 3.5, 43200));
    }

    private static void order(CaptureScenarios scenarios) {
        Call reordered = scenarios.call("timeline-reordered", "T6", "Every fifth packet is 50 ms late");
        talk(reordered, Format.PCMU);
        reordered.network.delay(packet -> packet.sequence % 5 == 0 && !Network.isDue(packet, 0, 100), 50);

        Call jitter = scenarios.call("timeline-jitter", "T6", "Jitter of up to 80 ms, with reordering");
        talk(jitter, Format.PCMA);
        jitter.network.jitter(80);

        Call late = scenarios.call("timeline-late", "T6", "Two packets come 400 ms late, after their place was filled");
        talk(late, Format.PCMU);
        late.network.delay(packet -> Network.isDue(packet, 300, 340), 400);

        Call doubled = scenarios.call("timeline-doubled", "T6", "Every packet of audio twice, the second 30 ms later");
        talk(doubled, Format.PCMU);
        doubled.network.repeat(Packet::isAudio, 30_000);

        Call drift = scenarios.call("timeline-drift", "T6", "The sender's clock is fast by 200 ppm: nothing is cut");
        talk(drift, Format.PCMU).speech(2600);
        drift.network.drift(200);
    }

    private static void stall(CaptureScenarios scenarios) {
        Call stall = scenarios.call(
                "timeline-stall", "T3, T4", "The network stalls for 3 s, then delivers everything at once");
        Sender caller = stall.caller(Format.PCMU).speech(1000).speech(3600);
        caller.press('7', 100);
        caller.speech(300);
        stall.network.stall(1000, 4000);
        stall.limit(Limit.silence(2, 8000 + 16000))
                .limit(Limit.ended("#", 4, 40000))
                .limit(Limit.terminator("7", 36800));
    }

    private static void overtakenStall(CaptureScenarios scenarios) {
        Call stall = scenarios.call(
                "timeline-stall-overtaken", "T3", "The network stalls for 2 s; a newer packet overtakes what was held");
        Sender caller = stall.caller(Format.PCMU).speech(3600);
        caller.press('7', 100);
        caller.speech(300);
        stall.network.stall(1000, 3000);
        stall.network.delay(packet -> Network.isDue(packet, 1000, 3000), 10);
        stall.network.delay(packet -> Network.isDue(packet, 3000, 3020), -8);
    }

    private static void foreign(CaptureScenarios scenarios) {
        Call intruder = scenarios.call(
                "timeline-intruder", "T7", "Another SSRC from the same address alternates with the caller's");
        talk(intruder, Format.PCMU).speech(500);
        Sender other = intruder.sender(Format.PCMU, Endpoint.CALLER, false, 410).speech(500);
        other.press('9', 100);
        other.speech(500);
        intruder.limit(Limit.terminator("79", 7200)).limit(Limit.ended("9", 0, 19200));

        Call bleed = scenarios.call(
                "timeline-bleed",
                "T8",
                "Once locked, another address sends the right SSRC and plausible numbers (RTP Bleed)");
        Sender caller = talk(bleed, Format.PCMU).speech(500);
        Packet sample = bleed.packets.get(0);
        Sender stranger = bleed.sender(Format.PCMU, Endpoint.STRANGER, false, 500, sample.ssrc);
        stranger.sequence = sample.sequence + 25;
        stranger.timestampBase = sample.timestamp + 4000;
        stranger.speech(400);
        stranger.press('9', 100);
        stranger.speech(300);
        bleed.limit(Limit.ended("9", 0, caller.position()));
    }

    private static void notAudio(CaptureScenarios scenarios) {
        Call rtcp = scenarios.call("timeline-rtcp", "E3", "RTCP reports on the same port (RFC 5761)");
        Sender caller = rtcp.caller(Format.PCMU).speech(400);
        for (int i = 0; i < 3; i++) {
            byte[] report = new byte[28];
            report[0] = (byte) 0x80;
            report[1] = (byte) (i == 1 ? 201 : 200);
            report[3] = 6;
            caller.bare(report).speech(200);
        }
        caller.press('7', 100);
        caller.speech(300);

        Call noise =
                scenarios.call("timeline-not-rtp", "E3", "STUN, text, single bytes and half headers on the same port");
        caller = noise.caller(Format.PCMU).speech(400);
        byte[] stun = new byte[20];
        stun[1] = 1;
        stun[4] = 0x21;
        stun[5] = 0x12;
        stun[6] = (byte) 0xA4;
        stun[7] = 0x42;
        caller.bare(stun).bare(new byte[] {0}).speech(200);
        caller.bare("hello?\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .speech(200);
        caller.bare(new byte[] {(byte) 0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}).speech(200);
        caller.press('7', 100);
        caller.speech(300);

        Call decorated = scenarios.call(
                "timeline-decorated", "E3", "Packets with contributing sources, header extension and padding");
        talk(decorated, Format.PCMA);
        decorated.packets.forEach(packet -> packet.decorated = packet.sequence % 2 == 0);
    }
}
