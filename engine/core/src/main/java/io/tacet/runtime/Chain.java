package io.tacet.runtime;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a recording's chain, from packet to sink. */
record Chain(RecordingRequest request, String sink) {
    @Override
    public String toString() {
        List<String> limits = new ArrayList<>();
        if (!request.terminators().isEmpty()) {
            limits.add(request.terminators().toString());
        }
        SilencePolicy silence = request.silence();
        if (silence != null) {
            limits.add(seconds(silence.finalSilence()));
        }
        Duration duration = request.duration();
        if (duration != null) {
            limits.add(seconds(duration));
        }
        String level =
                silence == null ? "rms" : "rms(" + number(silence.threshold().value()) + ")";
        int rate = request.payloadTypes().primary().clockRate();
        return "rtp(" + request.payloadTypes() + ") → " + level + " → arbiter" + limits + " → wav(" + rate / 1000 + "k "
                + request.outputEncoding().name().toLowerCase(Locale.ROOT) + ") → " + sink;
    }

    private static String seconds(Duration duration) {
        return number(duration.toNanos() / 1e9) + " s";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
