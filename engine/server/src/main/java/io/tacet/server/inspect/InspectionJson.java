package io.tacet.server.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tacet.RecordingManifest.Digit;
import io.tacet.RecordingManifest.Gap;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Termination;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An inspection as JSON. Keys stand in a fixed order; seconds are exact to the microsecond. Thread: any. */
public final class InspectionJson {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DECIMALS = 6;

    private InspectionJson() {}

    /** The object as one line. */
    public static String line(Inspection inspection) {
        return object(inspection).toString();
    }

    static ObjectNode object(Inspection inspection) {
        LevelSeries series = inspection.series();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("input", inspection.name());
        json.put("sampleRate", series.sampleRate());
        json.put("samples", series.samples());
        json.put("durationSeconds", seconds(series, series.end()));
        termination(json, series, inspection.termination());
        json.put("thresholdDbfs", rounded(inspection.limits().scale().dbfs(), 2));
        json.set("explanation", MAPPER.valueToTree(inspection.sentences()));
        json.set("limits", limits(inspection.limits()));
        json.set("levels", levels(inspection));
        json.set(
                "recommendation",
                MAPPER.createObjectNode()
                        .put("threshold", inspection.recommendation().threshold())
                        .put("reason", inspection.recommendation().reason()));
        ArrayNode table = json.putArray("whatIf");
        for (Inspection.Row row : inspection.table()) {
            termination(table.addObject().put("threshold", row.threshold()), series, row.termination());
        }
        runs(json.putArray("silences"), inspection);
        happenings(json, series);
        json.set("notes", MAPPER.valueToTree(inspection.notes()));
        return json;
    }

    private static void runs(ArrayNode silences, Inspection inspection) {
        LevelSeries series = inspection.series();
        for (SilenceRun run : inspection.runs()) {
            ObjectNode silence = silences.addObject();
            silence.put("atSeconds", seconds(series, run.start()));
            silence.put("seconds", seconds(series, run.length()));
            ArrayNode clicks = silence.putArray("clicks");
            for (SilenceRun.Click click : run.clicks()) {
                clicks.addObject()
                        .put("atSeconds", seconds(series, click.start()))
                        .put("seconds", seconds(series, click.length()));
            }
        }
    }

    private static void happenings(ObjectNode json, LevelSeries series) {
        ArrayNode digits = json.putArray("digits");
        for (Digit digit : series.digits()) {
            digits.addObject()
                    .put("digit", String.valueOf(digit.digit()))
                    .put("atSeconds", seconds(series, digit.atSample()))
                    .put("durationSeconds", seconds(series, digit.durationSamples()));
        }
        ArrayNode gaps = json.putArray("gaps");
        for (Gap gap : series.gaps()) {
            gaps.addObject()
                    .put("atSeconds", seconds(series, gap.atSample()))
                    .put("seconds", seconds(series, gap.samples()))
                    .put("reason", gap.reason().name());
        }
    }

    private static void termination(ObjectNode json, LevelSeries series, Termination termination) {
        json.put("cause", termination.cause().name());
        if (termination instanceof Termination.Terminator key) {
            json.put("terminator", String.valueOf(key.digit()));
        }
        json.put("endedAtSample", termination.atSample());
        json.put("endedAtSeconds", seconds(series, termination.atSample()));
    }

    private static ObjectNode limits(Limits limits) {
        SilencePolicy silence = limits.silence();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("silenceAssumed", limits.assumed());
        json.put("silenceSeconds", silence.finalSilence().toNanos() / 1e9);
        json.put("initialSilenceSeconds", silence.initialSilence().toNanos() / 1e9);
        json.put("threshold", limits.scale().value());
        json.put("scale", limits.scale().scale().name());
        json.put("calibrationDb", limits.scale().calibrationDb());
        json.put("minimumActivityMillis", silence.minimumActivity().toMillis());
        java.time.Duration duration = limits.request().duration();
        json.put("durationSeconds", duration == null ? null : Double.valueOf(duration.toNanos() / 1e9));
        json.put("terminators", limits.request().terminators().toString());
        return json;
    }

    private static ObjectNode levels(Inspection inspection) {
        LevelSummary levels = inspection.levels();
        SilenceThreshold scale = inspection.limits().scale();
        ObjectNode json = MAPPER.createObjectNode();
        json.set("noiseFloor", level(levels.p10(), scale));
        json.set("median", level(levels.median(), scale));
        json.set("p95", level(levels.p95(), scale));
        json.set("peak", level(levels.peak(), scale));
        json.set("noiseP95", level(levels.noiseP95(), scale));
        json.set("speechP10", level(levels.speechP10(), scale));
        json.set("speechLevel", level(levels.speechLevel(), scale));
        return json;
    }

    private static ObjectNode level(double dbfs, SilenceThreshold scale) {
        double rms = dbfs <= SilenceThreshold.MINIMUM_DBFS ? 0 : SilenceThreshold.FULL_SCALE * Math.pow(10, dbfs / 20);
        return MAPPER.createObjectNode()
                .put("scale", rounded(scale.scaleOf(rms), 1))
                .put("dbfs", rounded(dbfs, 2));
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static BigDecimal seconds(LevelSeries series, long samples) {
        return BigDecimal.valueOf(samples)
                .divide(BigDecimal.valueOf(series.sampleRate()), DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
