package io.tacet.samples.generator.audio;

import io.tacet.samples.generator.TruthFile;
import io.tacet.samples.generator.speech.Encoding;
import io.tacet.samples.generator.speech.Levels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One WAV and its truth. Immutable but for its track. */
record AudioSample(String name, String description, Encoding encoding, Track track, List<Limits> limits) {
    void write(Path folder) throws IOException {
        byte[] data = encoding.encode(track.samples());
        Files.write(folder.resolve(name + ".wav"), WavBytes.of(encoding, track.rate(), data));
        new TruthFile()
                .put("name", name)
                .put("description", description)
                .put("encoding", encoding.name())
                .put("sampleRate", track.rate())
                .put("samples", track.samples().length)
                .put("segments", segments(encoding.decode(data)))
                .put("overlays", overlays())
                .put("ends", ends())
                .write(folder.resolve(name + ".json"));
    }

    /** Its line in the table of all. */
    String row() {
        double seconds = (double) track.samples().length / track.rate();
        return "| [" + name + "](" + name + ".wav) | " + description + " | " + encoding + " " + track.rate() + " Hz | "
                + TruthFile.decimal(seconds, 2) + " |\n";
    }

    private List<Map<String, Object>> segments(double[] decoded) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Segment segment : track.segments()) {
            double dbfs = Levels.dbfs(Levels.rms(decoded, segment.start(), segment.end()));
            list.add(TruthFile.object(
                    "kind",
                    segment.kind(),
                    "start",
                    segment.start(),
                    "end",
                    segment.end(),
                    "rmsDbfs",
                    TruthFile.decimal(dbfs, 1)));
        }
        return list;
    }

    private List<Map<String, Object>> overlays() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Click click : track.clicks()) {
            list.add(TruthFile.object(
                    "kind", "click", "start", click.start(), "end", click.end(), "peak", click.peak()));
        }
        return list;
    }

    private List<Map<String, Object>> ends() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Limits limit : limits) {
            End end = End.of(track, limit);
            Map<String, Object> row = TruthFile.object(
                    "threshold",
                    TruthFile.decimal(limit.threshold(), 1),
                    "silenceSeconds",
                    TruthFile.decimal(limit.silenceSeconds(), 3));
            if (!limit.hasDefaultActivity()) {
                row.put("minimumActivityMs", limit.minimumActivityMs());
            }
            if (limit.durationSeconds() > 0) {
                row.put("durationSeconds", TruthFile.decimal(limit.durationSeconds(), 3));
            }
            row.put("cause", end.cause());
            row.put("endedAtSample", end.atSample());
            list.add(row);
        }
        return list;
    }
}
