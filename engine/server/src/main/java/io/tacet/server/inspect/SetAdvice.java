package io.tacet.server.inspect;

import io.tacet.SilenceThreshold;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One threshold for a set of recordings: the one that separates speech from noise in most of them.
 *
 * @param threshold 1 to 1000, null if none separates any
 * @param reason for people, one sentence
 */
public record SetAdvice(@Nullable Integer threshold, String reason) {
    private static final int MOST = 1000;

    /** For recordings that were inspected with the same scale. */
    public static SetAdvice of(List<Inspection> inspections) {
        int first = 0;
        int last = 0;
        int most = 0;
        for (int threshold = 1; threshold <= MOST; threshold++) {
            int separated = 0;
            for (Inspection inspection : inspections) {
                separated += separates(inspection, threshold) ? 1 : 0;
            }
            if (separated > most) {
                most = separated;
                first = threshold;
                last = threshold;
            } else if (separated == most && last == threshold - 1) {
                last = threshold;
            }
        }
        if (most == 0) {
            return new SetAdvice(null, "no threshold separates speech from noise in any of them");
        }
        int middle = Math.max(first, Math.min(last, Recommendation.rounded(Math.sqrt((double) first * last))));
        return new SetAdvice(
                middle,
                String.format(
                        Locale.ROOT,
                        "it separates speech from noise in %d of %d; so does every threshold from %d to %d",
                        most,
                        inspections.size(),
                        first,
                        last));
    }

    private static boolean separates(Inspection inspection, int threshold) {
        SilenceThreshold level =
                Recommendation.threshold(threshold, inspection.limits().scale());
        LevelSummary levels = inspection.levels();
        return inspection.recommendation().threshold() != null
                && level.dbfs() >= levels.noiseP95()
                && level.dbfs() < levels.speechP10();
    }
}
