package io.tacet.samples.generator.captures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The captures of samples/captures. Thread: one. */
public final class CaptureScenarios {
    private final List<Call> calls = new ArrayList<>();

    /** Adds calls of one subject. */
    interface Chapter {
        /** Adds them, by {@link CaptureScenarios#call}. */
        void addTo(CaptureScenarios scenarios);
    }

    private CaptureScenarios() {}

    /** Writes all of them into a folder, with a table. */
    public static void writeTo(Path folder) throws IOException {
        CaptureScenarios scenarios = new CaptureScenarios();
        List<Chapter> chapters = List.of(
                new LostEvents(),
                new EventNumbers(),
                new LongEvents(),
                new EventForms(),
                new EventPayloads(),
                new EventStarts(),
                new DisturbedTimelines(),
                new ChangingTimelines(),
                new Encapsulations());
        chapters.forEach(chapter -> chapter.addTo(scenarios));
        CaptureWriter writer = new CaptureWriter(folder);
        for (Call call : scenarios.calls) {
            writer.write(call);
        }
        writer.writeTable();
    }

    /** A new call. */
    Call call(String name, String rules, String situation) {
        Call call = new Call(name, rules, situation);
        calls.add(call);
        return call;
    }
}
