package io.tacet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The full story of a recording: what was heard, why and where it ended, what became of every packet. Immutable.
 *
 * @param recordingId of the recording
 * @param cause why it ended
 * @param terminator the key, only with cause TERMINATOR
 * @param encoding of the file
 * @param sampleRate in Hz
 * @param samples in the file
 * @param endedAtSample where the end was decided; more than {@code samples} when trailing silence was trimmed
 * @param conditions what else was true or how far away
 * @param digits presses in order of position, at most 256
 * @param levels percentiles over the windows
 * @param longestSilenceSeconds longest run of silence in seconds, null if silence was not watched
 * @param recovered whether recovery finished it
 * @param gaps filled stretches in order, at most 1000
 * @param warnings for people, one line each
 * @param counters at the moment when the recorder closed the ring
 * @param reception RTP statistics, null without RTP
 * @param labels what the request carried for the sink; not written to JSON
 * @param durability {@code "degraded"} if the journal was given up while it ran; null = as configured
 */
public record RecordingManifest(
        String recordingId,
        Termination.Cause cause,
        @Nullable Character terminator,
        OutputEncoding encoding,
        int sampleRate,
        long samples,
        long endedAtSample,
        List<Condition> conditions,
        List<Digit> digits,
        Levels levels,
        @Nullable Double longestSilenceSeconds,
        boolean recovered,
        List<Gap> gaps,
        List<String> warnings,
        PacketCounters counters,
        @Nullable Reception reception,
        Map<String, String> labels,
        @Nullable String durability) {

    /**
     * A manifest of a recording that was as durable as configured.
     *
     * @param recordingId see {@link #recordingId()}
     * @param cause see {@link #cause()}
     * @param terminator see {@link #terminator()}
     * @param encoding see {@link #encoding()}
     * @param sampleRate see {@link #sampleRate()}
     * @param samples see {@link #samples()}
     * @param endedAtSample see {@link #endedAtSample()}
     * @param conditions see {@link #conditions()}
     * @param digits see {@link #digits()}
     * @param levels see {@link #levels()}
     * @param longestSilenceSeconds see {@link #longestSilenceSeconds()}
     * @param recovered see {@link #recovered()}
     * @param gaps see {@link #gaps()}
     * @param warnings see {@link #warnings()}
     * @param counters see {@link #counters()}
     * @param reception see {@link #reception()}
     * @param labels see {@link #labels()}
     */
    public RecordingManifest(
            String recordingId,
            Termination.Cause cause,
            @Nullable Character terminator,
            OutputEncoding encoding,
            int sampleRate,
            long samples,
            long endedAtSample,
            List<Condition> conditions,
            List<Digit> digits,
            Levels levels,
            @Nullable Double longestSilenceSeconds,
            boolean recovered,
            List<Gap> gaps,
            List<String> warnings,
            PacketCounters counters,
            @Nullable Reception reception,
            Map<String, String> labels) {
        this(
                recordingId,
                cause,
                terminator,
                encoding,
                sampleRate,
                samples,
                endedAtSample,
                conditions,
                digits,
                levels,
                longestSilenceSeconds,
                recovered,
                gaps,
                warnings,
                counters,
                reception,
                labels,
                null);
    }

    /**
     * Copies the lists and the labels.
     *
     * @param recordingId see {@link #recordingId()}
     * @param cause see {@link #cause()}
     * @param terminator see {@link #terminator()}
     * @param encoding see {@link #encoding()}
     * @param sampleRate see {@link #sampleRate()}
     * @param samples see {@link #samples()}
     * @param endedAtSample see {@link #endedAtSample()}
     * @param conditions see {@link #conditions()}
     * @param digits see {@link #digits()}
     * @param levels see {@link #levels()}
     * @param longestSilenceSeconds see {@link #longestSilenceSeconds()}
     * @param recovered see {@link #recovered()}
     * @param gaps see {@link #gaps()}
     * @param warnings see {@link #warnings()}
     * @param counters see {@link #counters()}
     * @param reception see {@link #reception()}
     * @param labels see {@link #labels()}
     * @param durability see {@link #durability()}
     */
    public RecordingManifest {
        conditions = List.copyOf(conditions);
        digits = List.copyOf(digits);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
        labels = Map.copyOf(labels);
    }

    /** {@return length of the file in seconds} */
    public double durationSeconds() {
        return (double) samples / sampleRate;
    }

    /**
     * A condition that could have ended the recording.
     *
     * @param cause its name
     * @param atSample where it was or would have been true; null if not set or never known
     * @param marginSeconds how much later than the end, 0 or more; null if not set or never known
     */
    public record Condition(
            Termination.Cause cause,
            @Nullable Long atSample,
            @Nullable Double marginSeconds) {}

    /**
     * A press.
     *
     * @param digit {@code 0–9 * # A–D}, {@code !} for flash
     * @param atSample position of the press; below 0 for one that began before the recording
     * @param durationSamples as reported, at the recording's rate; 0 if never told
     */
    public record Digit(char digit, long atSample, long durationSamples) {}

    /**
     * A filled stretch.
     *
     * @param atSample where it begins
     * @param samples how long
     * @param reason why
     */
    public record Gap(long atSample, long samples, GapReason reason) {}

    /** Why samples were filled. */
    public enum GapReason {
        /** Missing sequence numbers. */
        LOSS,
        /** The sender sent nothing (discontinuous transmission, mute, a digit without audio). */
        DTX,
        /** Comfort noise. */
        COMFORT_NOISE,
        /** The sender's clock jumped or stood still; the elapsed time was filled. */
        CLOCK_JUMP,
        /** The source changed; the time between was filled. */
        SSRC_CHANGE,
        /** A limit was reached while nothing arrived. */
        NO_PACKETS
    }

    /**
     * Levels of 10 ms windows.
     *
     * @param threshold on the 1 to 1000 scale, null if silence was not watched
     * @param thresholdDbfs the same in dBFS
     * @param noiseFloor 10th percentile
     * @param median 50th percentile
     * @param p95 95th percentile
     * @param peak the loudest window
     */
    public record Levels(
            @Nullable Double threshold,
            @Nullable Double thresholdDbfs,
            @Nullable Level noiseFloor,
            @Nullable Level median,
            @Nullable Level p95,
            @Nullable Level peak) {}

    /**
     * One level.
     *
     * @param scale on the 0 to 1000 scale
     * @param dbfs 20·log10(rms/32768), at least −100
     */
    public record Level(double scale, double dbfs) {}

    /**
     * Reception by RFC 3550 (sections 6.4.1, A.3 and A.8).
     *
     * @param ssrc of the last source
     * @param expected packets by sequence number
     * @param lost expected minus received, may be negative with duplicates
     * @param jitterMillis interarrival jitter at the end
     * @param maxJitterMillis its largest value
     */
    public record Reception(long ssrc, long expected, long lost, double jitterMillis, double maxJitterMillis) {}
}
