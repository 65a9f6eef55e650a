package io.tacet.server.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.RecordingManifest.Digit;
import io.tacet.core.RecordingRules;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** What a report carries for its script: the series packed, limits, and everything that is shown. Thread: one. */
final class PageData {
    private static final int MOST_WAVE_POINTS = 20_000;
    private static final int KIND_SHIFT = 14;

    private final Inspection inspection;
    private final LevelSeries series;
    private final LevelCodes codes;

    PageData(Inspection inspection) {
        this.inspection = inspection;
        series = inspection.series();
        codes = new LevelCodes(inspection.limits().scale());
    }

    /** Everything as one JSON object. */
    ObjectNode json() {
        ObjectNode json = InspectionJson.object(inspection);
        RecordingRules rules = inspection.limits().silenceRules();
        json.put("rate", series.sampleRate());
        json.put("window", series.windowSamples());
        json.put("end", series.end());
        json.put("startedAfter", series.startedAfterSamples());
        json.put(
                "duration", rules.durationSamples() == RecordingRules.NEVER ? Long.MAX_VALUE : rules.durationSamples());
        json.put("capped", rules.capped());
        json.put("tailCode", code(series.tailLevel()));
        json.set("given", given(rules));
        json.set("thresholdCodes", InspectionJson.MAPPER.valueToTree(codes.thresholds()));
        json.set("thresholdDbfs", InspectionJson.MAPPER.valueToTree(codes.thresholdDbfs()));
        json.set("dbfs", InspectionJson.MAPPER.valueToTree(codes.dbfs()));
        json.set("marks", marks(rules));
        ArrayNode digits = json.putArray("digits");
        for (Digit digit : series.digits()) {
            digits.addObject()
                    .put("digit", String.valueOf(digit.digit()))
                    .put("at", digit.atSample())
                    .put("duration", digit.durationSamples());
        }
        json.set("summary", json.remove("levels"));
        json.put("levels", levels());
        wave(json);
        return json;
    }

    private ObjectNode given(RecordingRules rules) {
        ObjectNode given = InspectionJson.MAPPER.createObjectNode();
        Limits limits = inspection.limits();
        given.put("threshold", limits.scale().value());
        given.put("thresholdCode", codes.givenThreshold());
        given.put("thresholdDbfs", limits.scale().dbfs());
        given.put("silence", limits.silence().finalSilence().toNanos() / 1e9);
        given.put("silenceSamples", rules.finalSilenceSamples());
        given.put("initial", limits.silence().initialSilence().toNanos() / 1e9);
        given.put(
                "initialSamples",
                rules.initialSilenceSamples() == RecordingRules.NEVER
                        ? null
                        : Long.valueOf(rules.initialSilenceSamples()));
        given.put("activity", limits.silence().minimumActivity().toMillis());
        return given;
    }

    private int code(double level) {
        return Double.isNaN(level) ? -1 : codes.code(level);
    }

    private ArrayNode marks(RecordingRules rules) {
        ArrayNode marks = InspectionJson.MAPPER.createArrayNode();
        for (Mark mark : series.marks()) {
            ObjectNode json = marks.addObject();
            json.put("position", mark.position()).put("code", code(mark.heardLevel()));
            if (mark instanceof Mark.Press press) {
                boolean ends = press.mayTerminate()
                        && press.atSample() >= rules.ignoreKeysSamples()
                        && rules.terminators().contains(press.digit());
                json.put("kind", "press").put("digit", String.valueOf(press.digit()));
                json.put("at", press.atSample()).put("until", press.until()).put("ends", ends);
                json.put("group", press.group()).put("groupStart", press.groupStart());
            } else if (mark instanceof Mark.Held held) {
                json.put("kind", "held").put("at", held.atSample()).put("until", held.until());
            } else if (mark instanceof Mark.Wait wait) {
                json.put("kind", "wait").put("decidableTo", wait.decidableTo());
                json.put("timeoutAt", wait.timeoutAt() == Long.MAX_VALUE ? null : Long.valueOf(wait.timeoutAt()));
            }
        }
        return marks;
    }

    private String levels() {
        ByteBuffer packed = ByteBuffer.allocate(2 * series.windows()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < series.windows(); i++) {
            packed.putShort((short) (codes.code(series.levels()[i]) | series.kinds()[i] << KIND_SHIFT));
        }
        return Base64.getEncoder().encodeToString(packed.array());
    }

    /** Smallest and largest sample of each bucket of windows, in 256ths of the 16-bit scale. */
    private void wave(ObjectNode json) {
        short[] low = series.low();
        short[] high = series.high();
        int bucket = Math.max(1, (low.length + MOST_WAVE_POINTS - 1) / MOST_WAVE_POINTS);
        ByteBuffer packed = ByteBuffer.allocate(2 * ((low.length + bucket - 1) / bucket));
        for (int i = 0; i < low.length; i += bucket) {
            int lowest = 0;
            int highest = 0;
            for (int j = i; j < Math.min(low.length, i + bucket); j++) {
                lowest = Math.min(lowest, low[j]);
                highest = Math.max(highest, high[j]);
            }
            packed.put((byte) (lowest >> 8)).put((byte) Math.min(127, highest + 255 >> 8));
        }
        json.put("waveWindows", bucket);
        json.put("wave", Base64.getEncoder().encodeToString(packed.array()));
    }
}
