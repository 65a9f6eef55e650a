package io.tacet.samples.generator.captures;

import io.tacet.samples.generator.SeededRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One call in the making: who sends what, and what the network makes of it. Thread: one. */
final class Call {
    /** 1 January 2026, 00:00 UTC. */
    static final long START_MICROS = 1_767_225_600_000_000L;

    final String name;
    final String situation;
    final String rules;
    final List<Packet> packets = new ArrayList<>();
    final List<Press> presses = new ArrayList<>();
    final List<Limit> limits = new ArrayList<>();
    final Set<Format> formats = new LinkedHashSet<>();
    final SeededRandom random;
    final Network network;
    Link link = Link.ETHERNET;
    CaptureFile.Kind kind = CaptureFile.Kind.PCAP;
    Endpoint recorder = Endpoint.RECORDER;

    /** When position 0 was due, if it is not that of the first packet. */
    long originMicros = -1;

    private final List<Sender> senders = new ArrayList<>();

    Call(String name, String rules, String situation) {
        this.name = name;
        this.rules = rules;
        this.situation = situation;
        random = new SeededRandom(name);
        network = new Network(packets, random);
    }

    /** The one who is recorded. */
    Sender caller(Format format) {
        return sender(format, recorder.isV6() ? Endpoint.CALLER_V6 : Endpoint.CALLER, true, 0);
    }

    /** A sender that begins so many milliseconds into the call. */
    Sender sender(Format format, Endpoint from, boolean accepted, int startMillis) {
        return sender(format, from, accepted, startMillis, (int) random.bits());
    }

    Sender sender(Format format, Endpoint from, boolean accepted, int startMillis, int ssrc) {
        if (accepted) {
            use(format);
        }
        long start = START_MICROS + startMillis * 1000L;
        Sender sender = new Sender(this, format, from, accepted, ssrc, start, random);
        senders.add(sender);
        return sender;
    }

    void use(Format format) {
        formats.add(format);
    }

    void add(Packet packet) {
        packets.add(packet);
    }

    void add(Press press) {
        presses.add(press);
    }

    Call limit(Limit limit) {
        limits.add(limit);
        return this;
    }

    /** The styles in use, for the payload types. */
    List<EventStyle> styles() {
        return senders.stream().map(sender -> sender.style).toList();
    }

    int rate() {
        return formats.iterator().next().rate();
    }
}
