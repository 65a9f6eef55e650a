package io.tacet.server.inspect;

import io.tacet.RecordingRequest;
import io.tacet.SilencePolicy;
import io.tacet.SilenceThreshold;
import io.tacet.core.RecordingRules;
import java.time.Duration;

/**
 * What an inspection asks with.
 *
 * @param request as it was given, or as a manifest tells it
 * @param silence by which silence is looked for, also where the request has none
 * @param assumed whether the request has no silence, so that {@code silence} is an assumption
 */
public record Limits(RecordingRequest request, SilencePolicy silence, boolean assumed) {
    /** Silence that is assumed where none is given. */
    public static final Duration ASSUMED_SILENCE = Duration.ofSeconds(3);

    /** What a threshold means. */
    SilenceThreshold scale() {
        return silence.threshold();
    }

    /** The request's own rules. */
    RecordingRules rules() {
        return RecordingRules.of(request);
    }

    /** The rules with the silence that is looked for. */
    RecordingRules silenceRules() {
        return with(silence);
    }

    /** The rules at another threshold. */
    RecordingRules silenceRules(double threshold) {
        return with(silence.withThreshold(Recommendation.threshold(threshold, scale())));
    }

    /** The request's rules with another silence. */
    public RecordingRules with(SilencePolicy policy) {
        RecordingRules own = rules();
        RecordingRules other = RecordingRules.of(RecordingRequest.builder()
                .payloadTypes(request.payloadTypes())
                .silence(policy)
                .build());
        return new RecordingRules(
                own.sampleRate(),
                own.windowSamples(),
                own.durationSamples(),
                own.capped(),
                other.initialSilenceSamples(),
                other.finalSilenceSamples(),
                other.thresholdRms(),
                other.minimumLoudWindows(),
                own.terminators(),
                own.ignoreKeysSamples());
    }
}
