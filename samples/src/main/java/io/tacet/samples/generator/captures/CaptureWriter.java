package io.tacet.samples.generator.captures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes captures, their truth, and the table of all of them. Thread: one. */
final class CaptureWriter {
    private final Path folder;
    private final List<String> rows = new ArrayList<>();

    CaptureWriter(Path folder) {
        this.folder = folder;
    }

    void write(Call call) throws IOException {
        CallTruth truth = new CallTruth(call);
        List<Packet> arrived = new ArrayList<>(call.packets);
        arrived.sort(Comparator.comparingLong(packet -> packet.arrivalMicros));
        CaptureFile file = new CaptureFile(call.kind, call.link);
        int number = 0;
        for (Packet packet : arrived) {
            number++;
            byte[] frame = Frames.frame(call.link, packet.from, call.recorder, packet.bytes(), number);
            file.add(packet.arrivalMicros, frame);
        }
        String name = call.name + call.kind.suffix();
        Files.write(folder.resolve(name), file.bytes());
        truth.json(name, arrived.size()).write(folder.resolve(call.name + ".json"));
        String digits = truth.digits().isEmpty() ? "none" : "`" + truth.digits() + "`";
        rows.add("| [" + call.name + "](" + name + ") | " + call.situation + " | " + digits + " | " + truth.samples()
                + " | " + call.rules + " |");
    }

    void writeTable() throws IOException {
        String text = """
                # Captures: a conformance kit for receivers of RTP audio and telephone events

                Every file holds one call to UDP port 5004; the JSON beside it says what a receiver must report: digits, each with its
                position in samples since the first packet and its duration; the length of the timeline; and where a
                recording with given limits ends. Run your own receiver against them: read the packets in order of capture
                time, take that time as arrival time, and compare. A digit is right when it is reported once, within 60 ms of its
                position; Tacet is held to the exact sample. All of it is written by `GenerateSamples`, voices included.

                An event with `beganBefore` was down before the recording began and must never end it. Rules are those of
                the engine's architecture notes: T time, D digits, L level. PCMU is on payload type 0, events on 101, unless the JSON says
                otherwise.

                | capture | situation | digits | samples | rules |
                |---|---|---|---|---|
                """;
        Files.writeString(folder.resolve("README.md"), text + String.join("\n", rows) + "\n");
    }
}
