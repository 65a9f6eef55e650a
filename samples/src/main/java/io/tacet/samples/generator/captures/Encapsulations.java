package io.tacet.samples.generator.captures;

/** Kinds of capture files and of links. Thread: one. */
final class Encapsulations implements CaptureScenarios.Chapter {
    @Override
    public void addTo(CaptureScenarios scenarios) {
        Call v6 = scenarios.call("link-ipv6", "", "IPv6 in pcapng");
        v6.recorder = Endpoint.RECORDER_V6;
        v6.kind = CaptureFile.Kind.PCAPNG;
        talk(v6);
        talk(link(scenarios, "link-vlan", Link.VLAN, "Ethernet with a VLAN tag"));
        talk(link(scenarios, "link-sll", Link.SLL, "Linux cooked capture"));
        talk(link(scenarios, "link-sll2", Link.SLL2, "Linux cooked capture, second version"));
        talk(link(scenarios, "link-raw", Link.RAW, "IP without a link"));
        Call fine = link(scenarios, "link-nanoseconds", Link.ETHERNET, "Timestamps in nanoseconds");
        fine.kind = CaptureFile.Kind.PCAP_NANOSECONDS;
        talk(fine);
        Call next = link(scenarios, "link-sll2-pcapng", Link.SLL2, "Linux cooked capture, second version, in pcapng");
        next.kind = CaptureFile.Kind.PCAPNG;
        talk(next);
    }

    private static Call link(CaptureScenarios scenarios, String name, Link link, String situation) {
        Call call = scenarios.call(name, "", situation);
        call.link = link;
        return call;
    }

    private static void talk(Call call) {
        Sender caller = call.caller(Format.PCMU).speech(500);
        caller.press('#', 100);
        caller.speech(200);
        call.limit(Limit.terminator("#", 4000));
    }
}
