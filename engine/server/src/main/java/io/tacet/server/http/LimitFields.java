package io.tacet.server.http;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tacet.OutputEncoding;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import io.tacet.ThresholdScale;
import java.math.BigDecimal;
import java.time.Duration;

/** Plain limits of a request: when the recording ends, and what its file holds. Thread: any. */
final class LimitFields {
    static final String[] NAMES = {
        "durationSeconds",
        "silenceSeconds",
        "initialSilenceSeconds",
        "threshold",
        "scale",
        "calibrationDb",
        "minimumActivityMillis",
        "terminators",
        "ignoreKeysSeconds",
        "mediaTimeoutSeconds",
        "trimSilence",
        "maskEvents",
        "format"
    };

    private LimitFields() {}

    static void read(Fields fields, RecordingRequest.Builder request) {
        request.duration(fields.seconds("durationSeconds", false, RecordingRequest.MAXIMUM_DURATION));
        silence(fields, request);
        String keys = fields.text("terminators", 64);
        if (keys != null) {
            try {
                request.terminators(Terminators.of(keys));
            } catch (IllegalArgumentException e) {
                throw fields.refused("terminators", new TextNode(keys), "one or more of 0123456789*#");
            }
        }
        Duration ignore = fields.seconds("ignoreKeysSeconds", true, RecordingRequest.MAXIMUM_DURATION);
        if (ignore != null) {
            request.ignoreKeysFor(ignore);
        }
        Duration timeout = fields.seconds("mediaTimeoutSeconds", true, RecordingRequest.MAXIMUM_DURATION);
        if (timeout != null) {
            request.mediaTimeout(timeout);
        }
        OutputEncoding format = fields.choice("format", OutputEncoding.class);
        if (format != null) {
            request.outputEncoding(format);
        }
        request.trimTrailingSilence(fields.flag("trimSilence")).maskEvents(fields.flag("maskEvents"));
    }

    private static void silence(Fields fields, RecordingRequest.Builder request) {
        Duration silence = fields.seconds("silenceSeconds", false, SilencePolicy.MAXIMUM);
        Duration initial = fields.seconds("initialSilenceSeconds", true, SilencePolicy.MAXIMUM);
        BigDecimal threshold = fields.number("threshold", 1, 1000, "a number of 1 to 1000");
        ThresholdScale scale = fields.choice("scale", ThresholdScale.class);
        BigDecimal calibration = fields.number("calibrationDb", -60, 60, "a number of -60 to 60");
        Integer activity = fields.whole("minimumActivityMillis", 0, 100);
        if (silence == null) {
            for (String name : new String[] {
                "initialSilenceSeconds", "threshold", "scale", "calibrationDb", "minimumActivityMillis"
            }) {
                if (fields.has(name)) {
                    throw ApiException.invalid(name + " is given without silenceSeconds; allowed is both, or neither");
                }
            }
            return;
        }
        SilenceThreshold level = new SilenceThreshold(
                threshold == null ? SilenceThreshold.DEFAULT.value() : threshold.doubleValue(),
                scale == null ? ThresholdScale.REFERENCE : scale,
                calibration == null ? 0 : calibration.doubleValue());
        request.silence(new SilencePolicy(
                initial == null ? silence : initial,
                silence,
                level,
                activity == null ? SilencePolicy.DEFAULT_MINIMUM_ACTIVITY : Duration.ofMillis(activity)));
    }
}
