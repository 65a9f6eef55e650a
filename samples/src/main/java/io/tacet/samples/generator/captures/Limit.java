package io.tacet.samples.generator.captures;

import io.tacet.samples.generator.TruthFile;
import java.util.Map;

/**
 * What a recording of a capture is asked to stop at, and where it stops.
 *
 * @param terminators keys that end it, empty for none
 * @param silenceSeconds 0 for none; the threshold is 200 on the reference scale
 * @param durationSeconds 0 for none
 * @param cause TERMINATOR, SILENCE, DURATION or ENDED
 * @param endedAtSample exclusive end
 */
record Limit(String terminators, double silenceSeconds, double durationSeconds, String cause, long endedAtSample) {
    private static final int THRESHOLD = 200;

    static Limit terminator(String terminators, long at) {
        return new Limit(terminators, 0, 0, "TERMINATOR", at);
    }

    static Limit silence(double seconds, long at) {
        return new Limit("", seconds, 0, "SILENCE", at);
    }

    static Limit duration(double seconds, long at) {
        return new Limit("", 0, seconds, "DURATION", at);
    }

    /** Neither these keys nor this silence is in the capture. */
    static Limit ended(String terminators, double silenceSeconds, long at) {
        return new Limit(terminators, silenceSeconds, 0, "ENDED", at);
    }

    Map<String, Object> json() {
        Map<String, Object> row = TruthFile.object();
        if (!terminators.isEmpty()) {
            row.put("terminators", terminators);
        }
        if (silenceSeconds > 0) {
            row.put("silenceSeconds", TruthFile.decimal(silenceSeconds, 3));
            row.put("threshold", THRESHOLD);
        }
        if (durationSeconds > 0) {
            row.put("durationSeconds", TruthFile.decimal(durationSeconds, 3));
        }
        row.put("cause", cause);
        row.put("endedAtSample", endedAtSample);
        return row;
    }
}
