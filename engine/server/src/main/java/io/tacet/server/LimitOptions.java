package io.tacet.server;

import io.tacet.OutputEncoding;
import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.Terminators;
import io.tacet.ThresholdScale;
import io.tacet.action.ActionSettings;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a recording ends and what its file holds: the options of {@code tacet record} that become a {@link RecordingRequest}. */
final class LimitOptions {
    @Option(names = "--duration", paramLabel = "S", description = "end after S seconds (default: no limit)")
    @Nullable
    String duration;

    @Option(names = "--silence", paramLabel = "S", description = "end after S seconds of silence (default: never)")
    @Nullable
    String silence;

    @Option(
            names = "--initial-silence",
            paramLabel = "S",
            description =
                    "end after S seconds of silence before anything was said; 0 waits for ever (default: as --silence)")
    @Nullable
    String initialSilence;

    @Option(
            names = "--threshold",
            paramLabel = "N",
            description = "what counts as silence, 1 to 1000: higher ends sooner (default: 200)")
    @Nullable
    String threshold;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            description = "what the threshold means: reference or amplitude (default: reference)")
    String scale = "reference";

    @Option(
            names = "--calibration",
            paramLabel = "DB",
            description = "added to the threshold's level, -60 to 60 dB (default: 0)")
    @Nullable
    String calibration;

    @Option(
            names = "--minimum-activity",
            paramLabel = "MS",
            description = "how much of 100 ms must be loud to interrupt silence, 0 to 100 ms (default: 30)")
    @Nullable
    String minimumActivity;

    @Option(
            names = "--terminators",
            paramLabel = "KEYS",
            description = "keys that end, of 0123456789*# (default: none)")
    @Nullable
    String terminators;

    @Option(
            names = "--ignore-keys",
            paramLabel = "S",
            description = "keys in the first S seconds end nothing (default: 0)")
    @Nullable
    String ignoreKeys;

    @Option(
            names = "--media-timeout",
            paramLabel = "S",
            description = "fail after S seconds without a packet; 0 = never (default: 60)")
    @Nullable
    String mediaTimeout;

    @Option(names = "--trim-silence", description = "leave the silence at the end out of the file")
    boolean trimSilence;

    @Option(names = "--mask-events", description = "replace audio during telephone events by silence")
    boolean maskEvents;

    @Option(names = "--format", paramLabel = "FORMAT", description = "pcm16, mulaw or alaw (default: pcm16)")
    String format = "pcm16";

    /** The request so far: everything but the id and the payload types. */
    RecordingRequest.Builder request() {
        RecordingRequest.Builder request = requestWithoutLimits().silence(silencePolicy());
        if (duration != null) {
            Duration most = RecordingRequest.MAXIMUM_DURATION;
            request.duration(PlainNumber.seconds("--duration", duration, 1, most, "above 0 to 2147483647 seconds"));
        }
        if (terminators != null) {
            request.terminators(keys(terminators));
        }
        return request;
    }

    /**
     * The request of an action, which says itself when it ends.
     *
     * @throws UsageException for an option that would say it too
     */
    RecordingRequest.Builder requestForAction() {
        String given = duration != null
                ? "--duration"
                : silence != null
                        ? "--silence"
                        : threshold != null ? "--threshold" : terminators != null ? "--terminators" : null;
        if (given != null) {
            throw new UsageException(
                    given + " does not go with --action, which says it itself; allowed is one of them");
        }
        return requestWithoutLimits();
    }

    /** How the silence of an action is to be understood. */
    ActionSettings actionSettings() {
        return new ActionSettings(initial(), choice("--scale", scale, ThresholdScale.class), calibration(), activity());
    }

    private RecordingRequest.Builder requestWithoutLimits() {
        Duration most = RecordingRequest.MAXIMUM_DURATION;
        RecordingRequest.Builder request = RecordingRequest.builder()
                .trimTrailingSilence(trimSilence)
                .maskEvents(maskEvents)
                .outputEncoding(choice("--format", format, OutputEncoding.class));
        if (ignoreKeys != null) {
            request.ignoreKeysFor(PlainNumber.seconds("--ignore-keys", ignoreKeys, 0, most, "0 to 2147483647 seconds"));
        }
        if (mediaTimeout != null) {
            request.mediaTimeout(
                    PlainNumber.seconds("--media-timeout", mediaTimeout, 0, most, "0 (never) to 2147483647 seconds"));
        }
        return request;
    }

    private @Nullable SilencePolicy silencePolicy() {
        SilencePolicy policy = silencePolicy(SilencePolicy.MAXIMUM);
        return silence == null ? null : policy; // a threshold alone is ignored, as in the RecordAudio action
    }

    /** The policy; {@code assumed} is the silence where none is given. */
    SilencePolicy silencePolicy(Duration assumed) {
        Duration most = SilencePolicy.MAXIMUM;
        SilenceThreshold level = new SilenceThreshold(
                threshold == null
                        ? SilenceThreshold.DEFAULT.value()
                        : PlainNumber.decimal("--threshold", threshold, 1, 1000, "1 to 1000")
                                .doubleValue(),
                choice("--scale", scale, ThresholdScale.class),
                calibration());
        Duration activity = activity();
        Duration initial = initial();
        if (silence == null && initial != null) {
            throw new UsageException(
                    "--initial-silence needs --silence: give the seconds of silence that end the recording");
        }
        Duration end = silence == null
                ? assumed
                : PlainNumber.seconds("--silence", silence, 1, most, "above 0 to 1000 seconds");
        return new SilencePolicy(initial == null ? end : initial, end, level, activity);
    }

    private @Nullable Duration initial() {
        return initialSilence == null
                ? null
                : PlainNumber.seconds(
                        "--initial-silence",
                        initialSilence,
                        0,
                        SilencePolicy.MAXIMUM,
                        "0 (wait for ever) to 1000 seconds");
    }

    private double calibration() {
        return calibration == null
                ? 0
                : PlainNumber.decimal("--calibration", calibration, -60, 60, "-60 to 60 dB")
                        .doubleValue();
    }

    private Duration activity() {
        return minimumActivity == null
                ? SilencePolicy.DEFAULT_MINIMUM_ACTIVITY
                : Duration.ofMillis(PlainNumber.whole("--minimum-activity", minimumActivity, 0, 100));
    }

    private static Terminators keys(String keys) {
        try {
            return Terminators.of(keys);
        } catch (IllegalArgumentException e) {
            throw PlainNumber.refused("--terminators", keys, "one or more of 0123456789*#");
        }
    }

    static <E extends Enum<E>> E choice(String option, String text, Class<E> type) {
        StringBuilder allowed = new StringBuilder();
        for (E value : type.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
            allowed.append(allowed.isEmpty() ? "" : ", ").append(name);
        }
        throw PlainNumber.refused(option, text, allowed.toString());
    }
}
