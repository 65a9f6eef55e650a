package io.tacet.server.inspect;

import io.tacet.SilenceThreshold;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A threshold between the noise and the speech of a recording.
 *
 * @param threshold 1 to 1000; null when none separates the two
 * @param reason for people, one sentence
 */
public record Recommendation(@Nullable Integer threshold, String reason) {
    /** What is added to the noise, where speech leaves the room. */
    private static final double MARGIN_DB = 6;
    /** No less is recommended where speech is far above it: a digitally silent line is the exception. */
    private static final double USUAL_LEAST = 50;

    private static final double ROOM_DB = 12;
    /** Noise and speech must be so far apart. */
    private static final double LEAST_DB = 3;

    /** Recommends for the given levels; {@code scale} says what a threshold means. */
    static Recommendation of(LevelSummary levels, SilenceThreshold scale) {
        if (levels.windows() == 0) {
            return new Recommendation(null, "nothing was received, so there is no level to go by");
        }
        double noise = levels.noiseP95();
        double speech = levels.speechP10();
        if (levels.speechShare() == 0) {
            return new Recommendation(
                    null, "no threshold separates speech from noise: every window has the same level");
        }
        if (speech - noise < LEAST_DB) {
            return new Recommendation(
                    null,
                    String.format(
                            Locale.ROOT,
                            "no threshold separates speech from noise: the quieter half reaches %s, the louder one begins at %s;"
                                    + " set a duration limit",
                            level(noise, scale),
                            level(speech, scale)));
        }
        double target = Math.min(noise + MARGIN_DB, (noise + speech) / 2);
        double usual = Math.min(threshold(USUAL_LEAST, scale).dbfs(), speech - ROOM_DB);
        boolean raised = usual > target;
        target = Math.max(usual, target);
        double value = scale.scaleOf(rms(target));
        if (value >= 1000 && new SilenceThreshold(1000, scale.scale(), scale.calibrationDb()).dbfs() < noise) {
            return new Recommendation(
                    null,
                    String.format(
                            Locale.ROOT,
                            "no threshold separates speech from noise: the noise reaches %.1f dBFS, which is above threshold 1000;"
                                    + " a --calibration of %.0f dB would bring it into the scale",
                            noise,
                            Math.ceil(target - new SilenceThreshold(500, scale.scale(), 0).dbfs())));
        }
        return new Recommendation(
                rounded(value),
                String.format(
                        Locale.ROOT,
                        "95 %% of the noise is at or below %s, %.1f dB are added%s; 90 %% of the speech is above %s",
                        level(noise, scale),
                        SilenceThreshold.dbfs(threshold(rounded(value), scale).rms()) - noise,
                        raised ? " since other lines are noisier" : "",
                        level(speech, scale)));
    }

    /** To steps of 1 up to 20, of 5 up to 200, of 10 above: a threshold that can be said aloud. */
    static int rounded(double value) {
        int step = value <= 20 ? 1 : value <= 200 ? 5 : 10;
        return (int) Math.max(1, Math.min(1000, Math.round(value / step) * step));
    }

    static SilenceThreshold threshold(double value, SilenceThreshold scale) {
        return new SilenceThreshold(value, scale.scale(), scale.calibrationDb());
    }

    private static double rms(double dbfs) {
        return SilenceThreshold.FULL_SCALE * Math.pow(10, dbfs / 20);
    }

    private static String level(double dbfs, SilenceThreshold scale) {
        double value = scale.scaleOf(rms(dbfs));
        String onScale =
                value >= 1000 ? "over 1000" : value < 1 ? "under 1" : String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, "level %s (%.1f dBFS)", onScale, dbfs);
    }
}
